namespace GoEnv.Reports;

/// <summary>One report in several formats at once, in one pass over the findings.</summary>
public sealed class Report : IDisposable
{
    private readonly IReadOnlyList<IReportWriter> writers;
    private readonly FindingSpool spool = new();
    private readonly bool spooled;

    /// <summary>Begins the report.</summary>
    public Report(ReportHeader header, IReadOnlyList<IReportWriter> writers)
    {
        this.writers = writers;
        spooled = writers.Any(writer => writer.NeedsSpool);
        foreach (var writer in writers)
        {
            writer.Begin(header);
        }
    }

    /// <summary>What was counted so far.</summary>
    public ReportSummary Summary { get; } = new();

    /// <summary>Makes a report of one format as a string.</summary>
    public static string ToText(ReportFormat format, ReportHeader header, IEnumerable<Finding> findings)
    {
        using var text = new StringWriter { NewLine = "\n" };
        using var report = new Report(header, [ReportFormats.Create(format, text)]);
        foreach (var finding in findings)
        {
            report.Add(finding);
        }

        report.Complete();
        return text.ToString();
    }

    /// <summary>Adds one finding.</summary>
    public void Add(Finding finding)
    {
        Summary.Add(finding);
        if (spooled)
        {
            spool.Add(finding, Summary);
        }

        foreach (var writer in writers)
        {
            writer.Write(finding, Summary);
        }
    }

    /// <summary>Ends the report.</summary>
    public void Complete()
    {
        foreach (var writer in writers)
        {
            writer.Finish(Summary, spool);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => spool.Dispose();
}
