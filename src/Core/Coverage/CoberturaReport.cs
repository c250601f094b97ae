using System.Globalization;
using System.Text;
using System.Xml;
using GoEnv.Reports;

namespace GoEnv.Coverage;

/// <summary>Coverage in the XML of Cobertura (coverage-04.dtd), which GitLab and Jenkins read: lines that hold statements, with their counts.</summary>
public static class CoberturaReport
{
    /// <summary>Writes the report; file names are relative to the source, which is the folder of the repository.</summary>
    public static void Write(Stream stream, CoverageData data, SourceTree tree, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(tree);
        using var xml = XmlWriter.Create(stream, new XmlWriterSettings { Indent = true, NewLineChars = "\n", Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false) });
        var files = data.Files.Select(file => (File: file, Lines: file.Lines())).ToList();
        var (covered, valid) = Count(files.Select(file => file.Lines));
        xml.WriteStartElement("coverage");
        Rates(xml, covered, valid);
        xml.WriteAttributeString("lines-covered", Number(covered));
        xml.WriteAttributeString("lines-valid", Number(valid));
        xml.WriteAttributeString("branches-covered", "0");
        xml.WriteAttributeString("branches-valid", "0");
        xml.WriteAttributeString("version", typeof(CoberturaReport).Assembly.GetName().Version!.ToString(3));
        xml.WriteAttributeString("timestamp", Number(now.ToUnixTimeMilliseconds()));
        xml.WriteStartElement("sources");
        xml.WriteElementString("source", ReportText.Line(tree.Root));
        xml.WriteEndElement();
        xml.WriteStartElement("packages");
        foreach (var package in files.GroupBy(file => file.File.Package, StringComparer.Ordinal))
        {
            xml.WriteStartElement("package");
            xml.WriteAttributeString("name", ReportText.Line(package.Key));
            (covered, valid) = Count(package.Select(file => file.Lines));
            Rates(xml, covered, valid);
            xml.WriteStartElement("classes");
            foreach (var (file, lines) in package)
            {
                WriteFile(xml, file, lines);
            }

            xml.WriteEndElement();
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void WriteFile(XmlWriter xml, FileCoverage file, SortedDictionary<int, long> lines)
    {
        xml.WriteStartElement("class");
        xml.WriteAttributeString("name", ReportText.Line(file.File[(file.File.LastIndexOfAny(['/', '\\']) + 1)..]));
        xml.WriteAttributeString("filename", ReportText.Line(file.Shown));
        var (covered, valid) = Count([lines]);
        Rates(xml, covered, valid);
        xml.WriteStartElement("methods");
        foreach (var (function, own) in (file.Source?.Functions ?? []).Select(function => (function, Within(function, lines))))
        {
            xml.WriteStartElement("method");
            xml.WriteAttributeString("name", ReportText.Line(function.Name));
            xml.WriteAttributeString("signature", string.Empty);
            (covered, valid) = Count([own]);
            Rates(xml, covered, valid);
            WriteLines(xml, own);
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
        WriteLines(xml, lines);
        xml.WriteEndElement();
    }

    private static void WriteLines(XmlWriter xml, SortedDictionary<int, long> lines)
    {
        xml.WriteStartElement("lines");
        foreach (var (number, hits) in lines)
        {
            xml.WriteStartElement("line");
            xml.WriteAttributeString("number", Number(number));
            xml.WriteAttributeString("hits", Number(hits));
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static SortedDictionary<int, long> Within(GoFunction function, SortedDictionary<int, long> lines)
    {
        var own = new SortedDictionary<int, long>();
        for (var line = function.Start.Line; line <= function.End.Line; line++)
        {
            if (lines.TryGetValue(line, out var hits))
            {
                own[line] = hits;
            }
        }

        return own;
    }

    private static void Rates(XmlWriter xml, long covered, long valid)
    {
        xml.WriteAttributeString("line-rate", (valid == 0 ? 1 : (double)covered / valid).ToString("0.####", CultureInfo.InvariantCulture));
        xml.WriteAttributeString("branch-rate", "0");
        xml.WriteAttributeString("complexity", "0");
    }

    private static (long Covered, long Valid) Count(IEnumerable<SortedDictionary<int, long>> files)
    {
        var (covered, valid) = (0L, 0L);
        foreach (var lines in files)
        {
            covered += lines.Values.Count(hits => hits > 0);
            valid += lines.Count;
        }

        return (covered, valid);
    }

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
