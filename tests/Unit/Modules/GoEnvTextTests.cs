using System.Text;
using FsCheck;
using FsCheck.Fluent;
using GoEnv.Modules;

namespace GoEnv.Tests.Modules;

/// <summary>The edits of a go/env file; that they do what go env -w does is checked beside a real go command.</summary>
public sealed class GoEnvTextTests
{
    private static readonly string[] Pieces =
    [
        "GOPROXY=https://a,direct\n", "GOPROXY=off\r\n", "GOSUMDB=off\n", "# kept\n", "\n", "export GOFLAGS=-x\n", "GOFLAGS=-mod=mod -x\n", "GOPRIVATE=a.b,c.d", "\n",
        "=x\n", "junk\n", "GONOSUMDB=\xff\xfe\n", "\0\n", "\xef\xbb\xbfGOBIN=/b\n", "GOPATH= /x \n", "#GOPROXY=no\n",
    ];

    private static readonly GoEnvEdit[] Edits =
    [
        GoEnvEdit.Set("GOPROXY", "https://proxy.example.com,direct"), GoEnvEdit.Set("GOPRIVATE", "käse.example.com"), GoEnvEdit.Unset("GOSUMDB"), GoEnvEdit.Unset("GOPROXY"),
        new("GOPATH", GoEnvAction.Trim), new("GOPROXY", GoEnvAction.Merge), new("export GOFLAGS", GoEnvAction.Disable), new("GOPROXY", GoEnvAction.Trim),
    ];

    private static Arbitrary<(byte[] File, GoEnvEdit[] Edits)> Cases { get; } = (
        from pieces in Gen.Elements(Pieces).ArrayOf()
        from edits in Gen.Elements(Edits).ArrayOf().Select(edits => edits.DistinctBy(edit => edit.Name).ToArray())
        select (Encoding.Latin1.GetBytes(string.Concat(pieces)), edits)).ToArbitrary();

    [Fact]
    public void EditsTwiceIsOnce() => Prop.ForAll(Cases, x =>
    {
        var once = GoEnvText.Apply(x.File, x.Edits);
        return GoEnvText.Apply(once, x.Edits).SequenceEqual(once);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void LinesOfOtherNamesKeepTheirBytes() => Prop.ForAll(Cases, x =>
    {
        var names = x.Edits.Select(edit => edit.Name).ToHashSet();
        return Others(x.File, names).SequenceEqual(Others(GoEnvText.Apply(x.File, x.Edits), names), StringComparer.Ordinal);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void NoEditsChangeNothing() => Prop.ForAll(Cases, x => GoEnvText.Apply(x.File, []) == x.File).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("", "GOBIN=/b\n")]
    [InlineData("GOPROXY=off", "GOBIN=/b\nGOPROXY=off\n")]
    [InlineData("# mine\nGOPROXY=off\n# end\n", "# mine\nGOPROXY=off\n# end\nGOBIN=/b\n")]
    [InlineData("GOBIN=/a\r\nGOPROXY=off\r\n", "GOBIN=/b\nGOPROXY=off\r\n")]
    [InlineData("GOBIN=/a\n# two\nGOBIN=/c\n", "# two\nGOBIN=/b\n")]
    [InlineData("GOBIN=/b\n", "GOBIN=/b\n")]
    public void Set(string before, string after) => Assert.Equal(after, Apply(before, GoEnvEdit.Set("GOBIN", "/b")));

    [Theory]
    [InlineData("", "")]
    [InlineData("GOBIN=/a\n", "")]
    [InlineData("A=1\nGOBIN=/a\nB=2", "A=1\nB=2\n")]
    [InlineData("GOBIN=/a\nGOBIN=/b\n", "")]
    [InlineData("#GOBIN=/a\n", "#GOBIN=/a\n")]
    public void Unset(string before, string after) => Assert.Equal(after, Apply(before, GoEnvEdit.Unset("GOBIN")));

    [Theory]
    [InlineData("GOPRIVATE=a.b;x,c.d\n", "a.b;x", "a.b,x", "GOPRIVATE=a.b,x,c.d\n")]
    [InlineData("GOPRIVATE=c.d,github.com/c.d\n", "c.d", "e", "GOPRIVATE=e,github.com/c.d\n")]
    [InlineData("GOPRIVATE=a,b,c\n", "b", null, "GOPRIVATE=a,c\n")]
    [InlineData("GOPRIVATE=a,b\n", "b", null, "GOPRIVATE=a\n")]
    [InlineData("GOPRIVATE=b\n", "b", null, "")]
    [InlineData("GOPRIVATE=b\r\n", "b", null, "")]
    [InlineData("GOPRIVATE=a,b\r\n", "b", null, "GOPRIVATE=a\n")]
    [InlineData("GOPRIVATE=a,b\r\n", "b", "c", "GOPRIVATE=a,c\r\n")]
    [InlineData("GOPRIVATE=abc\n", "b", null, "GOPRIVATE=abc\n")]
    [InlineData("", "b", null, "")]
    [InlineData("GOPRIVATE=https://x|https://y\n", "https://x|", "https://x,", "GOPRIVATE=https://x,https://y\n")]
    public void Replace(string before, string old, string? with, string after) =>
        Assert.Equal(after, Apply(before, GoEnvEdit.Replace("GOPRIVATE", old, with)));

    [Theory]
    [InlineData("GOPROXY=https://x \r\n", "GOPROXY=https://x\n")]
    [InlineData("GOPROXY=\"https://x\"\n", "GOPROXY=https://x\n")]
    [InlineData("GOPROXY=https://x\n", "GOPROXY=https://x\n")]
    public void Trim(string before, string after) => Assert.Equal(after, Apply(before, new GoEnvEdit("GOPROXY", GoEnvAction.Trim)));

    [Fact]
    public void ALineThatIsNoSettingIsCommentedOut() =>
        Assert.Equal("A=1\n#export GOPROXY=x\n", Apply("A=1\nexport GOPROXY=x\n", new GoEnvEdit("export GOPROXY", GoEnvAction.Disable)));

    [Theory]
    [InlineData("GOPROXY", "https://x", null)]
    [InlineData("GOVERSION", "x", "GOVERSION cannot be modified.")]
    [InlineData("GOROOT", "/x", "GOROOT cannot be modified.")]
    [InlineData("GOENV", "/x", "GOENV can only be set in the environment.")]
    [InlineData("GOPROXI", "x", "'GOPROXI' is no variable that the go command knows; GOPROXY is.")]
    [InlineData("GO111MODULE", "yes", "GO111MODULE is on, off or auto, not 'yes'.")]
    [InlineData("GOPATH", "~/go", "GOPATH cannot start with '~', which the go command does not expand: '~/go'.")]
    [InlineData("GOPATH", "go", "GOPATH is not an absolute path: 'go'.")]
    [InlineData("GOTMPDIR", "t", "GOTMPDIR is not an absolute path: 't'.")]
    [InlineData("CC", "gcc -m32", null)]
    [InlineData("CC", "./gcc", "CC is a relative path: './gcc'.")]
    [InlineData("CC", "  ", "CC has spaces alone.")]
    [InlineData("GOFLAGS", "-x\n", "The value of GOFLAGS has a line end or a NUL in it.")]
    public void Refusal(string name, string value, string? refusal) => Assert.Equal(refusal, GoEnvNames.Refusal(name, value));

    [Fact]
    public void HalfACharacterIsRefused() => Assert.Equal("The value of GOFLAGS is not valid Unicode.", GoEnvNames.Refusal("GOFLAGS", "\ud800"));

    [Theory]
    [InlineData("GOPROXY", "https://me:secret@proxy.example.com", "GE3002")]
    [InlineData("GOPROXY", "Direct", "GE3001")]
    [InlineData("GOPROXY", "http://proxy.example.com", "GE3003")]
    [InlineData("GOSUMDB", "off", "GE3006")]
    [InlineData("GOPRIVATE", "https://git.example.com", "GE3010")]
    [InlineData("GOFLAGS", "-mod=mod", "GE1013")]
    [InlineData("GO111MODULE", "off", "GE1014")]
    [InlineData("GOPATH", "/a:~/b", "GE1019")]
    [InlineData("GOCACHE", "off", "GE1024")]
    [InlineData("GOTOOLCHAIN", "go1.27.3", null)]
    [InlineData("GOPROXY", "https://proxy.example.com,direct", null)]
    [InlineData("CGO_ENABLED", "1", null)]
    public void TheRulesJudgeAValueBeforeItIsWritten(string name, string value, string? rule)
    {
        var found = GoEnvCheck.Judge(
            new Dictionary<string, string> { [name] = value }, Target.Local, GoEnv.Policies.Policy.Default, GoEnv.Releases.GoReleases.Shipped, DateTimeOffset.UnixEpoch);
        Assert.Equal(rule is null ? [] : [rule], found.Select(finding => finding.RuleId));
    }

    private static string Apply(string file, params GoEnvEdit[] edits) =>
        Encoding.Latin1.GetString(GoEnvText.Apply(Encoding.Latin1.GetBytes(file), edits));

    // Of several lines of one name the last counts and stays, and settings between comments are sorted.
    private static IEnumerable<string> Others(byte[] file, HashSet<string> names)
    {
        var lines = Encoding.Latin1.GetString(file).Split('\n').Where(line => line.Length > 0).ToList();
        return lines
            .Select((line, i) => (Line: line, Key: line.Contains('=') && !line.Split('=')[0].Contains('#') ? line.Split('=')[0] : "#" + i))
            .Where(x => x.Key == string.Empty || (!names.Contains(x.Key) && !names.Contains(x.Line.TrimStart('#').Split('=')[0])))
            .GroupBy(x => x.Key.Length == 0 ? "=" : x.Key)
            .SelectMany(group => group.Key == "=" || group.Key[0] == '#' ? group.Select(x => x.Line) : [group.Last().Line])
            .Where(line => line.Length > 0)
            .Order(StringComparer.Ordinal)
            .Distinct();
    }
}
