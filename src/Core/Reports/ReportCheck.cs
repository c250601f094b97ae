namespace GoEnv.Reports;

/// <summary>Holds the findings that come against what the frame of a report in JSON lines says of them.</summary>
public sealed class ReportCheck
{
    private int findings;

    /// <summary>True between the first and the last line of a report.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>Takes the next object of a report; <see cref="FormatException"/> where it shows that something is missing.</summary>
    public void Next(object value)
    {
        switch (value)
        {
            case Finding:
                findings++;
                break;
            case ReportStart:
                End(); // reports one after the other
                (IsOpen, findings) = (true, 0);
                break;
            case ReportEnd when !IsOpen:
                throw new FormatException("The report is cut off at its beginning.");
            case ReportEnd end:
                IsOpen = false;
                Compare(end.Counts?.Total, findings);
                break;
        }
    }

    /// <summary>Says that nothing more comes; <see cref="FormatException"/> in the middle of a report.</summary>
    public void End()
    {
        if (IsOpen)
        {
            throw new FormatException($"The report is cut off after {findings} findings: its last line is missing.");
        }
    }

    /// <summary><see cref="FormatException"/> where a report has not as many findings as it says.</summary>
    internal static void Compare(int? total, int findings)
    {
        if (total != findings)
        {
            throw new FormatException($"The report should have {total?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "no"} findings and has {findings}.");
        }
    }
}
