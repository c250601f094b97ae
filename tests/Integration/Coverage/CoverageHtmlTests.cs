using GoEnv.Coverage;
using GoEnv.Tests.Reports;

namespace GoEnv.Tests.Coverage;

/// <summary>The page of coverage in Chromium, with file names and source that would run if they could.</summary>
public sealed class CoverageHtmlTests : IDisposable
{
    private const string Name = "evil<img src=x onerror=document.title='owned'>.go";

    private const string Source = """
        package m

        // <script>document.title='owned'</script></pre></details> "quotes" & ampersands
        func Long() string {
        	return "<svg onload=document.title='owned'>"
        }

        func Missed() int {
        	return 0
        }
        """;

    private readonly string folder = Directory.CreateTempSubdirectory("goenv-test-").FullName;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact(Timeout = 120_000)]
    public async Task Hostile_names_and_source_are_text_and_all_is_printed()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such file names.");
        Write("go.mod", "module example.com/m\n");
        Write(Name, Source);
        Write("cover.out", $"mode: set\nexample.com/m/{Name}:4.20,6.2 1 1\nexample.com/m/{Name}:8.19,10.2 1 0\nexample.com/m/gone/<b>gone.go:1.1,2.2 3 0\n");
        var run = await CoverageRun.ReadAsync([Path.Combine(folder, "cover.out")], folder, null, new Policies.CoveragePolicy(), Stop);
        await using (var file = File.Create(Path.Combine(folder, "c.html")))
        {
            run.WriteHtml(file, DateTimeOffset.UnixEpoch);
        }

        await using var browser = await Chromium.StartAsync(Stop);
        await browser.OpenAsync(Path.Combine(folder, "c.html"), Stop);
        Assert.Equal("Go coverage 20.0%", (string?)await browser.EvaluateAsync("document.title", Stop));
        Assert.Equal(0, (int?)await browser.EvaluateAsync("document.querySelectorAll('img, svg, script, iframe, a').length", Stop));
        Assert.Equal(2, (int?)await browser.EvaluateAsync("document.querySelectorAll('details').length", Stop));
        Assert.Contains(Name, (string?)await browser.EvaluateAsync("document.querySelector('summary').textContent", Stop), StringComparison.Ordinal);
        Assert.Equal(
            Source,
            (string?)await browser.EvaluateAsync("(p => (p.querySelectorAll('i').forEach(i => i.remove()), p.textContent.trimEnd()))(document.querySelector('pre').cloneNode(true))", Stop));
        Assert.Equal(0, (int?)await browser.EvaluateAsync("[...document.querySelectorAll('pre')].filter(p => p.checkVisibility({ contentVisibilityAuto: true })).length", Stop));
        await browser.SendAsync("Emulation.setEmulatedMedia", new { media = "print" }, Stop);
        await browser.EvaluateAsync("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))", Stop);
        Assert.Equal(2, (int?)await browser.EvaluateAsync("[...document.querySelectorAll('pre')].filter(p => p.checkVisibility({ contentVisibilityAuto: true })).length", Stop));
        Assert.Empty(browser.Events);
    }

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(folder, name), text);
}
