using System.Xml;
using System.Xml.Linq;
using GoEnv.Coverage;

namespace GoEnv.Tests.Coverage;

public sealed class CoverageReportTests : IDisposable
{
    private const string Shape = """
        <!ELEMENT coverage (sources?,packages)>
        <!ATTLIST coverage line-rate CDATA #REQUIRED branch-rate CDATA #REQUIRED lines-covered CDATA #REQUIRED lines-valid CDATA #REQUIRED
          branches-covered CDATA #REQUIRED branches-valid CDATA #REQUIRED complexity CDATA #REQUIRED version CDATA #REQUIRED timestamp CDATA #REQUIRED>
        <!ELEMENT sources (source*)> <!ELEMENT source (#PCDATA)> <!ELEMENT packages (package*)> <!ELEMENT package (classes)>
        <!ATTLIST package name CDATA #REQUIRED line-rate CDATA #REQUIRED branch-rate CDATA #REQUIRED complexity CDATA #REQUIRED>
        <!ELEMENT classes (class*)> <!ELEMENT class (methods,lines)>
        <!ATTLIST class name CDATA #REQUIRED filename CDATA #REQUIRED line-rate CDATA #REQUIRED branch-rate CDATA #REQUIRED complexity CDATA #REQUIRED>
        <!ELEMENT methods (method*)> <!ELEMENT method (lines)>
        <!ATTLIST method name CDATA #REQUIRED signature CDATA #REQUIRED line-rate CDATA #REQUIRED branch-rate CDATA #REQUIRED complexity CDATA #REQUIRED>
        <!ELEMENT lines (line*)> <!ELEMENT line (conditions*)>
        <!ATTLIST line number CDATA #REQUIRED hits CDATA #REQUIRED branch CDATA "false" condition-coverage CDATA "100%">
        <!ELEMENT conditions EMPTY>
        """;

    private readonly CoverageSamples samples = new();

    public void Dispose() => samples.Dispose();

    [Fact]
    public void Cobertura_has_the_shape_of_its_DTD_and_the_lines_that_hold_code()
    {
        var stream = new MemoryStream();
        CoberturaReport.Write(stream, samples.Data(), samples.Tree, DateTimeOffset.UnixEpoch);
        var text = System.Text.Encoding.UTF8.GetString(stream.ToArray());
        text = text.Insert(text.IndexOf("<coverage", StringComparison.Ordinal), $"<!DOCTYPE coverage [{Shape}]>").TrimStart('\ufeff');
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Parse, ValidationType = ValidationType.DTD };
        var problems = new List<string>();
        settings.ValidationEventHandler += (_, e) => problems.Add(e.Message);
        using var reader = XmlReader.Create(new StringReader(text), settings);
        var report = XDocument.Load(reader);
        Assert.Empty(problems);
        var classes = report.Descendants("class").ToList();
        Assert.Equal(["a/a.go", "b/b.go"], classes.Select(file => file.Attribute("filename")!.Value));
        Assert.Equal("4:1 5:1 6:0 8:1", string.Join(' ', classes[0].Element("lines")!.Elements().Select(line => $"{line.Attribute("number")!.Value}:{line.Attribute("hits")!.Value}")));
        Assert.Equal(["A", "B", "C"], report.Descendants("method").Select(method => method.Attribute("name")!.Value));
        Assert.Equal(samples.Folder, report.Descendants("source").Single().Value);
        Assert.Equal("7", report.Root!.Attribute("lines-covered")!.Value);
        Assert.Equal("9", report.Root.Attribute("lines-valid")!.Value);
    }

    [Fact]
    public void The_page_shows_hostile_source_as_text()
    {
        samples.Write("a/a.go", "package a\n\nfunc A(n int) {\n\tn++ // </pre><script>alert(1)</script>\u202e\u001b[31m\n\tif n > 1 {\n\t\tn = 0\n\t}\n}\n");
        using var text = new StringWriter();
        new CoverageHtml(text).Write(samples.Data(), (path, line) => path.EndsWith("a.go", StringComparison.Ordinal) && line == 6, DateTimeOffset.UnixEpoch);
        var page = text.ToString();
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.DoesNotContain('\u202e', page);
        Assert.DoesNotContain('\u001b', page);
        Assert.Contains("n++ // &lt;/pre&gt;&lt;script&gt;", page, StringComparison.Ordinal);
        Assert.Contains("<i class=\"new miss\">6</i><span class=\"u\">\t\tn = 0</span>", page, StringComparison.Ordinal);
        Assert.Contains("<h1>70.0% of 10 statements covered</h1>", page, StringComparison.Ordinal);
    }
}
