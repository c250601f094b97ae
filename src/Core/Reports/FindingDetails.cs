namespace GoEnv.Reports;

/// <summary>One named text of a finding; <paramref name="Text"/> is clean and may have several lines.</summary>
internal sealed record FindingDetail(string Name, string Text);

/// <summary>What a finding says besides its message.</summary>
internal static class FindingDetails
{
    /// <summary>Those that it has, in the order in which a reader wants them.</summary>
    public static IEnumerable<FindingDetail> Of(Finding finding)
    {
        (string Name, string? Text)[] all =
        [
            ("Subject", finding.Subject),
            ("Location", finding.Location),
            ("Expected", finding.Expected),
            ("Actual", finding.Actual),
            ("Evidence", finding.Evidence.Count == 0 ? null : string.Join('\n', finding.Evidence)),
            ("Fix", finding.Fix),
            ("Severity", finding.IsWaived ? $"{finding.Severity} ({finding.Status})" : null),
            ("Waiver", finding.Waiver?.ToString()),
        ];
        foreach (var (name, text) in all)
        {
            if (!string.IsNullOrEmpty(text))
            {
                yield return new FindingDetail(name, ReportText.Lines(text));
            }
        }
    }
}
