using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using GoEnv.Reports;

namespace GoEnv.Coverage;

/// <summary>One page without script or links to anything outside of it: totals, packages, and each file with what ran and what did not.</summary>
public sealed class CoverageHtml(TextWriter text)
{
    private const int LongestLine = 5000;
    private static readonly string Style = Load();

    /// <summary>Writes the page; <paramref name="isChanged"/> tells the lines that changed since the base, by path and line.</summary>
    public void Write(CoverageData data, Func<string, int, bool>? isChanged, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(data);
        var total = data.Total;
        var hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)));
        text.Write("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        text.Write($"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; base-uri 'none'; form-action 'none'; style-src 'sha256-{hash}'\">\n");
        text.Write("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"referrer\" content=\"no-referrer\">\n");
        text.Write($"<title>Go coverage {total.Coverage}</title>\n<style>{Style}</style>\n</head>\n<body>\n<header>\n");
        text.Write($"<h1>{total.Coverage} of {Count(total.Statements, "statement")} covered</h1>\n");
        text.Write($"<p class=\"quiet\">Mode {total.Mode.ToString().ToLowerInvariant()}, {Count(total.Files, "file")} in {Count(total.Packages, "package")}{(data.Excluded > 0 ? $", {Count(data.Excluded, "file")} left out" : string.Empty)}; {now.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} UTC</p>\n");
        if (total.Changed is { } changed)
        {
            text.Write($"<p>{changed.LineCoverage} of {Count(changed.Lines, "changed line")} with statements since {Escape(changed.Base)}</p>\n");
        }

        text.Write("</header>\n<main>\n<table><thead><tr><th class=\"n\">Coverage</th><th class=\"n\">Not covered</th><th class=\"n\">Statements</th><th>Package</th></tr></thead><tbody>\n");
        foreach (var package in data.Packages)
        {
            text.Write($"<tr><td class=\"n\">{package.Coverage}</td><td class=\"n\">{package.Uncovered}</td><td class=\"n\">{package.Statements}</td><td>{Escape(package.Package)}</td></tr>\n");
        }

        text.Write("</tbody></table>\n");
        foreach (var file in data.Files)
        {
            Write(file, isChanged);
        }

        text.Write("</main>\n</body>\n</html>\n");
    }

    private static string Count(long count, string noun) => $"{count} {noun}{(count == 1 ? string.Empty : "s")}";

    private void Write(FileCoverage file, Func<string, int, bool>? isChanged)
    {
        text.Write($"<details><summary><b>{file.Coverage}</b> {Escape(file.Shown)} <span class=\"quiet\">{file.Uncovered} of {Count(file.Statements, "statement")} not covered</span></summary>\n");
        var missing = file.SourceMissing;
        if (file.Path is null || SourceTree.Read(file.Path, out missing) is not { } bytes)
        {
            text.Write($"<pre>{Escape($" The source is not here: {missing}.")}</pre></details>\n");
            return;
        }

        text.Write("<pre>");
        var (number, start, next) = (0, 0, 0);
        var open = new List<CoverageBlock>();
        while (start < bytes.Length)
        {
            var length = bytes.AsSpan(start).IndexOf((byte)'\n');
            var end = length < 0 ? bytes.Length : start + length;
            number++;
            open.RemoveAll(block => block.End.Line < number);
            for (; next < file.Blocks.Count && file.Blocks[next].Start.Line <= number; next++)
            {
                open.Add(file.Blocks[next]);
            }

            WriteLine(bytes.AsSpan(start, end - start), number, open, file, isChanged?.Invoke(file.Path, number) == true);
            start = end + 1;
        }

        text.Write("</pre></details>\n");
    }

    private void WriteLine(ReadOnlySpan<byte> line, int number, List<CoverageBlock> open, FileCoverage file, bool isChanged)
    {
        var missed = open.Exists(block => block is { Count: 0, Statements: > 0 } && file.HasCode(block, number));
        text.Write($"<i{(isChanged, missed) switch { (true, true) => " class=\"new miss\"", (true, _) => " class=\"new\"", (_, true) => " class=\"miss\"", _ => string.Empty }}>{number}</i>");
        line = line.EndsWith("\r"u8) ? line[..^1] : line;
        var shown = line.Length > LongestLine ? line[..LongestLine] : line;
        foreach (var (from, to, kind) in Parts(shown.Length, number, open))
        {
            var part = Escape(Encoding.UTF8.GetString(shown[from..to]));
            text.Write(kind.Length == 0 ? part : $"<span class=\"{kind}\">{part}</span>");
        }

        text.Write(shown.Length < line.Length ? $"… ({line.Length} bytes)\n" : "\n");
    }

    // The innermost block, which begins last, says whether a byte ran.
    private static IEnumerable<(int From, int To, string Kind)> Parts(int length, int number, List<CoverageBlock> open)
    {
        var cuts = new SortedSet<int> { 0, length };
        foreach (var block in open)
        {
            cuts.Add(block.Start.Line == number ? Math.Clamp(block.Start.Column - 1, 0, length) : 0);
            cuts.Add(block.End.Line == number ? Math.Clamp(block.End.Column - 1, 0, length) : length);
        }

        var from = 0;
        foreach (var to in cuts.Where(cut => cut > 0))
        {
            var at = new SourcePoint(number, from + 1);
            var inner = open.FindLastIndex(block => block.Start <= at && at < block.End);
            yield return (from, to, inner < 0 ? string.Empty : open[inner].Count > 0 ? "c" : "u");
            from = to;
        }
    }

    private static string Escape(string value) => HtmlReport.Escape(ReportText.Lines(value));

    private static string Load()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("html/coverage.css")
            ?? throw new InvalidOperationException("The file 'coverage.css' is not embedded.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
