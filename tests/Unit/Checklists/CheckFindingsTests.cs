using System.Text;
using GoEnv.Changes;
using GoEnv.Checklists;
using GoEnv.Tests.Reports;

namespace GoEnv.Tests.Checklists;

public sealed class CheckFindingsTests
{
    private static readonly FindingWaiver Accepted = new("Me", "r", new DateOnly(2099, 1, 1));

    [Theory]
    [InlineData("exit=0 output=ok", FindingStatus.Pass, "a.")]
    [InlineData("exit=1 output=ok", FindingStatus.Fail, "a: the exit code is 1 and not 0.")]
    [InlineData("exit=0 output=no", FindingStatus.Fail, "a: the output is 'no' and not 'ok'.")]
    [InlineData("exit=126 output=", FindingStatus.Unknown, "a could not be checked: the command cannot be run.")]
    [InlineData("exit=127 output=", FindingStatus.Unknown, "a could not be checked: the command cannot be run.")]
    [InlineData("exit=x output=ok", FindingStatus.Unknown, "a could not be checked: ")]
    [InlineData("exit=0", FindingStatus.Unknown, "a could not be checked: the probe did not report 'output'.")]
    [InlineData("output=ok", FindingStatus.Unknown, "a could not be checked: the probe did not report 'exit'.")]
    [InlineData("condition=2", FindingStatus.Unknown, "a could not be checked: its condition 'onlyIf' ended with exit code 2, which is neither 0 nor 1.")]
    [InlineData("condition=1", null, null)]
    [InlineData("condition=127", null, null)]
    public void What_a_check_gave_is_judged(string records, FindingStatus? status, string? message)
    {
        var finding = CheckFindings.OfScript(Target.Local, Read("a", "equals: ok"), (Output(records), null));
        Assert.Equal(status, finding?.Status);
        Assert.StartsWith(message ?? string.Empty, finding?.Message ?? string.Empty, StringComparison.Ordinal);
        Assert.True(finding is null || (finding.Category, finding.Location, finding.HelpPage) == (Category.Checklist, "c.yaml:3", "docs/checklists.md"));
    }

    [Theory]
    [InlineData("the probe 'check0' was ended after its time limit", "a could not be checked: it was ended after 7 s.")]
    [InlineData("the probe 'check0' was cut off before its end", "a could not be checked: the probe 'check0' was cut off before its end.")]
    public void A_check_without_an_answer_is_unknown(string problem, string message)
    {
        var finding = CheckFindings.OfScript(Target.Local, Read("a", "equals: ok"), (null, problem))!;
        Assert.Equal((FindingStatus.Unknown, message), (finding.Status, finding.Message));
    }

    [Fact]
    public void Much_output_is_unknown_where_it_matters_and_short_in_the_finding()
    {
        var much = new string('x', 65537);
        Assert.Equal(FindingStatus.Unknown, CheckFindings.OfScript(Target.Local, Read("a", "matches: x"), (Output("exit=0 output=" + much), null))!.Status);
        Assert.Equal(FindingStatus.Pass, CheckFindings.OfScript(Target.Local, Read("a", "exitCode: 0"), (Output("exit=0 output=" + much), null))!.Status);
        var failed = CheckFindings.OfScript(Target.Local, Read("a", "equals: y"), (Output("exit=0 output=" + much[2..]), null))!;
        Assert.InRange(failed.Message.Length + failed.Actual!.Length + failed.Evidence.Sum(line => line.Length), 1, 1100);
    }

    [Theory]
    [InlineData("s\0e\0c\0r\0e\0t\0", "notMatches: secret")]
    [InlineData("\u00ff\u00fes", "notMatches: secret")]
    [InlineData("ok \u00e9", "matches: ok")]
    [InlineData("{\"a\":\"\u00e9\"}", "json: a, notMatches: x")]
    public void Bytes_that_are_no_text_are_unknown_where_the_output_matters(string latin1, string expect)
    {
        ProbeOutput Of() => new(new Dictionary<string, RecordValue>
        {
            ["exit"] = new('=', "0"u8.ToArray()), ["output"] = new('=', Encoding.Latin1.GetBytes(latin1)),
        });
        Assert.Equal("a could not be checked: what it printed is no text in UTF-8.", CheckFindings.OfScript(Target.Local, Read("a", expect), (Of(), null))!.Message);
        Assert.Equal(FindingStatus.Pass, CheckFindings.OfScript(Target.Local, Read("a", "exitCode: 0"), (Of(), null))!.Status);
    }

    [Theory]
    [InlineData("{}", "json: a, notMatches: x")]
    [InlineData("", "json: a, notMatches: x")]
    [InlineData("{\"a\":1", "json: a, notMatches: x")]
    [InlineData("{\"a\":\"\\ud800\"}", "json: a, notMatches: x")]
    [InlineData("{\"a\":[]}", "json: 'a[0]', atMost: 5")]
    [InlineData("NaN", "atMost: 5")]
    [InlineData("", "atMost: 5")]
    [InlineData("1e400", "atLeast: 5")]
    [InlineData("4|5", "atMost: 5")]
    public void What_is_not_there_or_no_number_never_passes(string output, string expect) =>
        Assert.Equal(FindingStatus.Fail, CheckFindings.OfScript(Target.Local, Read("a", expect), (Output("exit=0 output=" + output), null))!.Status);

    [Fact]
    public void A_pattern_that_runs_away_is_unknown() => Assert.Equal(
        "a could not be checked: a pattern took longer than a second.",
        CheckFindings.OfScript(Target.Local, Read("a", "matches: '^(a+)+$'"), (Output($"exit=0 output={new string('a', 60)}b"), null))!.Message);

    [Theory]
    [InlineData("P", "P")]
    [InlineData("P F", "F")]
    [InlineData("U F", "F")]
    [InlineData("P U", "U")]
    [InlineData("W F", "F")]
    [InlineData("W U", "U")]
    [InlineData("P W", "W")]
    [InlineData("W W", "W")]
    public void What_counts_most_of_a_rule_is_the_finding_of_the_check(string said, string gives)
    {
        var findings = said.Split(' ').Select((word, i) => Samples.Finding("GE1001") with
        {
            Status = word switch { "P" => FindingStatus.Pass, "U" => FindingStatus.Unknown, _ => FindingStatus.Fail },
            Waiver = word == "W" ? Accepted : null,
            Message = $"{word}{i}.",
            Remedy = new ModeRemedy("/x"),
        }).ToList();
        var check = Read("a", null) with { Severity = Severity.Warning };
        var finding = CheckFindings.OfRule(check, findings)!;
        Assert.Equal(("a", Category.Checklist, Severity.Warning, null), (finding.RuleId, finding.Category, finding.Severity, finding.Remedy));
        Assert.Equal(gives, finding.IsWaived ? "W" : finding.Status.ToString()[..1]);
        Assert.Equal(string.Join(' ', said.Split(' ').Select((word, i) => (word, i)).Where(w => w.word == gives).Select(w => $"{w.word}{w.i}.")), finding.Message);
        Assert.Null(CheckFindings.OfRule(check, []));
    }

    private static Check Read(string id, string? expect) =>
        Checklist.Parse($"version: 1\nchecks:\n- {{id: {id}, script: x, timeout: 7{(expect is null ? string.Empty : $", expect: {{{expect}}}")}}}", "c.yaml").Stages[0][0];

    private static ProbeOutput Output(string records) => new(records.Split(' ').Select(word => word.Split('=', 2))
        .ToDictionary(pair => pair[0], pair => new RecordValue('=', Encoding.UTF8.GetBytes(pair[1])), StringComparer.Ordinal));
}
