using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace GoEnv.Reports;

/// <summary>
/// One page without links to anything outside of it. All of it can be read without a script; the one script filters and
/// searches. The page's policy names style and script by their hashes, so that nothing else can run or load.
/// </summary>
public sealed class HtmlReport(TextWriter text) : SpooledReport
{
    // The browser lays out a block of findings when it comes into view.
    private const int BlockSize = 50;

    private static readonly string Style = Resource("report.css");
    private static readonly string Script = Resource("report.js");

    /// <inheritdoc/>
    public override void Finish(ReportSummary summary, FindingSpool spool)
    {
        text.WriteLine("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">");
        text.Write("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; base-uri 'none'; form-action 'none'; ");
        text.WriteLine($"style-src 'sha256-{Hash(Style)}'; script-src 'sha256-{Hash(Script)}'\">");
        text.WriteLine("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"referrer\" content=\"no-referrer\">");
        text.WriteLine($"<title>Go environment report, {Header.Time}</title>\n<style>{Style}</style>\n</head>\n<body>");
        new HtmlSummary(text).Write(Header, summary);
        text.WriteLine("<main>");
        var written = new HtmlFinding(text);
        foreach (var group in FindingGroup.All)
        {
            var count = group.Of(summary.Counts);
            if (count == 0)
            {
                continue;
            }

            text.WriteLine($"<section class=\"group {group.Name}\" data-group=\"{group.Name}\"><h2>{group.Heading} <span class=\"count\">{count}</span></h2>");
            foreach (var block in spool.Entries.Where(group.Has).Chunk(BlockSize))
            {
                text.WriteLine("<div class=\"block\">");
                foreach (var entry in block)
                {
                    written.Write(spool.Read(entry), entry.Target, group);
                }

                text.WriteLine("</div>");
            }

            text.WriteLine("</section>");
        }

        text.WriteLine(summary.Counts.Total == 0 ? "<p class=\"none\">The report has no findings.</p>\n</main>" : "</main>");
        new HtmlRules(text).Write(Header, summary, spool.Entries.Where(entry => entry.Status != FindingStatus.Pass).Select(entry => entry.Rule).ToHashSet());
        text.WriteLine($"<script>{Script}</script>\n</body>\n</html>");
    }

    /// <summary>Text as text, also in a quoted attribute.</summary>
    internal static string Escape(string value)
    {
        if (value.AsSpan().IndexOfAny("&<>\"'") < 0)
        {
            return value;
        }

        return new StringBuilder(value)
            .Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;").Replace("\"", "&quot;").Replace("'", "&#39;")
            .ToString();
    }

    private static string Hash(string content) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(content)));

    private static string Resource(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("html/" + name)
            ?? throw new InvalidOperationException($"The file '{name}' is not embedded.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd().ReplaceLineEndings("\n"); // browsers hash what they read, and they read line feeds
    }
}
