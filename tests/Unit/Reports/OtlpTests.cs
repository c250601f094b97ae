using GoEnv.Reports;
using GoEnv.Tests.Console;

namespace GoEnv.Tests.Reports;

public sealed class OtlpTests
{
    private static readonly CancellationToken Stop = TestContext.Current.CancellationToken;

    [Fact]
    public void A_record_for_each_finding_and_counts_that_agree()
    {
        using var receiver = new OtlpReceiver();
        var findings = Samples.Mixed(1000);
        var (report, sender) = Send(receiver, findings);
        Assert.Equal((null, 0L, null), (report.Failure, sender.Rejected, sender.Complaint));
        Assert.Equal(findings.Count, receiver.Records.Count());
        Assert.True(receiver.Requests.Count(r => r.Path == "/v1/logs") >= findings.Count / 512);
        Assert.All(Enum.GetValues<FindingStatus>(), status =>
        {
            var word = status.ToString().ToLowerInvariant();
            var count = findings.Count(f => f.Status == status);
            Assert.Equal(count, receiver.Records.Count(record => OtlpReceiver.Attribute(record, "goenv.status") == word));
            Assert.Equal(count, receiver.Points("goenv.findings").Where(p => OtlpReceiver.Attribute(p, "goenv.status") == word).Sum(p => int.Parse(p.GetProperty("asInt").GetString()!, null)));
        });
        Assert.Equal(findings.Select(f => f.Target.Name).Distinct().Count().ToString(), receiver.Points("goenv.report.targets").Single().GetProperty("asInt").GetString());
        var failed = receiver.Records.First(record => OtlpReceiver.Attribute(record, "goenv.status") == "fail" && OtlpReceiver.Attribute(record, "goenv.severity") == "error");
        Assert.Equal(17, failed.GetProperty("severityNumber").GetInt32());
        Assert.Equal("1795170600000000000", failed.GetProperty("timeUnixNano").GetString());
    }

    [Fact]
    public void What_is_waived_is_marked_and_raises_no_alert()
    {
        using var receiver = new OtlpReceiver();
        var waiver = new FindingWaiver("Platform team", "Until the move.", new DateOnly(2027, 1, 31), "/ci/policy.yaml:12");
        Assert.Null(Send(receiver, [Samples.Finding(), Samples.Finding() with { Waiver = waiver }]).Report.Failure);
        Assert.Equal(["false", "true"], receiver.Records.Select(record => OtlpReceiver.Attribute(record, "goenv.waived")));
        Assert.Equal([17, 9], receiver.Records.Select(record => record.GetProperty("severityNumber").GetInt32()));
        var waived = receiver.Records.Last();
        Assert.Equal(
            ("fail", "Platform team", "Until the move.", "2027-01-31", "/ci/policy.yaml:12"),
            (OtlpReceiver.Attribute(waived, "goenv.status"), OtlpReceiver.Attribute(waived, "goenv.waiver.owner"), OtlpReceiver.Attribute(waived, "goenv.waiver.reason"),
                OtlpReceiver.Attribute(waived, "goenv.waiver.expires"), OtlpReceiver.Attribute(waived, "goenv.waiver.location")));
        Assert.Equal(
            [("false", "1"), ("true", "1")],
            receiver.Points("goenv.findings").Select(point => (OtlpReceiver.Attribute(point, "goenv.waived"), point.GetProperty("asInt").GetString())));
    }

    [Fact]
    public void Hostile_text_is_sent_as_text_and_bounded()
    {
        using var receiver = new OtlpReceiver();
        Assert.Null(Send(receiver, Samples.HostileFindings()).Report.Failure);
        Assert.Equal(Samples.Hostile.Count, receiver.Records.Count());
        Assert.All(receiver.Records, record => Assert.True(record.GetRawText().Length < 400_000));
    }

    [Theory]
    [InlineData(429, "1", 1)]
    [InlineData(503, null, 1)]
    [InlineData(503, "7", 7)]
    [InlineData(502, "100000", 30)]
    public void What_may_be_tried_again_is_after_the_time_that_the_receiver_names(int status, string? after, int seconds)
    {
        using var receiver = new OtlpReceiver(OtlpReceiver.Fail(status, string.Empty, after));
        var clock = new PromptClock();
        Assert.Null(Send(receiver, [Samples.Finding()], clock).Report.Failure);
        Assert.Equal([TimeSpan.FromSeconds(seconds)], clock.Waits);
        Assert.Equal(2, receiver.Requests.Count(r => r.Path == "/v1/logs"));
    }

    [Fact]
    public void A_receiver_that_stays_busy_is_given_up_after_five_attempts()
    {
        using var receiver = new OtlpReceiver(Enumerable.Repeat(OtlpReceiver.Fail(503, string.Empty), 9).ToArray());
        var clock = new PromptClock();
        Assert.Contains("answers 503 Service Unavailable (5 attempts)", Send(receiver, Samples.Mixed(1000), clock).Report.Failure!, StringComparison.Ordinal);
        Assert.Equal([1, 2, 4, 8], clock.Waits.Select(wait => wait.TotalSeconds));
        Assert.Equal(5, receiver.Requests.Count);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(500)]
    public void What_may_not_be_tried_again_is_not(int status)
    {
        using var receiver = new OtlpReceiver(OtlpReceiver.Fail(status, "no\u001b[2J"));
        var failure = Send(receiver, [Samples.Finding()]).Report.Failure!;
        Assert.Contains($"answers {status}", failure, StringComparison.Ordinal);
        Assert.Contains("no\\x1b[2J", failure, StringComparison.Ordinal);
        Assert.Single(receiver.Requests);
    }

    [Fact]
    public void Records_that_are_not_taken_are_counted()
    {
        using var receiver = new OtlpReceiver(OtlpReceiver.Say("""{"partialSuccess":{"rejectedLogRecords":"3","errorMessage":"too old"}}"""));
        var (report, sender) = Send(receiver, Samples.Mixed(10));
        Assert.Equal((null, 3L, "too old"), (report.Failure, sender.Rejected, sender.Complaint));
    }

    [Fact]
    public void A_receiver_that_does_not_answer_costs_the_time_limit()
    {
        using var silent = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        silent.Start();
        using var sender = new OtlpSender(OtlpEndpoint.Parse($"http://{silent.LocalEndpoint}", null), TimeSpan.FromMilliseconds(50), new PromptClock());
        var e = Assert.Throws<IOException>(() => sender.SendAsync("logs", "{}"u8.ToArray(), Stop).GetAwaiter().GetResult());
        Assert.Contains("does not answer within", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Headers_come_from_the_variable_and_a_file_and_never_from_the_address()
    {
        var endpoint = OtlpEndpoint.Parse("https://collector.example.com/otlp/", "api-key=a%20b, x=y").WithHeaders(["# comment", "", "Authorization: Bearer t:1"]);
        Assert.Equal("https://collector.example.com/otlp/v1/logs", endpoint.Of("logs").AbsoluteUri);
        Assert.Equal([("api-key", "a b"), ("x", "y"), ("Authorization", "Bearer t:1")], endpoint.Headers.Select(h => (h.Key, h.Value)));
        Assert.All(
            (Func<object>[])[() => OtlpEndpoint.Parse("http://me:s3cret@host", null), () => OtlpEndpoint.Parse("http://host?key=s3cret", null),
                () => OtlpEndpoint.Parse("http://host", "s3cret"), () => endpoint.WithHeaders(["s3cret"])],
            make => Assert.DoesNotContain("s3cret", Assert.Throws<FormatException>(make).Message, StringComparison.Ordinal));
    }

    [Fact]
    public void Files_and_an_endpoint_are_written_in_one_pass()
    {
        using var receiver = new OtlpReceiver();
        var folder = Directory.CreateTempSubdirectory("goenv-test-");
        try
        {
            var (json, headers) = (Path.Combine(folder.FullName, "a.json"), Path.Combine(folder.FullName, "headers"));
            File.WriteAllText(headers, "Authorization: Bearer token\n");
            var lines = string.Join('\n', Samples.Mixed().Select(finding => GoEnvJson.Write(finding)));
            Assert.Equal((0, string.Empty, string.Empty), Parts(GoenvctlRun.With(lines, "Export-GoReport", json, receiver.Address, "-HeaderFile", headers)));
            Assert.Equal(ReportReader.Read(json).Count(), receiver.Records.Count());
            Assert.All(receiver.Requests, request => Assert.Equal("Bearer token", request.Authorization));
            receiver.Dispose();
            File.Delete(json);
            var (code, _, error) = Parts(GoenvctlRun.With(lines, "Export-GoReport", json, "http://me:word@127.0.0.1:1"));
            Assert.Equal((64, false), (code, error.Contains("word@", StringComparison.Ordinal)));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static (int, string, string) Parts(GoenvctlRun run) => (run.ExitCode, run.Out, run.Error);

    private static (OtlpReport Report, OtlpSender Sender) Send(OtlpReceiver receiver, IEnumerable<Finding> findings, TimeProvider? clock = null)
    {
        var sender = new OtlpSender(OtlpEndpoint.Parse(receiver.Address, null), TimeSpan.FromSeconds(20), clock ?? TimeProvider.System);
        using (sender)
        {
            var writer = new OtlpReport(sender, Stop);
            using var report = new Report(Samples.Header, [writer]);
            foreach (var finding in findings)
            {
                report.Add(finding);
            }

            report.Complete();
            return (writer, sender);
        }
    }

    /// <summary>A clock on which every wait is over at once, and remembered.</summary>
    private sealed class PromptClock : TimeProvider
    {
        public List<TimeSpan> Waits { get; } = [];

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Waits.Add(dueTime);
            return base.CreateTimer(callback, state, TimeSpan.Zero, period);
        }
    }
}
