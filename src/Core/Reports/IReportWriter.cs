namespace GoEnv.Reports;

/// <summary>Writes a report of one format to a text.</summary>
public interface IReportWriter
{
    /// <summary>True for a format that says first what only the last finding settles: it writes from the spool at the end.</summary>
    bool NeedsSpool { get; }

    /// <summary>Writes what comes before the findings.</summary>
    void Begin(ReportHeader header);

    /// <summary>Writes one finding, which <paramref name="summary"/> has counted.</summary>
    void Write(Finding finding, ReportSummary summary);

    /// <summary>Writes what comes after the findings; <paramref name="spool"/> has them all when <see cref="NeedsSpool"/>.</summary>
    void Finish(ReportSummary summary, FindingSpool spool);
}

/// <summary>A format that streams: each finding is written when it comes.</summary>
public abstract class StreamedReport : IReportWriter
{
    /// <inheritdoc/>
    public bool NeedsSpool => false;

    /// <inheritdoc/>
    public abstract void Begin(ReportHeader header);

    /// <inheritdoc/>
    public abstract void Write(Finding finding, ReportSummary summary);

    /// <summary>Writes what comes after the findings.</summary>
    protected abstract void Finish(ReportSummary summary);

    /// <inheritdoc/>
    public void Finish(ReportSummary summary, FindingSpool spool) => Finish(summary);
}

/// <summary>A format that begins with counts: it is written at the end, from the spool.</summary>
public abstract class SpooledReport : IReportWriter
{
    /// <inheritdoc/>
    public bool NeedsSpool => true;

    /// <summary>What the report says of itself.</summary>
    protected ReportHeader Header { get; private set; } = null!;

    /// <inheritdoc/>
    public void Begin(ReportHeader header) => Header = header;

    /// <inheritdoc/>
    public void Write(Finding finding, ReportSummary summary)
    {
    }

    /// <inheritdoc/>
    public abstract void Finish(ReportSummary summary, FindingSpool spool);
}
