using GoEnv.Drift;
using GoEnv.Modules;
using GoEnv.Reports;
using static GoEnv.Tests.Drift.DriftSamples;

namespace GoEnv.Tests.Drift;

/// <summary>What rules said, baseline files, and the reports of drift.</summary>
public sealed class DriftReportTests
{
    [Fact]
    public void What_rules_say_is_compared_by_rule_and_subject()
    {
        Finding Of(string rule, FindingStatus status, string? subject = null) =>
            Reports.Samples.Finding(rule, status: status, message: $"{rule} {subject}.") with { Subject = subject };
        var before = Side(Facts(), Of("GE1001", FindingStatus.Pass), Of("GE1002", FindingStatus.Fail, "a"), Of("GE1003", FindingStatus.Unknown),
            Of("GE1004", FindingStatus.Pass), Of("GE1005", FindingStatus.Fail), Of("GE0901", FindingStatus.Fail));
        var after = Side(Facts(), Of("GE1001", FindingStatus.Fail), Of("GE1002", FindingStatus.Fail, "b"), Of("GE1003", FindingStatus.Pass),
            Of("GE1004", FindingStatus.Unknown), Of("GE1005", FindingStatus.Fail), Of("GE1006", FindingStatus.Pass));
        var says = Comparison.Compare(before, after, new DriftFindings(Web, "the baseline", false), [DriftPart.Rules])
            .Select(finding => $"{finding.Status} {finding.Severity} {finding.Subject}").Order(StringComparer.Ordinal);
        Assert.Equal(
            ["Fail Error GE1001", "Fail Error GE1002 b", "Fail Information GE1002 a", "Unknown Error GE1003", "Unknown Error GE1004", "Unknown Warning "], says);
    }

    [Fact]
    public void A_fault_that_can_no_longer_be_checked_is_not_gone()
    {
        var fault = Reports.Samples.Finding() with { RuleId = "GE2002", Subject = "a" };
        var other = fault with { Subject = "b" };
        var open = fault with { RuleId = "GE2001", Status = FindingStatus.Unknown, Subject = null, Message = "Not seen.", UndecidedRules = ["GE2002"] };
        var findings = Comparison.Compare(Side(Facts(), fault, other), Side(Facts(), other, open), new DriftFindings(Web, "the baseline", false), [DriftPart.Rules]);
        Assert.Contains(findings, finding => finding.Status == FindingStatus.Unknown && finding.Message.Contains("unknown here. Not seen.", StringComparison.Ordinal));
        Assert.DoesNotContain(findings, finding => finding.Message.Contains("no longer fails", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true, true, "Unknown GE2001")] // named with another rule on both sides
    [InlineData(false, true, "Unknown GE2001")]
    [InlineData(true, false, "Unknown GE2001", "Unknown GE2002 a")] // it fails now, and may have before
    [InlineData(false, false, "Fail GE2002 a")]
    public void What_is_said_with_another_rule_is_compared_as_its_own(bool openBefore, bool openNow, params string[] says)
    {
        var open = Reports.Samples.Finding() with { RuleId = "GE2001", Status = FindingStatus.Unknown, Message = "Not seen.", UndecidedRules = ["GE2002"] };
        Finding Of(string rule, FindingStatus status, string? subject = null) => open with { RuleId = rule, Status = status, Subject = subject, UndecidedRules = [] };
        BaselineTarget SideOf(bool isOpen, FindingStatus other) => isOpen ? Side(Facts(), open) : Side(Facts(), Of("GE2001", FindingStatus.Pass), Of("GE2002", other, other == FindingStatus.Fail ? "a" : null));
        var findings = Comparison.Compare(SideOf(openBefore, FindingStatus.Pass), SideOf(openNow, FindingStatus.Fail), new DriftFindings(Web, "the baseline", false), [DriftPart.Rules]);
        Assert.Equal(says, findings.Select(finding => $"{finding.Status} {finding.Subject}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Rules_that_are_unknown_for_two_reasons_are_both_said()
    {
        var first = Reports.Samples.Finding() with { RuleId = "GE2001", Status = FindingStatus.Unknown, Message = "Not seen.", UndecidedRules = ["GE2002"] };
        var second = first with { Message = "Not heard.", UndecidedRules = ["GE2003"] };
        var fault = first with { RuleId = "GE2003", Status = FindingStatus.Fail, Subject = "a", UndecidedRules = [] };
        var passed = fault with { RuleId = "GE2001", Status = FindingStatus.Pass, Subject = null };
        var findings = Comparison.Compare(Side(Facts(), passed, fault), Side(Facts(), first, second), new DriftFindings(Web, "the baseline", false), [DriftPart.Rules]).ToList();
        Assert.DoesNotContain(findings, finding => finding.Status != FindingStatus.Unknown);
        Assert.Contains(findings, finding => finding.Message.StartsWith("GE2003", StringComparison.Ordinal) && finding.Message.EndsWith("Not heard.", StringComparison.Ordinal));
    }

    [Fact]
    public void A_baseline_is_read_back_and_a_damaged_one_refused()
    {
        var folder = Directory.CreateTempSubdirectory("goenv-test-");
        try
        {
            var path = Path.Combine(folder.FullName, "b.json");
            using (var file = new BaselineFile(path, Day))
            {
                Assert.True(file.Add(Side(Facts(), Reports.Samples.Finding())));
                Assert.False(file.Add(Side(Facts())));
                Assert.True(file.Add(new BaselineTarget { Target = Target.Local, CollectedAt = Day, Error = "it was asleep" }));
                file.Complete();
            }

            var baseline = Baseline.Load(path);
            Assert.Equal((2, "it was asleep"), (baseline.Targets.Count, baseline.Targets[1].Error));
            Assert.Equal([], Comparison.Compare(baseline.Targets[0], Side(Facts(), Reports.Samples.Finding()), new DriftFindings(Web, "x", false), [DriftPart.Facts, DriftPart.Rules])
                .Where(finding => finding.Status != FindingStatus.Pass));
            var whole = File.ReadAllText(path);
            Assert.All(
                (string[])[string.Empty, "[]", "{}", whole[..^20], whole.Replace("\"schemaVersion\":1", "\"schemaVersion\":2", StringComparison.Ordinal), whole.Replace("\"targets\"", "\"x\"", StringComparison.Ordinal)],
                text =>
                {
                    File.WriteAllText(path, text);
                    Assert.StartsWith(path, Assert.Throws<FormatException>(() => Baseline.Load(path)).Message, StringComparison.Ordinal);
                });
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Drift_goes_to_every_format()
    {
        var findings = Compare(Facts(), With(Facts(), new ModuleSetting("GOPRIVATE", "example.com", SettingOrigin.Environment))).ToList();
        Assert.All(Enum.GetValues<ReportFormat>(), format =>
            Assert.Contains(format == ReportFormat.Prometheus ? "GE3800" : "GOPRIVATE", Report.ToText(format, Reports.Samples.Header, findings), StringComparison.Ordinal));
    }
}
