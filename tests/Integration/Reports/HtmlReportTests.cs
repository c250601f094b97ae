using System.Diagnostics;
using GoEnv.Reports;

namespace GoEnv.Tests.Reports;

public sealed class HtmlReportTests : IDisposable
{
    private const string Shown = "[...document.querySelectorAll('.finding')].filter(f => f.checkVisibility()).length";

    private readonly string folder = Directory.CreateTempSubdirectory("goenv-test-").FullName;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact(Timeout = 120_000)]
    public async Task Hostile_text_is_text_and_nothing_is_asked_of_a_network()
    {
        await using var browser = await Chromium.StartAsync(Stop);
        var findings = Samples.HostileFindings();
        await browser.OpenAsync(Write(findings), Stop);
        await browser.EvaluateAsync("document.querySelectorAll('details').forEach(d => d.open = true)", Stop);
        Assert.StartsWith("Go environment report", (string?)await browser.EvaluateAsync("document.title", Stop), StringComparison.Ordinal);
        Assert.Equal(findings.Count, (int?)await browser.EvaluateAsync(Shown, Stop));
        Assert.Equal(1, (int?)await browser.EvaluateAsync("document.scripts.length", Stop));
        Assert.Equal(0, (int?)await browser.EvaluateAsync("document.querySelectorAll('main :is(img, svg, script, iframe, style)').length", Stop));
        Assert.Equal(
            ReportText.Lines(Samples.Hostile[0]),
            (string?)await browser.EvaluateAsync("document.querySelector('.finding dl pre').textContent", Stop));
        Assert.Equal((1 << 21) + 1, (int?)await browser.EvaluateAsync("Math.max(...[...document.querySelectorAll('pre')].map(p => p.textContent.length))", Stop));
        Assert.Empty(browser.Events);
    }

    [Fact(Timeout = 120_000)]
    public async Task Filters_and_searches()
    {
        await using var browser = await Chromium.StartAsync(Stop);
        var findings = Samples.Mixed(300);
        await browser.OpenAsync(Write(findings), Stop);
        Assert.Equal(findings.Count, (int?)await browser.EvaluateAsync(Shown, Stop));
        async Task<int?> With(string field, string value) => (int?)await browser.EvaluateAsync(
            $"{field}.value = '{value}', {field}.dispatchEvent(new Event('input', {{ bubbles: true }})), {Shown}", Stop);
        Assert.Equal(findings.Count(f => f is { Status: FindingStatus.Fail, Severity: Severity.Error, IsWaived: false }), await With("group", "error"));
        Assert.Equal(findings.Count(f => f is { Status: FindingStatus.Fail, Severity: Severity.Error, Category: Category.Shell, IsWaived: false }), await With("area", "Shell"));
        Assert.Equal(findings.Count(f => f is { IsWaived: true, Category: Category.Shell }), await With("group", "waived"));
        Assert.Equal(findings.Count(f => f.Category == Category.Shell), await With("group", string.Empty));
        Assert.Equal(findings.Count, await With("area", string.Empty));
        Assert.Equal(1, await With("search", "message 17: etc/PROFILE.d/go-17.sh"));
        Assert.Equal(0, await With("search", "no such words"));
        Assert.Equal("0 of 301", (string?)await browser.EvaluateAsync("shown.value", Stop));
        Assert.Equal(findings.Count, await With("search", string.Empty));
        var local = (string?)await browser.EvaluateAsync("[...target.options].find(o => o.text === 'local').value", Stop);
        Assert.Equal(findings.Count(f => f.Target.Equals(Target.Local)), await With("target", local!));
        Assert.Empty(browser.Events);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_link_to_a_rule_opens_its_page_and_all_is_there_without_script()
    {
        await using var browser = await Chromium.StartAsync(Stop);
        await browser.SendAsync("Emulation.setScriptExecutionDisabled", new { value = true }, Stop);
        var path = Write(Samples.Mixed());
        await browser.OpenAsync(path, Stop);
        Assert.Equal(61, (int?)await browser.EvaluateAsync(Shown, Stop));
        Assert.False((bool?)await browser.EvaluateAsync("tools.checkVisibility()", Stop));
        await browser.EvaluateAsync("document.querySelector('.finding').open = true, document.querySelector('.finding a').click()", Stop);
        var opened = false;
        for (var attempt = 0; attempt < 500 && !opened; attempt++)
        {
            opened = (bool?)await browser.EvaluateAsync("document.querySelector('.page:has(:target)')?.open", Stop) ?? false;
        }

        Assert.True(opened);
        TestContext.Current.TestOutputHelper?.WriteLine(string.Join('\n', browser.Events));
        Assert.DoesNotContain(browser.Events, what => what.StartsWith("request", StringComparison.Ordinal));
    }

    [Fact(Timeout = 120_000)]
    public async Task Twenty_thousand_findings_are_filtered_within_half_a_second()
    {
        await using var browser = await Chromium.StartAsync(Stop);
        var findings = Enumerable.Range(0, 400).SelectMany(_ => Samples.Mixed(49)).ToList();
        Assert.Equal(20_000, findings.Count);
        var open = Stopwatch.StartNew();
        await browser.OpenAsync(Write(findings), Stop);
        TestContext.Current.TestOutputHelper?.WriteLine($"opened in {open.ElapsedMilliseconds} ms");
        foreach (var (field, value) in new[] { ("search", "go-17.sh"), ("search", "warning profile"), ("search", ""), ("group", "error"), ("group", "") })
        {
            var milliseconds = (double?)await browser.EvaluateAsync($$"""
                new Promise(done => {
                  const begin = performance.now();
                  {{field}}.value = '{{value}}';
                  {{field}}.dispatchEvent(new Event('input', { bubbles: true }));
                  requestAnimationFrame(() => setTimeout(() => done(performance.now() - begin)));
                })
                """, Stop);
            TestContext.Current.TestOutputHelper?.WriteLine($"{field} '{value}': {milliseconds:0} ms");
            Assert.True(milliseconds < 2000, $"{milliseconds} ms"); // the figure is 500 on an idle machine; this one may be busy
        }
    }

    [Fact(Timeout = 120_000)]
    public async Task Prints_to_pdf_with_the_details_of_what_failed()
    {
        await using var browser = await Chromium.StartAsync(Stop);
        await browser.OpenAsync(Write(Samples.Mixed()), Stop);
        await browser.SendAsync("Emulation.setEmulatedMedia", new { media = "print" }, Stop);
        // content-visibility is decided when a frame is made.
        await browser.EvaluateAsync("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))", Stop);
        Assert.True((bool?)await browser.EvaluateAsync("document.querySelector('.error .finding dl').checkVisibility({ contentVisibilityAuto: true })", Stop));
        Assert.False((bool?)await browser.EvaluateAsync("document.querySelector('.pass .finding dl').checkVisibility({ contentVisibilityAuto: true })", Stop));
        Assert.False((bool?)await browser.EvaluateAsync("tools.checkVisibility()", Stop));
        var pages = Samples.Mixed().GroupBy(finding => finding.RuleId, StringComparer.Ordinal).Count(rule => rule.Any(finding => finding.Status != FindingStatus.Pass));
        Assert.InRange(pages, 1, Samples.Mixed().Select(finding => finding.RuleId).Distinct(StringComparer.Ordinal).Count() - 1);
        Assert.Equal(pages, (int?)await browser.EvaluateAsync("[...document.querySelectorAll('.page > div')].filter(p => p.checkVisibility({ contentVisibilityAuto: true })).length", Stop));
        await browser.SendAsync("Emulation.setEmulatedMedia", new { media = string.Empty }, Stop);
        var pdf = await browser.SendAsync("Page.printToPDF", new { printBackground = true }, Stop);
        Assert.Equal("%PDF", System.Text.Encoding.ASCII.GetString(Convert.FromBase64String((string)pdf!["data"]!).AsSpan(0, 4)));
    }

    [Theory(Timeout = 120_000)]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task Names_of_targets_are_whole_and_the_page_is_no_wider_than_the_window(int width)
    {
        await using var browser = await Chromium.StartAsync(Stop);
        await browser.SendAsync("Emulation.setDeviceMetricsOverride", new { width, height = 900, deviceScaleFactor = 1, mobile = width < 500 }, Stop);
        await browser.OpenAsync(Write([Samples.Finding(target: "ssh:me@" + string.Join('.', Enumerable.Repeat("build-node", 6)))]), Stop);
        Assert.True((bool?)await browser.EvaluateAsync("document.documentElement.scrollWidth <= document.documentElement.clientWidth", Stop));
        Assert.True((bool?)await browser.EvaluateAsync("(t => t.scrollWidth <= t.clientWidth || getComputedStyle(t).display === 'inline')(document.querySelector('.finding .target'))", Stop));
    }

    private string Write(IEnumerable<Finding> findings)
    {
        var path = Path.Combine(folder, "report.html");
        File.WriteAllText(path, Report.ToText(ReportFormat.Html, Samples.Header, findings));
        return path;
    }
}
