using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using GoEnv.Reports;
using Markdig;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Microsoft.VisualBasic.FileIO;

namespace GoEnv.Tests.Reports;

/// <summary>How many findings a report has, by target and outcome, as a reader that is not ours sees it.</summary>
internal static partial class ReadBack
{
    public static IReadOnlyDictionary<string, int> Of(IEnumerable<Finding> findings) =>
        Count(findings.Select(f => Key(f.Target.Name, f.Outcome, f.Severity.ToString())));

    public static IReadOnlyDictionary<string, int> Json(string text) => Json(JsonDocument.Parse(text).RootElement.GetProperty("findings").EnumerateArray());

    public static IReadOnlyDictionary<string, int> JsonLines(string text) => Json(text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Select(line => JsonDocument.Parse(line).RootElement)
        .Where(line => line.GetProperty("kind").GetString() == "finding"));

    public static IReadOnlyDictionary<string, int> Csv(string text) => Count(CsvRows(text).Skip(1).Select(row => Key(row[5], row[15].Length > 0 ? "Waived" : row[0], row[1])));

    public static List<string[]> CsvRows(string text)
    {
        using var parser = new TextFieldParser(new StringReader(text)) { Delimiters = [","], HasFieldsEnclosedInQuotes = true, TrimWhiteSpace = false };
        var rows = new List<string[]>();
        while (parser.ReadFields() is { } fields)
        {
            rows.Add(fields);
        }

        return rows;
    }

    public static IReadOnlyDictionary<string, int> Sarif(string text) => Count(JsonDocument.Parse(text).RootElement
        .GetProperty("runs")[0].GetProperty("results").EnumerateArray()
        .Select(result => Key(
            result.GetProperty("properties").GetProperty("target").GetString()!,
            result.GetProperty("suppressions").GetArrayLength() > 0 ? "Waived" : result.GetProperty("kind").GetString() switch { "pass" => "Pass", "fail" => "Fail", _ => "Unknown" },
            result.GetProperty("level").GetString() switch { "error" => "Error", "warning" => "Warning", _ => "Information" })));

    public static IReadOnlyDictionary<string, int> JUnit(string text)
    {
        var suites = XDocument.Parse(text).Root!.Elements("testsuite").ToList();
        foreach (var suite in suites)
        {
            int Elements(string name) => suite.Elements("testcase").Elements(name).Count();
            Assert.Equal((int)suite.Attribute("tests")!, suite.Elements("testcase").Count());
            Assert.Equal((int)suite.Attribute("failures")!, Elements("failure"));
            Assert.Equal((int)suite.Attribute("errors")!, Elements("error"));
            Assert.Equal((int)suite.Attribute("skipped")!, Elements("skipped"));
        }

        return Count(suites.SelectMany(suite => suite.Elements("testcase").Select(test =>
        {
            var outcome = test.Elements().FirstOrDefault();
            return Key(
                suite.Attribute("name")!.Value,
                outcome?.Name.LocalName switch
                {
                    null => "Pass",
                    "error" => "Unknown",
                    _ => outcome.Attribute("message")!.Value.StartsWith("Waived until ", StringComparison.Ordinal) ? "Waived" : "Fail",
                },
                outcome?.Attribute("type")?.Value ?? "Information");
        })));
    }

    public static IReadOnlyDictionary<string, int> Markdown(string text) => Count(MarkdownSections(text)
        .Where(section => section.Heading is not "Summary" and not "Areas")
        .SelectMany(section => section.Rows.Select(row => Key(
            row[1],
            section.Heading.Split(' ')[0] switch { "Passed" => "Pass", "Unknown" => "Unknown", "Waived" => "Waived", _ => "Fail" },
            section.Heading.Split(' ')[0] switch { "Errors" => "Error", "Warnings" => "Warning", _ => "Information" }))));

    public static List<(string Heading, List<string[]> Rows)> MarkdownSections(string text)
    {
        var document = Markdig.Markdown.Parse(text, new MarkdownPipelineBuilder().UsePipeTables().UseAutoLinks().Build());
        var sections = new List<(string Heading, List<string[]> Rows)>();
        foreach (var block in document)
        {
            if (block is HeadingBlock { Level: 2 } heading)
            {
                sections.Add((Plain(heading), []));
            }
            else if (block is Table table)
            {
                sections[^1].Rows.AddRange(table.Skip(1).Cast<TableRow>().Select(row => row.Cast<TableCell>()
                    .Select(cell => cell.Count == 0 ? string.Empty : Plain((LeafBlock)cell[0])).ToArray()));
            }
        }

        return sections;
    }

    public static IReadOnlyDictionary<string, int> Html(string text) => Count(HtmlFindings().Matches(text).Select(match => Key(
        System.Net.WebUtility.HtmlDecode(match.Groups["target"].Value),
        match.Groups["badge"].Value is "Pass" or "Unknown" or "Waived" ? match.Groups["badge"].Value : "Fail",
        match.Groups["badge"].Value == "Info" ? "Information" : match.Groups["badge"].Value)));

    public static IReadOnlyDictionary<string, int> Prometheus(string text)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (Match match in PrometheusSeries().Matches(text))
        {
            var key = Key(match.Groups["target"].Value, match.Groups["waived"].Value == "true" ? "Waived" : Word(match.Groups["status"].Value), Word(match.Groups["severity"].Value));
            counts[key] = counts.GetValueOrDefault(key) + int.Parse(match.Groups["value"].Value, CultureInfo.InvariantCulture);
        }

        return counts;
    }

    private static string Plain(LeafBlock block) => string.Concat(block.Inline!.Descendants().Select(inline => inline switch
    {
        Markdig.Syntax.Inlines.LiteralInline literal => literal.Content.ToString(),
        Markdig.Syntax.Inlines.HtmlEntityInline entity => entity.Transcoded.ToString(),
        Markdig.Syntax.Inlines.HtmlInline { Tag: "<br>" } => "\n",
        _ => $"!{inline.GetType().Name}!",
    }));

    private static IReadOnlyDictionary<string, int> Json(IEnumerable<JsonElement> findings) => Count(findings.Select(finding => Key(
        finding.GetProperty("target").ToString(), finding.TryGetProperty("waiver", out _) ? "Waived" : finding.GetProperty("status").GetString()!, finding.GetProperty("severity").GetString()!)));

    // The severity of what passes or is unknown is not in every format.
    private static string Key(string target, string status, string severity) => status == "Fail" ? $"{target} {status} {severity}" : $"{target} {status}";

    private static Dictionary<string, int> Count(IEnumerable<string> keys) =>
        keys.GroupBy(key => key, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal);

    private static string Word(string word) => char.ToUpperInvariant(word[0]) + word[1..];

    [GeneratedRegex("<details class=\"finding\"[^>]*><summary><b class=\"badge\">(?<badge>\\w+)</b>.*?<span class=\"target\">(?<target>[^<]*)</span>", RegexOptions.ExplicitCapture, 10000)]
    private static partial Regex HtmlFindings();

    [GeneratedRegex("^goenv_findings\\{target=\"(?<target>[^\"]*)\",rule=\"[^\"]*\",status=\"(?<status>\\w+)\",severity=\"(?<severity>\\w+)\",waived=\"(?<waived>\\w+)\"\\} (?<value>\\d+)$", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 10000)]
    private static partial Regex PrometheusSeries();
}
