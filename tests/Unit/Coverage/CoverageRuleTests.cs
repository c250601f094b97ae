using GoEnv.Coverage;
using GoEnv.Policies;
using GoEnv.Releases;
using GoEnv.Yaml;

namespace GoEnv.Tests.Coverage;

public sealed class CoverageRuleTests : IDisposable
{
    private readonly CoverageSamples samples = new();

    public void Dispose() => samples.Dispose();

    [Fact]
    public void Counts_packages_files_and_functions()
    {
        var data = samples.Data();
        Assert.Equal(("70.0%", 7L, 10L, 2, 2, "70.0%"), (data.Total.Coverage, data.Total.Covered, data.Total.Statements, data.Total.Packages, data.Total.Files, data.Total.FunctionCoverage));
        Assert.Equal(["example.com/m/a: 75.0%", "example.com/m/b: 66.7%"], data.Packages.Select(package => package.ToString()));
        Assert.Equal(["a/a.go 75.0%", "b/b.go 66.7%"], data.Files.Select(file => $"{file.Shown} {file.Coverage}"));
        Assert.Equal(["example.com/m/a/a.go:3:\tA\t75.0%", "example.com/m/b/b.go:3:\tB\t100.0%", "example.com/m/b/b.go:11:\tC\t0.0%"], data.Functions.Select(function => function.ToString()));
    }

    [Fact]
    public void A_file_that_is_not_here_has_no_functions_and_a_reason()
    {
        var data = samples.Data("mode: set\nexample.com/other/x.go:1.1,2.2 1 1\nexample.com/m/gone.go:1.1,2.2 1 1\n");
        Assert.Empty(data.Functions);
        Assert.Null(data.Total.FunctionCoverage);
        Assert.Equal(
            [$"there is no file {Path.Combine(samples.Folder, "gone.go")}", "it belongs to none of the modules example.com/m"], data.Files.Select(file => file.SourceMissing));
    }

    [Theory]
    [InlineData("70", FindingStatus.Pass, "Tests cover as much of all statements as the policy asks for: 70.0% of 10 statements.")]
    [InlineData("70.1", FindingStatus.Fail, "Tests cover 70.0% of 10 statements, and the policy asks for 70.1%.")]
    [InlineData("0", FindingStatus.Pass, "Tests cover as much of all statements as the policy asks for: 70.0% of 10 statements.")]
    public void The_total_is_judged(string minimum, FindingStatus status, string message)
    {
        var finding = Assert.Single(CoverageSamples.Judge(samples.Facts(), $"total: {minimum}"));
        Assert.Equal(("GE0951", status, message, Category.Coverage), (finding.RuleId, finding.Status, finding.Message, finding.Category));
        Assert.Equal(status == FindingStatus.Fail ? "b/b.go:11" : null, finding.Location);
    }

    [Fact]
    public void A_share_that_would_be_rounded_to_the_minimum_fails_and_says_so()
    {
        var data = samples.Data("mode: set\na.go:1.1,2.2 7996 1\na.go:3.1,4.2 2004 0\n");
        var finding = Assert.Single(CoverageSamples.Judge(new CoverageFacts(data, Fact<ChangedCoverage>.Unknown("x")), "total: 80"));
        Assert.Equal("80.0%", data.Total.Coverage);
        Assert.Equal("Tests cover 79.96% of 10000 statements, and the policy asks for 80%.", finding.Message);
    }

    [Fact]
    public void Without_a_minimum_nothing_is_passed() => Assert.Equal(
        FindingStatus.Unknown,
        Assert.Single(new TotalCoverageRule().JudgeFacts(samples.Facts(), new RuleContext(Target.Local, Policy.Default, GoReleases.Shipped, DateTimeOffset.UnixEpoch))).Status);

    [Fact]
    public void No_statements_are_unknown() => Assert.Equal(
        FindingStatus.Unknown, Assert.Single(CoverageSamples.Judge(new CoverageFacts(samples.Data("mode: set\n"), Fact<ChangedCoverage>.Unknown("x")), "total: 0")).Status);

    [Fact]
    public void Packages_and_files_are_judged_each()
    {
        var findings = CoverageSamples.Judge(samples.Facts(), "package: 75, file: 75");
        Assert.Equal(
            ["GE0952 example.com/m/b b/b.go:11 66.7%", "GE0953 b/b.go b/b.go:11 66.7%"],
            findings.Select(finding => $"{finding.RuleId} {finding.Subject} {finding.Location} {finding.Actual}"));
        Assert.Equal(["b/b.go:11: C 0.0%, 2 of 2 statements not covered"], findings[1].Evidence);
        Assert.All(CoverageSamples.Judge(samples.Facts(), "package: 66.6, file: 66.6"), finding => Assert.Equal(FindingStatus.Pass, finding.Status));
    }

    [Fact]
    public void Changed_lines_are_judged_by_what_holds_code()
    {
        // Line 5 holds the condition, which ran; 6 did not; 7 is a brace; 6 of b.go is empty and 12 a comment.
        var facts = samples.Facts(("a/a.go", ChangedLines.Of((5, 7))), ("b/b.go", ChangedLines.Of((6, 7), (12, 13))));
        Assert.Equal(("50.0%", 4, 2), (facts.Changed.Value.LineCoverage, facts.Changed.Value.Lines, facts.Changed.Value.CoveredLines));
        Assert.Equal((6L, 9L), (facts.Changed.Value.Covered, facts.Changed.Value.Statements));
        var findings = CoverageSamples.Judge(facts, "changed: 51");
        Assert.Equal(["GE0954 a/a.go:6 a/a.go", "GE0954 b/b.go:13 b/b.go"], findings.Select(finding => $"{finding.RuleId} {finding.Location} {finding.Subject}"));
        Assert.Equal("Tests do not cover changed line 6 of a/a.go; of all 4 changed lines they cover 50.0%, and the policy asks for 51%.", findings[0].Message);
        Assert.Equal(FindingStatus.Pass, Assert.Single(CoverageSamples.Judge(facts, "changed: 50")).Status);
    }

    [Fact]
    public void Nothing_changed_passes_and_no_base_is_unknown()
    {
        Assert.Equal("Tests cover as much of the changed lines as the policy asks for: no line with statements changed since main.", Assert.Single(CoverageSamples.Judge(samples.Facts(("b/b.go", ChangedLines.Of((12, 12)))), "changed: 100")).Message);
        Assert.Equal(FindingStatus.Unknown, Assert.Single(CoverageSamples.Judge(samples.Facts() with { Changed = Fact<ChangedCoverage>.Unknown("no base is named") }, "changed: 0")).Status);
    }

    [Fact]
    public void A_changed_package_that_was_not_measured_is_unknown()
    {
        samples.Write("c/c.go", "package c\nfunc F() {}\n");
        samples.Write("c/types.go", "package c\ntype T int\n");
        samples.Write("a/other_windows.go", "package a\nfunc W() {}\n");
        var findings = CoverageSamples.Judge(samples.Facts(("c/c.go", ChangedLines.All), ("c/types.go", ChangedLines.All), ("c/c_test.go", ChangedLines.All), ("a/other_windows.go", ChangedLines.All)), "changed: 50");
        Assert.Equal((FindingStatus.Unknown, "c/c.go changed since main, and the profiles say nothing of its package."), Assert.Single(findings.Select(finding => (finding.Status, finding.Message))));
    }

    [Fact]
    public void Findings_can_be_waived_and_a_waiver_without_use_is_told()
    {
        var findings = CoverageSamples.Judge(samples.Facts(), "file: 99", """
            waivers:
              - {rule: GE0953, target: local, path: b/*, owner: Me, reason: r, expires: 2099-01-01}
              - {rule: GE0953, target: local, path: x/*, owner: Me, reason: r, expires: 2099-01-01}
            """);
        Assert.Equal(["GE0953 Fail", "GE0953 Waived", "GE0901 Pass", "GE0902 Fail", "GE0903 Pass"], findings.Select(finding => $"{finding.RuleId} {finding.Outcome}"));
    }

    [Fact]
    public void Files_are_left_out_by_pattern_and_by_their_mark()
    {
        Assert.Equal("75.0%", samples.Data(exclusion: new CoverageExclusion(["b/"], false)).Total.Coverage);
        samples.Write("b/b.go", "// Code generated by x. DO NOT EDIT.\npackage b\n");
        var data = samples.Data(exclusion: new CoverageExclusion([], true));
        Assert.Equal((1, 1, 4L), (data.Excluded, data.Total.Files, data.Total.Statements));
        var gone = samples.Data("mode: set\nexample.com/m/gone.go:1.1,2.2 1 1\n", new CoverageExclusion([], true));
        Assert.Equal([FindingStatus.Unknown], CoverageSamples.Judge(new CoverageFacts(gone, Fact<ChangedCoverage>.Unknown("x")), "total: 1, excludeGenerated: true").Select(finding => finding.Status));
    }

    [Theory]
    [InlineData("*.pb.go", "example.com/m/x/a.pb.go", true)]
    [InlineData("*.pb.go", "example.com/m/x.pb.go/a.go", false)]
    [InlineData("internal/mocks/", "internal/mocks/deep/a.go", true)]
    [InlineData("internal/mocks/", "x/internal/mocks/a.go", false)]
    [InlineData("**/mocks/**", "x/internal/mocks/a.go", true)]
    [InlineData("cmd/*/main.go", "cmd/a/main.go", true)]
    [InlineData("cmd/*/main.go", "cmd/a/b/main.go", false)]
    [InlineData("**/main.go", "main.go", true)]
    [InlineData("example.com/**/z?.go", "example.com/a/b/zz.go", true)]
    [InlineData("src/*.go", "src\\a.go", true)]
    public void Patterns_are_those_of_paths(string pattern, string path, bool matches) => Assert.Equal(matches, PathPattern.Matches(pattern, path));

    [Theory]
    [InlineData("total: 101", "f:2:19: 'total' is '101'; write a number from 0 to 100, such as 80 or 72.5")]
    [InlineData("total: 80%", "f:2:19: 'total' is '80%'; write a number from 0 to 100, such as 80 or 72.5")]
    [InlineData("file: '80'", "f:2:18: 'file' is '80'; write a number from 0 to 100, such as 80 or 72.5")]
    [InlineData("exclude: ['']", "f:2:22: a pattern in 'exclude' is empty; write one such as '*.pb.go', or leave it out")]
    [InlineData("totals: 80", "f:2:12: 'totals' is not a key of 'coverage'; did you mean 'total'? the keys are changed, exclude, excludeGenerated, file, package, total")]
    public void Names_the_place_of_what_is_wrong_in_the_policy(string text, string message) =>
        Assert.Equal(message, Assert.Throws<YamlFileException>(() => Policy.Parse($"version: 1\ncoverage: {{{text}}}\n", "f")).Message);

    [Fact]
    public void The_policy_is_listed_with_origins()
    {
        var policy = Policy.Parse("version: 1\ncoverage:\n  total: 72.5\n  exclude: '*.pb.go'\n", "f");
        Assert.Equal(
            ["coverage.exclude=*.pb.go f:4", "coverage.excludeGenerated=false default", "coverage.total=72.5 f:3"],
            policy.Effective(null, null, defaults: true).Where(setting => setting.Name.StartsWith("coverage", StringComparison.Ordinal)).Select(setting => $"{setting.Name}={setting.Value} {setting.Origin}"));
        Assert.All(Repository.YamlExamples("docs/coverage.md"), text => Assert.Equal(4, CoverageAudit.RulesFor(Policy.Parse(text, "docs"), [], []).OfType<CoverageRule>().Count()));
        Assert.Empty(CoverageAudit.RulesFor(Policy.Default, [], []));
        Assert.Throws<FormatException>(() => CoverageAudit.RulesFor(policy, ["GE0954"], []));
    }
}
