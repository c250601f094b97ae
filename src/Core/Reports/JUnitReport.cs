using System.Globalization;
using System.Xml;

namespace GoEnv.Reports;

/// <summary>
/// JUnit XML: a suite a target, a case a finding. Fail is a failure, but skipped where it is waived or of severity
/// information, since it must not break a build; Unknown is an error.
/// </summary>
public sealed class JUnitReport(TextWriter text) : SpooledReport
{
    /// <inheritdoc/>
    public override void Finish(ReportSummary summary, FindingSpool spool)
    {
        // Not the writer's declaration: it names the encoding of strings, and the text is saved as UTF-8.
        text.WriteLine("<?xml version=\"1.0\" encoding=\"utf-8\"?>");
        using (var xml = XmlWriter.Create(text, new XmlWriterSettings { Indent = true, NewLineChars = "\n", OmitXmlDeclaration = true }))
        {
            var order = new long[spool.Entries.Count];
            for (var number = 0; number < order.Length; number++)
            {
                order[number] = ((long)spool.Entries[number].Target << 32) | (uint)number;
            }

            Array.Sort(order);
            var next = 0;
            xml.WriteStartElement("testsuites");
            for (var id = 0; id < summary.Targets.Count; id++)
            {
                var count = summary.Targets[id].Counts.Total;
                WriteSuite(xml, id, summary.Targets[id], new ArraySegment<long>(order, next, count).Select(number => spool.Read(spool.Entries[(int)number])));
                next += count;
            }

            xml.WriteEndElement();
        }

        text.WriteLine();
    }

    private void WriteSuite(XmlWriter xml, int id, TargetCounts target, IEnumerable<Finding> findings)
    {
        var counts = target.Counts;
        xml.WriteStartElement("testsuite");
        xml.WriteAttributeString("package", "GoEnv");
        Attribute(xml, "id", id);
        xml.WriteAttributeString("name", ReportText.Line(target.Name));
        xml.WriteAttributeString("timestamp", Header.CreatedAt.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture));
        xml.WriteAttributeString("hostname", ReportText.Line(target.Address));
        Attribute(xml, "tests", counts.Total);
        Attribute(xml, "failures", counts.Errors + counts.Warnings);
        Attribute(xml, "errors", counts.Unknown);
        Attribute(xml, "skipped", counts.Information + counts.Waived);
        Attribute(xml, "time", 0);
        xml.WriteStartElement("properties");
        xml.WriteStartElement("property");
        xml.WriteAttributeString("name", Header.Tool.Name);
        xml.WriteAttributeString("value", Header.Tool.Version);
        xml.WriteEndElement();
        xml.WriteEndElement();
        var names = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var finding in findings)
        {
            WriteCase(xml, finding, names);
        }

        xml.WriteElementString("system-out", string.Empty);
        xml.WriteElementString("system-err", string.Empty);
        xml.WriteEndElement();
    }

    // CI servers take two cases of one name for one case that ran twice: a number keeps them apart.
    private static void WriteCase(XmlWriter xml, Finding finding, Dictionary<string, int> names)
    {
        var name = ReportText.Line($"{finding.RuleId} {finding.Title}{(finding.Subject is null ? string.Empty : $" [{finding.Subject}]")}");
        var times = names[name] = names.GetValueOrDefault(name) + 1;
        xml.WriteStartElement("testcase");
        xml.WriteAttributeString("name", times == 1 ? name : $"{name} ({times})");
        xml.WriteAttributeString("classname", ReportText.Line($"{finding.Target.Name}.{finding.Category}"));
        Attribute(xml, "time", 0);
        if (Outcome(finding) is { } outcome)
        {
            xml.WriteStartElement(outcome);
            xml.WriteAttributeString("message", ReportText.Line(finding.Waiver is null ? finding.Message : $"Waived {finding.Waiver.ToString().TrimEnd('.')}. {finding.Message}"));
            if (outcome != "skipped")
            {
                xml.WriteAttributeString("type", finding.Severity.ToString());
            }

            xml.WriteString(string.Join('\n', FindingDetails.Of(finding).Select(detail => $"{detail.Name}: {detail.Text}")));
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static string? Outcome(Finding finding) => finding switch
    {
        { IsWaived: true } => "skipped",
        { Status: FindingStatus.Pass } => null,
        { Status: FindingStatus.Unknown } => "error",
        { Severity: Severity.Information } => "skipped",
        _ => "failure",
    };

    private static void Attribute(XmlWriter xml, string name, int value) =>
        xml.WriteAttributeString(name, value.ToString(CultureInfo.InvariantCulture));
}
