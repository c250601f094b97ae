namespace GoEnv.Reports;

/// <summary>One named text of a finding; <paramref name="Text"/> is clean and may have several lines.</summary>
[System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Auto)]
internal readonly record struct FindingDetail(string Name, string Text);

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
        return all.Where(detail => !string.IsNullOrEmpty(detail.Text))
            .Select(detail => new FindingDetail(detail.Name, ReportText.Lines(detail.Text)));
    }
}
