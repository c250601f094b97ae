using System.Management.Automation;
using GoEnv.Cmdlets;
using GoEnv.Console;
using GoEnv.Console.Output;

namespace GoEnv.Tests.Console;

public sealed class ExitCodeTests
{
    private const FindingStatus Pass = FindingStatus.Pass;
    private const FindingStatus Fail = FindingStatus.Fail;
    private const FindingStatus Unknown = FindingStatus.Unknown;

    [Theory]
    [InlineData(0, Pass, Severity.Error, Pass, Severity.Error)]
    [InlineData(0, Pass, Severity.Error, Fail, Severity.Information)]
    [InlineData(1, Pass, Severity.Error, Fail, Severity.Warning)]
    [InlineData(1, Fail, Severity.Error, Pass, Severity.Error)]
    [InlineData(2, Unknown, Severity.Information, Pass, Severity.Error)]
    [InlineData(2, Fail, Severity.Error, Unknown, Severity.Warning)]
    public void Unknown_outweighs_findings(int expected, FindingStatus a, Severity severityA, FindingStatus b, Severity severityB) =>
        Assert.Equal(expected, Finish([Finding(a, severityA), Finding(b, severityB)], unreachable: false));

    [Fact]
    public void A_target_that_was_not_reached_outweighs_findings() =>
        Assert.Equal(2, Finish([Finding(Fail, Severity.Error)], unreachable: true));

    [Fact]
    public void A_host_that_cannot_be_reached_gives_2_and_the_next_step()
    {
        var config = Path.GetTempFileName();
        try
        {
            File.WriteAllText(config, "Host broken\n  ProxyCommand false\n");
            var run = GoenvctlRun.Of("Test-GoToolchain", "broken", "-SshConfigFile", config, "-o", "jsonl");
            Assert.Equal(2, run.ExitCode);
            Assert.Contains("\"ruleId\":\"GE0001\"", run.Out, StringComparison.Ordinal);
            Assert.Contains("next: ", run.Error, StringComparison.Ordinal);
            Assert.Contains("1 target", run.Error, StringComparison.Ordinal);
            Assert.Equal(2, GoenvctlRun.Of("Get-GoFact", "broken", "-SshConfigFile", config).ExitCode);
        }
        finally
        {
            File.Delete(config);
        }
    }

    [Theory]
    [InlineData("Test-GoEnvironment", "local", "-Rule", "GE9999")]
    [InlineData("Test-GoEnvironment", "local", "-Policy", "/does/not/exist.yaml")]
    [InlineData("Get-GoTarget", "-Inventory", "/does/not/exist.yaml")]
    [InlineData("Test-GoEnvironment", "ftp:x")]
    public void Wrong_input_gives_64_and_nothing_on_standard_output(params string[] args)
    {
        var run = GoenvctlRun.Of(args);
        Assert.Equal(64, run.ExitCode);
        Assert.Empty(run.Out);
        Assert.StartsWith("goenvctl: ", run.Error, StringComparison.Ordinal);
    }

    private static int Finish(IReadOnlyList<Finding> findings, bool unreachable)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var terminal = GoenvctlRun.Terminal(output, error);
        using var writer = ObjectWriter.Create(OutputFormat.Table, terminal);
        var runtime = new ConsoleRuntime(writer, terminal, new ConsoleOptions { Words = [] });
        var cmdlet = new AuditOf();
        var failure = unreachable ? new TargetException(Target.Local, TargetError.ConnectionLost, "It is gone.", "Look.") : null;
        cmdlet.Summary.Add(new TargetResult(Target.Local, null, findings, failure));
        if (failure is not null)
        {
            runtime.WriteError(failure.ToErrorRecord());
        }

        return runtime.Finish(cmdlet);
    }

    private static Finding Finding(FindingStatus status, Severity severity) => new()
    {
        RuleId = "GE1003",
        Title = "A title",
        Category = Category.Toolchain,
        Target = Target.Local,
        Status = status,
        Severity = severity,
        Message = "A message.",
        HelpPage = "docs/rules/GE1003.md",
    };

    private sealed class AuditOf : PSCmdlet, IAuditCommand
    {
        public AuditSummary Summary { get; } = new();
    }
}
