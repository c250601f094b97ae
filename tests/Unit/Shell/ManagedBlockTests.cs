using System.Text;
using FsCheck;
using FsCheck.Fluent;
using GoEnv.Shell;

namespace GoEnv.Tests.Shell;

public sealed class ManagedBlockTests
{
    private static readonly string[] Pieces =
        ["#!/bin/sh\n", "export A=1\n", "b\r\n", "\r\n", "\n", "case $- in *i*) ;; *) return ;; esac\n", "\0\xff\n", "\xef\xbb\xbfx\n", "last", " # >>> other >>>\n"];

    private static readonly IReadOnlyList<string>[] Bodies = [["one"], ["one", "two"], ["ü"]];

    private static Arbitrary<(byte[] File, IReadOnlyList<string> Body, IReadOnlyList<string> Other, bool AtTop)> Cases { get; } = (
        from pieces in Gen.Elements(Pieces).ArrayOf()
        from body in Gen.Elements(Bodies)
        from other in Gen.Elements(Bodies)
        from top in Gen.Elements(true, false)
        select (Encoding.Latin1.GetBytes(string.Concat(pieces)), body, other, top)).ToArbitrary();

    [Fact]
    public void PutTwiceIsOnce() => Prop.ForAll(Cases, x =>
    {
        var once = ManagedBlock.Put(x.File, x.Body, x.AtTop);
        return ManagedBlock.Put(once, x.Body, x.AtTop).SequenceEqual(once);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void TheRestKeepsItsBytes() => Prop.ForAll(Cases, x =>
    {
        var after = ManagedBlock.Put(ManagedBlock.Put(x.File, x.Body, x.AtTop), x.Other, !x.AtTop);
        var gone = ManagedBlock.Put(after, [], x.AtTop);
        // A last line without an end gets one where the block comes behind it.
        return gone.SequenceEqual(x.File) || (!x.AtTop && gone.AsSpan().StartsWith(x.File) && gone.Length - x.File.Length <= 2);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void ItIsReadBack() => Prop.ForAll(Cases, x =>
        ManagedBlock.Read(ManagedBlock.Put(x.File, x.Body, x.AtTop))!.Select(line => Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(line))).SequenceEqual(x.Body))
        .QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("", true, "# >>> goenv >>>\nx\n# <<< goenv <<<\n")]
    [InlineData("a\n", true, "# >>> goenv >>>\nx\n# <<< goenv <<<\na\n")]
    [InlineData("#!/bin/sh\na\n", true, "#!/bin/sh\n# >>> goenv >>>\nx\n# <<< goenv <<<\na\n")]
    [InlineData("a", false, "a\n# >>> goenv >>>\nx\n# <<< goenv <<<\n")]
    [InlineData("a\r\nb\r\n", true, "# >>> goenv >>>\r\nx\r\n# <<< goenv <<<\r\na\r\nb\r\n")]
    [InlineData("a\n# >>> goenv >>>\nold\n# <<< goenv <<<", true, "a\n# >>> goenv >>>\nx\n# <<< goenv <<<")]
    public void Put(string before, bool atTop, string after) =>
        Assert.Equal(after, Encoding.UTF8.GetString(ManagedBlock.Put(Encoding.UTF8.GetBytes(before), ["x"], atTop)));

    [Theory]
    [InlineData("# >>> goenv >>>\nx\n")]
    [InlineData("# <<< goenv <<<\n# >>> goenv >>>\n")]
    [InlineData("# >>> goenv >>>\n# <<< goenv <<<\n# >>> goenv >>>\n# <<< goenv <<<\n")]
    public void MarkersOutOfOrderAreRefused(string file) =>
        Assert.Throws<FormatException>(() => ManagedBlock.Put(Encoding.UTF8.GetBytes(file), ["x"], true));

    [Fact]
    public void TheLinesOfTheBlockAreSeenByTheReaderOfProfiles()
    {
        var line = ProfileBody.Sh([new PathFolder("/usr/local/go/bin")], [])[1];
        Assert.Equal([("/usr/local/go/bin", false)], ProfileSyntax.Entries(line));
        line = ProfileBody.Sh([new PathFolder("$HOME/go/bin", Append: true)], [])[1];
        Assert.Equal([("$HOME/go/bin", true)], ProfileSyntax.Entries(line));
    }
}
