using GoEnv.Pods;
using GoEnv.Pods.Jobs;
using GoEnv.Policies;
using GoEnv.Releases;
using GoEnv.Reports;
using GoEnv.Tests.Reports;

namespace GoEnv.Tests.Pods.Jobs;

public sealed class AuditLogTests
{
    private const string Noise = "goenvctl: warning: something\n  next: do it\n";

    private static string Whole => ReportOf([Samples.Finding(), Samples.Finding("GE1001"), Samples.Finding("GE1002")]);

    [Fact]
    public void A_whole_log_is_read_with_the_words_on_standard_error_between()
    {
        var lines = Whole.Split('\n');
        var (findings, problem) = Read(Noise + lines[0] + "\n" + Noise + string.Join('\n', lines[1..]) + Noise);
        Assert.Null(problem);
        Assert.Equal(3, findings);
    }

    [Fact]
    public void A_log_that_lost_a_part_is_never_taken_for_whole()
    {
        var lines = Whole.TrimEnd('\n').Split('\n');
        Assert.All(Enumerable.Range(0, lines.Length), left => Assert.NotNull(Read(string.Join('\n', lines.Where((_, i) => i != left))).Problem));
        Assert.All(Enumerable.Range(0, Whole.Length - 2).Where(i => i % 7 == 0), length => Assert.NotNull(Read(Whole[..length]).Problem));
        Assert.Contains("no report", Read("goenvctl: Forbidden: no\n").Problem, StringComparison.Ordinal);
        Assert.NotNull(Read("Unhandled exception.\n" + Whole).Problem);
    }

    [Fact]
    public void A_saved_log_is_imported_and_one_without_its_beginning_is_not()
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, Noise + Whole + Whole);
            Assert.Equal(6, ReportReader.Read(path).Count());
            File.WriteAllText(path, string.Join('\n', Whole.Split('\n')[1..]));
            Assert.Contains("at its beginning", Assert.Throws<FormatException>(() => ReportReader.Read(path).ToList()).Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void A_part_that_is_not_all_known_is_unknown()
    {
        var rule = new AuditReceivedRule();
        var facts = GivenPod.With();
        var context = new RuleContext(Target.Parse("pod:ops/audit"), Policy.Default, GoReleases.Shipped, DateTimeOffset.UnixEpoch);
        Assert.False(rule.AppliesTo(facts));
        Assert.Empty(rule.Judge(facts with { Shard = new AuditShard(1, null, null) }, context));
        var problem = Assert.Single(rule.Judge(facts with { Shard = new AuditShard(1, "there is no pod of it", "look") }, context));
        Assert.Equal((FindingStatus.Unknown, "index 1"), (problem.Status, problem.Subject));
    }

    private static (int Findings, string? Problem) Read(string log)
    {
        var findings = new List<Finding>();
        var problem = AuditJobReader.Read(log, "audit-0", findings);
        return (findings.Count, problem);
    }

    private static string ReportOf(IEnumerable<Finding> findings)
    {
        using var text = new StringWriter { NewLine = "\n" };
        using (var report = new Report(new ReportHeader { CreatedAt = DateTimeOffset.UnixEpoch }, [ReportFormats.Create(ReportFormat.JsonLines, text)]))
        {
            foreach (var finding in findings)
            {
                report.Add(finding);
            }

            report.Complete();
        }

        return text.ToString();
    }
}
