using GoEnv.Reports;

namespace GoEnv.Tests.Reports;

public sealed class ReportCountsTests
{
    public static TheoryData<ReportFormat> Formats { get; } = new(Enum.GetValues<ReportFormat>());

    [Theory]
    [MemberData(nameof(Formats))]
    public void Every_format_has_the_findings_that_went_in(ReportFormat format)
    {
        var findings = Samples.Mixed(400);
        var expected = ReadBack.Of(findings);
        var read = Read(format, Report.ToText(format, Samples.Header, findings));
        Assert.Equal(expected.OrderBy(p => p.Key, StringComparer.Ordinal), read.OrderBy(p => p.Key, StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Two_findings_alike_stay_two(ReportFormat format)
    {
        var finding = Samples.Finding() with { Subject = "GOROOT" };
        var read = Read(format, Report.ToText(format, Samples.Header, [finding, finding]));
        Assert.Equal(2, Assert.Single(read).Value);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void No_findings_make_a_report_too(ReportFormat format) => Assert.Empty(Read(format, Report.ToText(format, Samples.Header, [])));

    [Theory]
    [MemberData(nameof(Formats))]
    public void Hostile_text_changes_no_count_and_leaves_no_control_character(ReportFormat format)
    {
        var findings = Samples.HostileFindings();
        var text = Report.ToText(format, Samples.Header, findings);
        Assert.DoesNotContain(text, c => c is (< ' ' and not '\n' and not '\r' and not '\t') or (>= '\x7f' and <= '\x9f')
            or '\u202e' or '\u2066' or '\u2069' or '\u200b' or '\ufeff' or '\ufffe' or '\uffff');
        Assert.DoesNotContain("\ud800 ", text, StringComparison.Ordinal);
        Assert.All(text.Split("\udc00"), part => Assert.True(part.Length == 0 || part == text || char.IsHighSurrogate(part[^1]) || text.EndsWith(part, StringComparison.Ordinal)));
        if (format is not ReportFormat.Prometheus and not ReportFormat.Json and not ReportFormat.JsonLines)
        {
            Assert.Equal(findings.Count, Read(format, text).Values.Sum());
        }
    }

    private static IReadOnlyDictionary<string, int> Read(ReportFormat format, string text) => format switch
    {
        ReportFormat.Html => ReadBack.Html(text),
        ReportFormat.Markdown => ReadBack.Markdown(text),
        ReportFormat.Json => ReadBack.Json(text),
        ReportFormat.JsonLines => ReadBack.JsonLines(text),
        ReportFormat.Csv => ReadBack.Csv(text),
        ReportFormat.Sarif => ReadBack.Sarif(text),
        ReportFormat.JUnit => ReadBack.JUnit(text),
        _ => ReadBack.Prometheus(text),
    };
}
