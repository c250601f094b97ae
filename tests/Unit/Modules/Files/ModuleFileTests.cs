using System.Text;
using FsCheck;
using FsCheck.Fluent;
using GoEnv.Modules.Files;

namespace GoEnv.Tests.Modules.Files;

public sealed class ModuleFileTests
{
    private const string Sample = """
        // The sample.

        module example.com/m // Deprecated: old

        go   1.21

        require (
        	example.com/a  v1.2.0   // indirect
        	example.com/b v1.0.0

        	// kept
        	example.com/c v1.0.0 // why
        )

        """;

    [Fact]
    public void Directives_have_their_lines_and_comments()
    {
        var file = Mod(Sample);
        Assert.Empty(file.Errors);
        Assert.Equal(("example.com/m", "old", 3), (file.Module!.Path, file.Module.Deprecated, file.Module.Line));
        Assert.Equal(("1.21", 5), (file.Go!.Version, file.Go.Line));
        Assert.Equal(
            [("example.com/a", true, 8), ("example.com/b", false, 9), ("example.com/c", false, 12)],
            file.Require.Select(require => (require.Path, require.IsIndirect, require.Line)));
    }

    [Theory]
    [InlineData("module m\nrequire example.com/a\n", 2, 1, "not complete", "require PATH v1.2.3")]
    [InlineData("module m\n\tgo 1.2.3.4\n", 2, 5, "'1.2.3.4' does not fit", "go 1.26.0")]
    [InlineData("module m\ntoolchain 1.26.0\n", 2, 11, "'1.26.0' does not fit", "toolchain go1.26.0 or toolchain default")]
    [InlineData("module m\nrequire (\n  a.b/c master\n)\n", 3, 9, "'master' is no version", "a version such as v1.2.3")]
    [InlineData("module m\nrequire a.b/c v2.0.0\n", 2, 15, "does not fit the path a.b/c", "v0 or v1")]
    [InlineData("module m\nrequire a.b/c/v1 v1.0.0\n", 2, 9, "is no module path", "/v2")]
    [InlineData("module m\nrequires a.b/c v1.0.0\n", 2, 1, "'requires' is no directive", "require")]
    [InlineData("module m\nmodule n\n", 2, 1, "second module line", "line 1")]
    [InlineData("module m\nreplace a.b/c => ../d v1.0.0\n", 2, 23, "folder ../d has no versions", "folder alone")]
    [InlineData("module m\nreplace a.b/c => d.e/f\n", 2, 18, "without a version", "./")]
    [InlineData("module m\nreplace a.b/c => d.e/f@v1.0.0\n", 2, 18, "behind an @", "two words")]
    [InlineData("module m\nreplace a.b/c => ..\\d\n", 2, 18, "Windows path", "forward slashes")]
    [InlineData("module m\ngodebug a\n", 2, 1, "not complete", "KEY=VALUE")]
    [InlineData("module m /* x */\n", 1, 10, "begins no comment", "//")]
    [InlineData("module \"m\n", 1, 10, "no end on its line", "closing \"")]
    [InlineData("module `m`\n", 1, 8, "quotation mark", "double quotes")]
    [InlineData("module m\nrequire (\n a.b/c v1.0.0\n", 2, 9, "has no end", ")")]
    [InlineData("module m\nrequire (\n) x\n", 3, 3, "more after", "new line")]
    [InlineData("module m\nfoo (\n)\n", 2, 1, "'foo' begins no block", "require")]
    [InlineData("module m\nrequire a.b/c v1.0.0\u0001\n", 2, 21, "U+0001", "printable")]
    public void An_error_says_where_what_and_what_would_be_right(string text, int line, int column, string says, string expected)
    {
        var error = Assert.Single(Mod(text).Errors);
        Assert.Equal((line, column), (error.Line, error.Column));
        Assert.Contains(says, error.Message, StringComparison.Ordinal);
        Assert.Contains(expected, error.Expected, StringComparison.Ordinal);
    }

    [Fact]
    public void Lines_around_a_wrong_one_are_read()
    {
        var file = Mod("module m\nrequire (\n\ta.b/c v1.0.0\n\t\"a.b/d v1\n\ta.b/e v1.0.0\n)\ngo 1.26\n");
        Assert.Equal(["a.b/c", "a.b/e"], file.Require.Select(require => require.Path));
        Assert.Equal("1.26", file.Go?.Version);
        Assert.Equal(4, Assert.Single(file.Errors).Line);
    }

    [Fact]
    public void An_edit_touches_its_own_line_only()
    {
        Assert.Equal(Sample.Replace("go   1.21", "go 1.26.0", StringComparison.Ordinal), Text(Mod(Sample).WithGo("1.26.0")));
        Assert.Equal(Sample.Replace("example.com/a  v1.2.0", "example.com/a v1.3.0", StringComparison.Ordinal), Text(Mod(Sample).WithRequire("example.com/a", "v1.3.0")));
        Assert.Equal(Sample.Replace("\texample.com/b v1.0.0\n", string.Empty, StringComparison.Ordinal), Text(Mod(Sample).WithoutRequire("example.com/b")));
        Assert.Equal(Sample.Replace("\n\n\t// kept\n\texample.com/c v1.0.0 // why", string.Empty, StringComparison.Ordinal), Text(Mod(Sample).WithoutRequire("example.com/c")));
        Assert.Equal(Sample + "\ntool example.com/a/cmd/x\n", Text(Mod(Sample).WithTool("example.com/a/cmd/x")));
    }

    [Fact]
    public void New_lines_end_as_the_others_do()
    {
        var crlf = Sample.Replace("\n", "\r\n", StringComparison.Ordinal);
        Assert.Equal(
            crlf.Replace("\texample.com/b v1.0.0\r\n", "\texample.com/b v1.0.0\r\n\texample.com/bb v1.0.0\r\n", StringComparison.Ordinal),
            Text(Mod(crlf).WithRequire("example.com/bb", "v1.0.0")));
        Assert.Equal("module m\r\n\r\ngo 1.26\r\n\r\n// end\r\n", Text(Mod("module m\r\n\r\n// end\r\n").WithGo("1.26")));
        Assert.Equal("module m\n\ngo 1.26\n", Text(Mod("module m").WithGo("1.26")));
    }

    [Fact]
    public void An_edit_that_Go_would_refuse_is_an_error()
    {
        Assert.Throws<FormatException>(() => Mod(Sample).WithGo("go1.26"));
        Assert.Throws<FormatException>(() => Mod(Sample).WithRequire("example.com/a", "main"));
        Assert.Throws<FormatException>(() => Mod(Sample).WithReplace("example.com/a", null, "other", null));
        Assert.Throws<FormatException>(() => Mod("module m\nno\n").WithGo("1.26.0"));
    }

    [Fact]
    public void Blocks_come_and_go_with_their_lines()
    {
        var two = Mod("module m\n\nrequire a.b/c v1.0.0 // one\n").WithRequire("a.b/a", "v1.0.0");
        Assert.Equal("module m\n\nrequire (\n\ta.b/a v1.0.0\n\ta.b/c v1.0.0 // one\n)\n", Text(two));
        Assert.Equal("module m\n\nrequire a.b/c v1.0.0 // one\n", Text(two.WithoutRequire("a.b/a")));
        Assert.Equal("module m\n", Text(two.WithoutRequire("a.b/a").WithoutRequire("a.b/c")));
        Assert.Equal("go 1.26\n\nuse ./a\n", Text(GoWorkFile.Parse("use ./a\n"u8.ToArray()).WithGo("1.26")));
        Assert.Equal("use (\n\t./a\n\t./b\n)\n", Text(GoWorkFile.Parse("use ./a\n"u8.ToArray()).WithUse("./b")));
    }

    [Theory]
    [InlineData("v1.2.3", "v1.2.3")]
    [InlineData("v1", "v1.0.0")]
    [InlineData("v1.2.3-rc.1+meta", "v1.2.3-rc.1")]
    [InlineData("v2.0.0+incompatible", "v2.0.0+incompatible")]
    [InlineData("1.2.3", null)]
    [InlineData("v01.2.3", null)]
    [InlineData("v1.2.3-01", null)]
    [InlineData("v1.2.", null)]
    public void Versions_have_one_whole_form(string text, string? canonical) => Assert.Equal(canonical, SemanticVersion.Canonical(text));

    [Fact]
    public void Versions_are_ordered_as_Go_orders_them()
    {
        string[] order = ["bad", "v0.9.9", "v1.0.0-alpha", "v1.0.0-alpha.1", "v1.0.0-alpha.beta", "v1.0.0-beta.2", "v1.0.0-beta.11", "v1.0.0", "v1.0.10", "v10.0.0"];
        Assert.Equal(order, order.Reverse().Order(Comparer<string>.Create(SemanticVersion.Compare)));
    }

    [Fact]
    public void No_text_breaks_the_readers() => Prop.ForAll(
        RandomText.Of(
            "module m\n", "require (\n", ")\n", "a.b/c v1.0.0", " // indirect\n", "// c\n", "go 1.26\n", "replace ", "=>", "./d", "use", "`", "/*",
            "retract [v1.0.0, v1.1.0]\n", "# a.b/c v1.0.0 => ./d\n", "## explicit; go 1.20\n", "a.b/c v1.0.0/go.mod h1:x\n", "(", "tool", "godebug a=b\n"),
        text =>
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            Survives(bytes);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void No_bytes_break_the_readers() => Prop.ForAll<byte[], int>((noise, at) =>
    {
        var bytes = Encoding.UTF8.GetBytes(Sample);
        for (var i = 0; i < noise.Length; i++)
        {
            bytes[(int)((uint)(at + (i * 7)) % bytes.Length)] = noise[i];
        }

        Survives(bytes);
        Survives(noise);
    }).QuickCheckThrowOnFailure();

    // Statements follow each other, none is lost, and every edit that is possible leaves something that can be read.
    private static void Survives(byte[] bytes)
    {
        var file = GoModFile.Parse(bytes);
        var work = GoWorkFile.Parse(bytes);
        GoSumFile.Parse(bytes);
        VendorList.Parse(bytes);
        var end = 0;
        foreach (var (start, next) in file.Syntax.Statements.Select(statement => statement is ModBlock block ? (block.LineStart, block.LineEnd) : (((ModLine)statement).LineStart, ((ModLine)statement).LineEnd)))
        {
            Assert.InRange(start, end, next);
            Assert.InRange(next, start, bytes.Length);
            end = next;
        }

        Assert.All(file.Errors.Concat(work.Errors), error => Assert.InRange(error.Position.Offset, 0, bytes.Length));
        if (file.Errors.Count > 0)
        {
            return;
        }

        Assert.Equal("1.26.1", file.WithGo("1.26.1").Go?.Version);
        Assert.Contains(file.WithRequire("new.example/x", "v1.0.0").Require, require => require.Path == "new.example/x");
        Assert.All(file.Require.Take(3), require => Assert.DoesNotContain(file.WithoutRequire(require.Path).Require, left => left.Path == require.Path));
        Assert.All(work.Errors.Count > 0 ? [] : work.Use.Take(3), use => Assert.DoesNotContain(work.WithoutUse(use.Path).Use, left => left.Path == use.Path));
    }

    private static GoModFile Mod(string text) => GoModFile.Parse(Encoding.UTF8.GetBytes(text));

    private static string Text(ModuleFile file) => Encoding.UTF8.GetString(file.ToBytes().Span);
}
