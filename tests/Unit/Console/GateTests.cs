using GoEnv.Console;
using GoEnv.Policies;
using GoEnv.Reports;
using GoEnv.Tests.Reports;

namespace GoEnv.Tests.Console;

public sealed class GateTests : IDisposable
{
    private static readonly FindingWaiver Accepted = new("Me", "So.", new DateOnly(2027, 1, 31));

    private readonly string folder = Directory.CreateTempSubdirectory("goenv-test-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData(FailOn.Information, 0, Severity.Information, Verdict.Failed)]
    [InlineData(FailOn.Warning, 0, Severity.Information, Verdict.Good)]
    [InlineData(FailOn.Warning, 0, Severity.Warning, Verdict.Failed)]
    [InlineData(FailOn.Error, 0, Severity.Warning, Verdict.Good)]
    [InlineData(FailOn.Error, 0, Severity.Error, Verdict.Failed)]
    [InlineData(FailOn.Never, 0, Severity.Error, Verdict.Good)]
    [InlineData(FailOn.Error, 1, Severity.Error, Verdict.Failed)]
    public void What_fails_counts_from_a_severity_on(FailOn failOn, int unknown, Severity severity, Verdict verdict)
    {
        var summary = Count(new Gate(failOn, 1), Enumerable.Repeat(Samples.Finding(status: FindingStatus.Unknown), unknown).Append(Samples.Finding(severity: severity)));
        Assert.Equal(verdict, summary.Verdict);
        Assert.Equal(verdict == Verdict.Good, summary.IsGood);
    }

    [Theory]
    [InlineData(0, 0, Verdict.Good)]
    [InlineData(0, 1, Verdict.Unknown)]
    [InlineData(2, 2, Verdict.Good)]
    [InlineData(2, 3, Verdict.Unknown)]
    public void What_is_unknown_counts_from_a_number_on(int most, int unknown, Verdict verdict) =>
        Assert.Equal(verdict, Count(new Gate(FailOn.Never, most), Enumerable.Repeat(Samples.Finding(status: FindingStatus.Unknown), unknown)).Verdict);

    [Fact]
    public void A_waived_finding_counts_as_waived_alone()
    {
        var summary = Count(new Gate(FailOn.Information), [
            Samples.Finding() with { Waiver = Accepted },
            Samples.Finding(status: FindingStatus.Unknown) with { Waiver = Accepted }]);
        Assert.Equal((2, 0, 0, 2, Verdict.Good), (summary.Waived, summary.Failed, summary.Unknown, summary.Total, summary.Verdict));
        Assert.EndsWith(", 2 waived; the run fails by findings of any severity and more than 0 unknown", summary.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_target_that_was_not_reached_is_never_good()
    {
        var broken = Samples.Finding("GE0001") with { Waiver = Accepted };
        var summary = new AuditSummary { Gate = new Gate(FailOn.Never, int.MaxValue) };
        summary.AddReported(broken);
        Assert.Equal(Verdict.Unknown, summary.Verdict);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1, "-FailOn", "Warning")]
    [InlineData(1, "-FailOn", "information", "-MaxUnknown", "0")]
    [InlineData(0, "-FailOn", "Error")]
    [InlineData(1, "-MaxUnknown", "5")]
    [InlineData(1, "-ErrorOnFail")]
    [InlineData(0, "-FailOn", "Never", "-ErrorOnFail")]
    [InlineData(0, "-Policy", "error.yaml")]
    [InlineData(1, "-Policy", "error.yaml", "-FailOn", "Warning")]
    [InlineData(1, "-Policy", "plain.yaml")]
    [InlineData(64, "-Policy", "none.yaml")]
    [InlineData(64, "-FailOn", "fatal")]
    [InlineData(64, "-MaxUnknown", "-1")]
    public void The_export_has_a_verdict_where_it_is_asked_for_one(int code, params string[] words)
    {
        File.WriteAllText(Path.Combine(folder, "error.yaml"), "version: 1\nfailOn: error\n");
        File.WriteAllText(Path.Combine(folder, "plain.yaml"), "version: 1\n");
        words = words.Select(word => word.EndsWith(".yaml", StringComparison.Ordinal) ? Path.Combine(folder, word) : word).ToArray();
        var run = Export([Samples.Finding(severity: Severity.Warning), Samples.Finding(status: FindingStatus.Pass)], words);
        Assert.Equal(code, run.ExitCode);
        Assert.Equal(code != 64, File.Exists(Path.Combine(folder, "a.json")));
    }

    [Theory]
    [InlineData("GE1003", FindingStatus.Unknown, 2, "-FailOn", "Never")]
    [InlineData("GE1003", FindingStatus.Unknown, 0, "-FailOn", "Error", "-MaxUnknown", "1")]
    [InlineData("GE0001", FindingStatus.Fail, 2, "-FailOn", "Error", "-MaxUnknown", "9")]
    public void What_is_unknown_or_not_reached_outweighs_findings(string rule, FindingStatus status, int code, params string[] words) =>
        Assert.Equal(code, Export([Samples.Finding(rule, status: status), Samples.Finding(severity: Severity.Warning)], words).ExitCode);

    [Fact]
    public void No_finding_at_all_is_no_proof()
    {
        Assert.Equal(0, Export([]).ExitCode);
        var run = Export([], "-FailOn", "Error");
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("NothingJudged", run.Error, StringComparison.Ordinal);
    }

    private GoenvctlRun Export(IReadOnlyList<Finding> findings, params string[] words) => GoenvctlRun.With(
        Report.ToText(ReportFormat.JsonLines, Samples.Header, findings), ["Export-GoReport", Path.Combine(folder, "a.json"), .. words]);

    private static AuditSummary Count(Gate gate, IEnumerable<Finding> findings)
    {
        var summary = new AuditSummary { Gate = gate };
        summary.Add(new TargetResult(Target.Local, null, findings.ToList(), null));
        return summary;
    }
}
