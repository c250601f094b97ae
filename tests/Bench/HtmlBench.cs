using System.Diagnostics;
using GoEnv.Reports;
using GoEnv.Tests.Reports;

namespace GoEnv.Tests.Bench;

/// <summary>The HTML report of 20,000 findings in Chromium: the first filter result, and the first search, of a page just opened.</summary>
internal static class HtmlBench
{
    private const int Rounds = 5;

    public static async Task RunAsync()
    {
        if (!File.Exists("/usr/bin/chromium"))
        {
            Console.WriteLine("chromium is not installed: the HTML report is not measured");
            return;
        }

        var folder = Directory.CreateTempSubdirectory("goenv-bench").FullName;
        try
        {
            var path = Path.Combine(folder, "report.html");
            await File.WriteAllTextAsync(path, Report.ToText(ReportFormat.Html, Samples.Header, Enumerable.Range(0, 400).SelectMany(_ => Samples.Mixed(49))));
            var (opened, filtered, searched) = (new List<double>(), new List<double>(), new List<double>());
            for (var round = 0; round < Rounds; round++)
            {
                opened.Add(await FirstAsync(path, "group", "error", filtered));
                await FirstAsync(path, "search", "warning go-17.sh", searched);
            }

            Console.WriteLine($"HTML with 20,000 findings ({new FileInfo(path).Length >> 20} MiB), first filter result: {Measure.Median(filtered):0} ms; first search result: {Measure.Median(searched):0} ms; opened in {Measure.Median(opened):0} ms");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // From the input to the frame that shows its result.
    private static async Task<double> FirstAsync(string path, string field, string value, List<double> milliseconds)
    {
        await using var browser = await Chromium.StartAsync(CancellationToken.None);
        var watch = Stopwatch.StartNew();
        await browser.OpenAsync(path, CancellationToken.None);
        var opened = watch.Elapsed.TotalMilliseconds;
        milliseconds.Add((double)(await browser.EvaluateAsync($$"""
            new Promise(done => {
              const begin = performance.now();
              {{field}}.value = '{{value}}';
              {{field}}.dispatchEvent(new Event('input', { bubbles: true }));
              requestAnimationFrame(() => setTimeout(() => done(performance.now() - begin)));
            })
            """, CancellationToken.None))!);
        return opened;
    }
}
