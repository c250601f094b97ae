using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;
using FsCheck;
using FsCheck.Fluent;
using GoEnv.Reports;

namespace GoEnv.Tests.Reports;

public sealed class ReportFormatTests
{
    [Theory]
    [InlineData("a.html", ReportFormat.Html)]
    [InlineData("/tmp/A.MD", ReportFormat.Markdown)]
    [InlineData("a.json", ReportFormat.Json)]
    [InlineData("a.jsonl", ReportFormat.JsonLines)]
    [InlineData("a.csv", ReportFormat.Csv)]
    [InlineData("a.sarif", ReportFormat.Sarif)]
    [InlineData("junit.xml", ReportFormat.JUnit)]
    [InlineData("a.prom", ReportFormat.Prometheus)]
    public void The_ending_names_the_format(string path, ReportFormat format) => Assert.Equal(format, ReportFormats.Of(path));

    [Fact]
    public void An_ending_that_names_none_is_an_error_that_lists_them() =>
        Assert.Contains(".sarif", Assert.Throws<FormatException>(() => ReportFormats.Of("report.pdf")).Message, StringComparison.Ordinal);

    [Fact]
    public void Json_says_what_made_it_when_and_of_what()
    {
        var root = JsonDocument.Parse(Report.ToText(ReportFormat.Json, Samples.Header, Samples.Mixed())).RootElement;
        Assert.Equal("1.2.3", root.GetProperty("tool").GetProperty("version").GetString());
        Assert.Equal(Samples.Header.CreatedAt, root.GetProperty("createdAt").GetDateTimeOffset());
        Assert.Equal(5, root.GetProperty("targets").GetArrayLength());
        Assert.Equal(61, root.GetProperty("counts").GetProperty("total").GetInt32());
    }

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+1", "'+1")]
    [InlineData("-1", "'-1")]
    [InlineData("@A1", "'@A1")]
    [InlineData("\t=1", "'\t'=1")]
    [InlineData(" =1", "' =1")]
    [InlineData("\"=1\"", "'\"=1\"")]
    [InlineData("a;=1;-2", "a;'=1;'-2")]
    [InlineData("a; \"+1", "a;' \"+1")]
    [InlineData("a\n-1\n@b\nc", "a\n'-1\n'@b\nc")]
    [InlineData("a\t＝1", "a\t'＝1")]
    [InlineData("a,=1", "a,=1")]
    [InlineData("a;b=1", "a;b=1")]
    [InlineData("＝1", "'＝1")]
    [InlineData("\r=1", "\\x0d=1")]
    [InlineData("a=1", "a=1")]
    [InlineData("say \"yes\", then\ngo", "say \"yes\", then\ngo")]
    public void Csv_cells_are_no_formulas(string text, string read)
    {
        var csv = Report.ToText(ReportFormat.Csv, Samples.Header, [Samples.Finding(message: text)]);
        Assert.Equal(read, ReadBack.CsvRows(csv)[1][7].ReplaceLineEndings("\n"));
        Assert.EndsWith("\r\n", csv, StringComparison.Ordinal);
    }

    [Fact]
    public void Csv_has_no_formula_wherever_a_spreadsheet_divides() =>
        Prop.ForAll(Gen.Elements("=+-@＝;\t\n\r \",a'".ToCharArray()).ArrayOf().ToArbitrary(), chars =>
        {
            var text = new string(chars);
            var csv = Report.ToText(ReportFormat.Csv, Samples.Header, [Samples.Finding(message: text) with { Evidence = [text, text] }]);
            Assert.DoesNotContain(csv.Split(';', '\t', '\n').Concat(ReadBack.CsvRows(csv).SelectMany(row => row)), cell => cell.TrimStart(' ', '"') is ['=' or '+' or '-' or '@' or '＝', ..]);
            Assert.Equal(Bare(text.Replace("\r", "\\x0d", StringComparison.Ordinal)), Bare(ReadBack.CsvRows(csv)[1][7]));

            // The reader leaves out lines of nothing but white space.
            static string Bare(string text) => new(text.Where(c => c != '\'' && !char.IsWhiteSpace(c)).ToArray());
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_rule_without_a_page_of_its_own_names_the_page_that_it_has()
    {
        var header = new ReportHeader { CreatedAt = Samples.Header.CreatedAt };
        Finding Of(string rule, string page) => Samples.Finding(rule) with { HelpPage = page };
        Finding[] findings = [Of("GE2801", "docs/drift.md"), Of("my-check", "docs/checklists.md"), Of("a-rule", "docs/rules/GE1003.md"), Of("GE9999", "<b>`](x)")];
        var html = Report.ToText(ReportFormat.Html, header, findings);
        Assert.Equal(
            ["<p>See <code>docs/drift.md</code> in the folder of GoEnv.</p>", "<p>See <code>docs/checklists.md</code> in the folder of GoEnv.</p>", HtmlRules.ToHtml(RulePage.Find("GE1003")!.Markdown).Split('\n')[0], "<p>This rule has no page.</p>"],
            findings.Select(finding => Regex.Match(html, $"<div id=\"rule-{finding.RuleId}\">(.*)", RegexOptions.None, TimeSpan.FromSeconds(5)).Groups[1].Value));
        var rules = JsonDocument.Parse(Report.ToText(ReportFormat.Sarif, header, findings)).RootElement.GetProperty("runs")[0].GetProperty("tool").GetProperty("driver").GetProperty("rules");
        Assert.Equal(["See `docs/drift.md` in the folder of GoEnv.", "GOROOT is not exported"], ((int[])[0, 3]).Select(i => rules[i].GetProperty("help").GetProperty("text").GetString()));
    }

    [Fact]
    public void JUnit_is_valid_and_keeps_information_from_breaking_a_build()
    {
        var schema = Samples.Shared("JUnit.xsd");
        var xml = Report.ToText(ReportFormat.JUnit, Samples.Header, [.. Samples.Mixed(), .. Samples.HostileFindings()]);
        var settings = new XmlReaderSettings { ValidationType = ValidationType.Schema };
        settings.Schemas.Add(null, schema);
        using var reader = XmlReader.Create(new StringReader(xml), settings);
        while (reader.Read())
        {
        }

        var information = Report.ToText(ReportFormat.JUnit, Samples.Header, [Samples.Finding(severity: Severity.Information)]);
        Assert.Equal("skipped", XDocument.Parse(information).Descendants("testcase").Elements().Single().Name);
    }

    [Fact]
    public void JUnit_cases_have_names_of_their_own()
    {
        var xml = XDocument.Parse(Report.ToText(ReportFormat.JUnit, Samples.Header, Samples.Mixed()));
        foreach (var suite in xml.Root!.Elements())
        {
            var names = suite.Elements("testcase").Select(test => (test.Attribute("classname")!.Value, test.Attribute("name")!.Value)).ToList();
            Assert.Equal(names.Count, names.Distinct().Count());
        }
    }

    [Fact]
    public void Sarif_fingerprints_stay_and_differ()
    {
        var findings = Samples.Mixed();
        var first = Fingerprints(findings);
        Assert.Equal(first.Count, first.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(first, Fingerprints(findings.Select(f => f with { Message = "other", Actual = "other", Location = f.Location?.Replace(":1", ":2", StringComparison.Ordinal) })));
        Assert.NotEqual(first[0], Fingerprints([findings[0] with { Subject = "GOPATH" }])[0]);
        Assert.NotEqual(first[0], Fingerprints([findings[0] with { Target = Target.Ssh("other") }])[0]);
    }

    [Theory]
    [InlineData("local", "/home/a b/.bashrc:12", "file:///home/a%20b/.bashrc", 12)]
    [InlineData("ssh:me@web01", "/etc/profile:3", "file://web01/etc/profile", 3)]
    [InlineData("ssh:web01", "go.mod", "go.mod", null)]
    [InlineData("ssh:web01", "/etc/a:0", "file://web01/etc/a%3A0", null)]
    public void Sarif_has_places_in_files(string target, string location, string uri, int? line)
    {
        var result = Results([Samples.Finding(target: target) with { Location = location }])[0];
        var place = result.GetProperty("locations")[0].GetProperty("physicalLocation");
        Assert.Equal(uri, place.GetProperty("artifactLocation").GetProperty("uri").GetString());
        Assert.Equal(line, place.TryGetProperty("region", out var region) ? region.GetProperty("startLine").GetInt32() : null);
    }

    [Fact]
    public void Sarif_rules_have_help_and_results_point_at_them()
    {
        var run = JsonDocument.Parse(Report.ToText(ReportFormat.Sarif, Samples.Header, Samples.Mixed())).RootElement.GetProperty("runs")[0];
        var rules = run.GetProperty("tool").GetProperty("driver").GetProperty("rules");
        Assert.Contains("unset GOROOT", rules[0].GetProperty("help").GetProperty("markdown").GetString(), StringComparison.Ordinal);
        Assert.All(run.GetProperty("results").EnumerateArray(), result => Assert.Equal(
            result.GetProperty("ruleId").GetString(), rules[result.GetProperty("ruleIndex").GetInt32()].GetProperty("id").GetString()));
    }

    [Fact]
    public void Sarif_messages_hold_no_link() => Assert.DoesNotContain(
        "](",
        Results([Samples.Finding(message: "see [here](https://example.invalid)")])[0].GetProperty("message").GetProperty("text").GetString(),
        StringComparison.Ordinal);

    [Fact]
    public void Markdown_shows_any_text_as_text()
    {
        var texts = Samples.Hostile.Where(text => text.Length < 500).ToList();
        var sections = ReadBack.MarkdownSections(Report.ToText(ReportFormat.Markdown, Samples.Header, texts.Select(text => Samples.Finding(message: text))));
        var rows = sections.Single(section => section.Heading.StartsWith("Errors", StringComparison.Ordinal)).Rows;
        Assert.Equal(
            texts.Select(text => ReportText.Lines(text).Replace('\t', ' ').Trim()),
            rows.Select(row => row[2].Replace("\u200b", string.Empty, StringComparison.Ordinal).Trim()));
    }

    [Fact]
    public void Html_runs_its_own_script_and_nothing_else()
    {
        var html = Report.ToText(ReportFormat.Html, Samples.Header, Samples.HostileFindings());
        Assert.Equal(1, Count(html, "<script"));
        Assert.Equal(1, Count(html, "<style"));
        Assert.Equal(0, Count(html, "<(svg|img|iframe|link|object|embed|base)\\b"));
        Assert.Equal(0, Count(html, "<[a-z][^>]*\\s(on\\w+|style|src)="));
        foreach (var element in new[] { "script", "style" })
        {
            var from = html.IndexOf($"<{element}>", StringComparison.Ordinal) + element.Length + 2;
            var content = html[from..html.IndexOf($"</{element}>", from, StringComparison.Ordinal)];
            Assert.Contains($"{element}-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(content)))}'", html, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Html_holds_the_rules_pages_once()
    {
        var html = Report.ToText(ReportFormat.Html, Samples.Header, [Samples.Finding(), Samples.Finding()]);
        Assert.Equal(1, Count(html, "What <code>GE1003</code> &lt;looks&gt; at"));
        Assert.Equal(1, Count(html, "id=\"rule-GE1003\""));
        Assert.Contains("<h3>What</h3>", html, StringComparison.Ordinal);
        Assert.Contains("<pre>unset GOROOT</pre>", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Rule_pages_become_headings_paragraphs_lists_and_code() => Assert.Equal(
        "<h3>A</h3>\n<p>b\nc</p>\n<ul><li>d\n</li><li>e</li></ul>\n<pre># x\n\ny</pre>\n<p>f</p>\n",
        HtmlRules.ToHtml("## A\nb\nc\n\n- d\n- e\n```\n# x\n\ny\n```\nf"));

    [Fact]
    public void Prometheus_lines_have_the_form_and_each_series_is_there_once()
    {
        var text = Report.ToText(ReportFormat.Prometheus, Samples.Header, [.. Samples.Mixed(), .. Samples.HostileFindings()]);
        var line = new Regex("""^(# (HELP|TYPE) goenv_\w+ .+|goenv_\w+(\{\w+="(?:[^"\\\n]|\\[\\"n])*"(,\w+="(?:[^"\\\n]|\\[\\"n])*")*\})? \d+(\.\d+)?)$""", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(10));
        var lines = text.TrimEnd('\n').Split('\n');
        Assert.All(lines, l => Assert.Matches(line, l));
        Assert.Equal(lines.Length, lines.Select(l => l[..(l.LastIndexOf(' ') + 1)]).Distinct(StringComparer.Ordinal).Count());
        Assert.Contains("goenv_report_timestamp_seconds 1795170600.000", lines);
        Assert.Contains("goenv_report_targets", text, StringComparison.Ordinal);
    }

    private static int Count(string html, string pattern) =>
        Regex.Count(html, pattern, RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, TimeSpan.FromSeconds(10));

    private static List<JsonElement> Results(IEnumerable<Finding> findings) => JsonDocument.Parse(Report.ToText(ReportFormat.Sarif, Samples.Header, findings))
        .RootElement.GetProperty("runs")[0].GetProperty("results").EnumerateArray().ToList();

    private static List<string> Fingerprints(IEnumerable<Finding> findings) =>
        Results(findings).ConvertAll(result => result.GetProperty("partialFingerprints").GetProperty("goenv/v1").GetString()!);
}
