using GoEnv.Tests.Console;

namespace GoEnv.Tests.Coverage;

public sealed class CoverageCommandTests : IDisposable
{
    private readonly CoverageSamples samples = new();

    public CoverageCommandTests()
    {
        samples.Write("cover.out", CoverageSamples.Profile);
        samples.Write("policy.yaml", "version: 1\ncoverage: {total: 80}\n");
        samples.Write("low.yaml", "version: 1\ncoverage: {total: 70}\n");
        samples.Write("none.yaml", "version: 1\n");
        samples.Write("bad.out", "mode: set\nwhat\n");
    }

    public void Dispose() => samples.Dispose();

    [Theory]
    [InlineData(0, "cover.out")]
    [InlineData(0, "cover.out", "-By", "Function")]
    [InlineData(1, "cover.out", "-Policy", "policy.yaml")]
    [InlineData(1, "cover.out", "-Policy", "policy.yaml", "-By", "Package")]
    [InlineData(0, "cover.out", "-Policy", "low.yaml")]
    [InlineData(0, "cover.out", "-Policy", "policy.yaml", "-FailOn", "Never")]
    [InlineData(0, "cover.out", "-Policy", "none.yaml")]
    [InlineData(64, "cover.out", "-Policy", "none.yaml", "-FailOn", "Error")]
    [InlineData(64, "cover.out", "-Policy", "policy.yaml", "-Rule", "GE0954")]
    [InlineData(64, "cover.out", "-Policy", "policy.yaml", "-Rule", "GE1001")]
    [InlineData(64, "cover.out", "-Base", "--output=x")]
    [InlineData(64, "bad.out")]
    [InlineData(64, "nothing.out")]
    public void The_exit_code_tells(int code, params string[] arguments) => Assert.Equal(code, Run(arguments).ExitCode);

    [Fact]
    public void Measures_are_tables_and_JSON()
    {
        Assert.Equal(
            ["Coverage Covered   Statements Files  Packages Changed", "-------- -------   ---------- -----  -------- -------", "70.0%    7         10         2      2"],
            Run("cover.out").Out.TrimEnd('\n').Split('\n'));
        Assert.Equal(
            """{"function":"C","file":"example.com/m/b/b.go","line":11}""",
            System.Text.Json.JsonSerializer.Serialize(Run("cover.out", "-By", "Function", "-o", "jsonl").Out.TrimEnd('\n').Split('\n')
                .Select(line => System.Text.Json.JsonDocument.Parse(line).RootElement)
                .Select(row => new { function = row.GetProperty("function").GetString(), file = row.GetProperty("file").GetString(), line = row.GetProperty("line").GetInt32() }).Last()));
    }

    [Fact]
    public void Findings_go_to_standard_output_and_the_total_beside_them()
    {
        var run = Run("cover.out", "-Policy", "policy.yaml", "-o", "sarif");
        Assert.Contains("coverage: 70.0% of statements", run.Error, StringComparison.Ordinal);
        Assert.Contains("\"artifactLocation\":{\"uri\":\"b/b.go\"},\"region\":{\"startLine\":11}", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void A_profile_that_holds_another_is_named()
    {
        samples.Write("two.out", CoverageSamples.Profile + "\n" + CoverageSamples.Profile);
        Assert.Contains("two.out:7: 'mode: set' begins a second profile", Run("two.out").Error, StringComparison.Ordinal);
    }

    private GoenvctlRun Run(params string[] arguments) => GoenvctlRun.Of(
        ["Measure-GoCoverage", .. arguments.Select(argument => File.Exists(Path.Combine(samples.Folder, argument)) || argument == "nothing.out" ? Path.Combine(samples.Folder, argument) : argument), "-SourceRoot", samples.Folder]);
}
