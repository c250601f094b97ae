using FsCheck;
using FsCheck.Fluent;
using GoEnv.Modules;

namespace GoEnv.Tests.Modules;

public sealed class PatternRulesTests
{
    [Theory]
    [InlineData("example.com", "example.com/a/b", true)]
    [InlineData("example.com", "example.com.evil/a", false)]
    [InlineData("example.com/a", "example.com/a/v2", true)]
    [InlineData("example.com/a", "example.com", false)]
    [InlineData("example.com/a/", "example.com/a", true)]
    [InlineData("*.example.com", "git.example.com/x", true)]
    [InlineData("*.example.com", "example.com/x", false)]
    [InlineData("*.example.com", "a.b.example.com/x", true)]
    [InlineData("a.b, example.com", "example.com/x", false)]
    [InlineData(",example.com", "example.com/x", true)]
    [InlineData("example.com/...", "example.com/x", false)]
    [InlineData("github.com/[a-c]?rp-*", "github.com/corp-x/y", true)]
    [InlineData("github.com/[^a-c]orp", "github.com/corp", false)]
    [InlineData("github.com/\\*", "github.com/corp", false)]
    [InlineData("github.com/[", "github.com/[", false)]
    [InlineData("*", "anything.org/x", true)]
    [InlineData("*/*/x", "a.b/c/x/d", true)]
    public void Matches_as_go_does(string list, string path, bool matches) => Assert.Equal(matches, ModulePatterns.Match(list, path));

    [Fact]
    public void Never_throws_and_agrees_with_a_plain_matcher() => Prop.ForAll(
        Gen.Elements('a', 'b', '*', '?', '/', '.', '[', ']', '^', '-', '\\').ArrayOf().Select(chars => new string(chars)).ToArbitrary(),
        Gen.Elements('a', 'b', '/', '.').ArrayOf().Select(chars => new string(chars)).ToArbitrary(),
        (pattern, name) =>
        {
            var match = Glob.IsMatch(pattern, name);
            return pattern.AsSpan().IndexOfAny("[]^-\\") >= 0 || match == Plain(pattern, name);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_path_without_wildcards_matches_itself_and_what_is_below() => Prop.ForAll(
        Gen.Elements("a.b", "c", "x1", "y-z").NonEmptyListOf().Select(parts => string.Join('/', parts)).ToArbitrary(),
        path => ModulePatterns.Match(path, path) && ModulePatterns.Match(path, path + "/below") && !ModulePatterns.Match(path + "/below", path))
        .QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("*.corp.example.com,github.com/corp")]
    [InlineData("example.com/")]
    [InlineData("none")]
    [InlineData("git.example.com/[a-z]*")]
    [InlineData("*")]
    public void Takes_patterns_that_can_match(string list) => new PatternSyntaxRule().Passes(Given.Set(("GOPRIVATE", list)));

    [Theory]
    [InlineData("a.example, b.example", " b.example", "'b.example'")]
    [InlineData("https://git.example.com/x/", "scheme", "'git.example.com/x'")]
    [InlineData("a.example;b.example", "semicolons", "'a.example,b.example'")]
    [InlineData("a.example b.example", "not spaces", "'a.example,b.example'")]
    [InlineData("/a.example", "begin with a host", "'a.example'")]
    [InlineData("git.example.com/...", "wildcard", "'git.example.com'")]
    [InlineData("a.example//b", "empty element", "'a.example/b'")]
    [InlineData("git.example.com:8443/x", "port", "'git.example.com/x'")]
    [InlineData("a.example/[b", "not closed", "Take")]
    [InlineData("corp/x", "no dot", "Take")]
    [InlineData("Git.example.com/X", "lower case", "'git.example.com/X'")]
    [InlineData("(hidden)", "could hold a password", "Take")]
    public void Names_patterns_that_cannot(string list, string says, string fix) => Assert.Contains(
        fix, new PatternSyntaxRule().Fails(Given.Set(("GONOSUMDB", list)), says).Fix!, StringComparison.Ordinal);

    [Fact]
    public void A_pattern_that_is_repaired_passes() => Prop.ForAll(
        Gen.Elements("https://", "/", "").Zip(Gen.Elements("/...", "/", ";", "")).ToArbitrary(),
        around =>
        {
            var problems = new PatternSyntaxRule().Judge(Given.Set(("GOPRIVATE", around.Item1 + "git.example.com/x" + around.Item2)));
            return problems.All(problem => problem.Fix!.StartsWith("Write 'git.example.com/x'", StringComparison.Ordinal));
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("GOPRIVATE", "*", "every module", Severity.Error)]
    [InlineData("GONOSUMDB", "*/*", "every module", Severity.Error)]
    [InlineData("GOPRIVATE", "github.com", "github.com", Severity.Warning)]
    [InlineData("GOPRIVATE", "*.com", "github.com, gitlab.com", Severity.Warning)]
    [InlineData("GONOPROXY", "*", "every module", Severity.Information)]
    public void Names_patterns_that_are_too_wide(string name, string list, string says, Severity severity) =>
        new PatternWidthRule().Fails(Given.Set((name, list)), says, severity);

    [Theory]
    [InlineData("github.com/corp,*.corp.example")]
    [InlineData("github.com/corp-*")]
    public void Takes_narrow_ones(string list) => new PatternWidthRule().Passes(Given.Set(("GOPRIVATE", list)));

    [Fact]
    public void GOPRIVATE_past_a_proxy_that_serves_everything_is_said()
    {
        new PrivateBehindProxyRule().Fails(Given.Set(("GOPROXY", "https://corp.example"), ("GOPRIVATE", "a.example")), "past them");
        new PrivateBehindProxyRule().Passes(Given.Set(("GOPROXY", "https://corp.example,direct"), ("GOPRIVATE", "a.example")));
        new PrivateBehindProxyRule().Passes(Given.Set(("GOPROXY", "https://proxy.golang.org"), ("GOPRIVATE", "a.example")));
        new PrivateBehindProxyRule().Passes(
            Given.Set(("GOPROXY", "https://corp.example"), ("GOPRIVATE", "a.example"), ("GONOPROXY", "none")));
    }

    private static bool Plain(string pattern, string name) => pattern switch
    {
        "" => name.Length == 0,
        ['*', ..] => Enumerable.Range(0, name.Length + 1)
            .Any(i => !name[..i].Contains('/', StringComparison.Ordinal) && Plain(pattern[1..], name[i..])),
        ['?', ..] => name.Length > 0 && name[0] != '/' && Plain(pattern[1..], name[1..]),
        _ => name.Length > 0 && name[0] == pattern[0] && Plain(pattern[1..], name[1..]),
    };
}
