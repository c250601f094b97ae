using GoEnv.Console;
using GoEnv.Reports;

namespace GoEnv.Tests.Console;

public sealed class PipelineInputTests
{
    private static readonly Finding Finding = new()
    {
        RuleId = "GE0001",
        Title = "The target can be reached",
        Category = Category.Connection,
        Target = Target.Local,
        Status = FindingStatus.Pass,
        Severity = Severity.Error,
        Message = "The target can be reached.",
        HelpPage = "docs/rules/GE0001.md",
    };

    [Theory]
    [InlineData("GE0001\n")]
    [InlineData("\"GE0001\"\n\n")]
    [InlineData("[\"GE0001\"]")]
    [InlineData("[\n\"GE0001\"\n]\n")]
    public void Words_come_as_lines_as_JSON_or_as_an_array(string input)
    {
        var run = GoenvctlRun.With(input, "Get-GoRule", "-o", "jsonl");
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("\"id\":\"GE0001\"", Assert.Single(Lines(run)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_finding_is_taken_by_its_rule_or_by_its_target()
    {
        var json = GoEnvJson.Write(Finding);
        Assert.Contains("\"id\":\"GE0001\"", GoenvctlRun.With(json, "Get-GoRule", "-o", "jsonl").Out, StringComparison.Ordinal);
        var again = Assert.IsType<Finding>(GoEnvJson.Read(Assert.Single(Lines(
            GoenvctlRun.With(json, "Test-GoConnection", "-Rule", "GE0001", "-o", "jsonl")))));
        Assert.Equal(Target.Local, again.Target);
        Assert.Equal(FindingStatus.Pass, again.Status);
    }

    [Fact]
    public void What_one_command_writes_the_next_one_takes()
    {
        var facts = GoenvctlRun.Of("Get-GoFact", "local", "-o", "json");
        Assert.Equal(0, facts.ExitCode);
        var run = GoenvctlRun.With(facts.Out, "Test-GoConnection", "-Rule", "GE0001", "-o", "jsonl");
        Assert.Equal(0, run.ExitCode);
        Assert.Single(Lines(run));
    }

    [Fact]
    public void A_target_that_an_argument_names_goes_over_the_pipe()
    {
        var run = GoenvctlRun.With("web01\n", "Test-GoConnection", "local", "-Rule", "GE0001", "-o", "jsonl");
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("\"target\":\"local\"", Assert.Single(Lines(run)), StringComparison.Ordinal);
    }

    [Fact]
    public void Empty_input_asks_no_target_and_is_no_good_news()
    {
        var run = GoenvctlRun.With(string.Empty, "Test-GoConnection", "-o", "json");
        Assert.Equal((2, "[]\n"), (run.ExitCode, run.Out));
        Assert.Contains("0 targets", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\n", "not an object of GoEnv")]
    [InlineData("{\"kind\":\"plans\"}", "kind 'plans'")]
    [InlineData("{\"kind\":\"finding\",\"schemaVersion\":9}", "schema version 9")]
    [InlineData("-oProxyCommand=x", "cannot start with '-'")]
    [InlineData("[\"local\"", "standard input")]
    [InlineData("\"local", "not a JSON text")]
    public void Wrong_input_is_a_usage_error_that_says_why(string input, string says)
    {
        var run = GoenvctlRun.With(input, "Test-GoConnection");
        Assert.Equal(64, run.ExitCode);
        Assert.Contains(says, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_finding_survives_JSON()
    {
        var full = Finding with
        {
            Target = Target.Parse("ssh:me@web01:2222").With("web", become: true, new Dictionary<string, string> { ["env"] = "prod" }, ["all"]),
            Status = FindingStatus.Unknown,
            Subject = "a\"b\n<c>",
            Location = "/etc/profile:3",
            Evidence = ["one", "zwei"],
            UndecidedRules = ["GE0002"],
        };
        var read = Assert.IsType<Finding>(GoEnvJson.Read(GoEnvJson.Write(full)));
        Assert.Equal(full with { Evidence = read.Evidence, UndecidedRules = read.UndecidedRules }, read);
        Assert.Equal(full.Evidence, read.Evidence);
        Assert.Equal(full.UndecidedRules, read.UndecidedRules);
        Assert.Equal(("web", true, "prod"), (read.Target.Name, read.Target.Become, read.Target.Labels["env"]));
        Assert.Equal(GoEnvJson.Write(full), GoEnvJson.Write(read));
        Assert.DoesNotContain('\n', GoEnvJson.Write(full));
    }

    [Fact]
    public void Input_that_cannot_be_read_is_an_error_in_words()
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        using var folder = new Folder();
        var terminal = new Terminal { In = folder, Out = output, Error = error, InIsPiped = true, Width = 0 };
        Assert.Equal(64, Program.Run(["Get-GoRule"], terminal, CancellationToken.None));
        Assert.Equal("goenvctl: standard input cannot be read: Is a directory\n", error.ToString());
    }

    // What standard input is in 'goenvctl Get-GoRule < /tmp'.
    private sealed class Folder : TextReader
    {
        public override string? ReadLine() => throw new IOException("Is a directory");
    }

    private static string[] Lines(GoenvctlRun run) => run.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
