using System.Globalization;

namespace GoEnv.Reports;

/// <summary>A place in a file of a target.</summary>
internal sealed record FileLocation(string Path, int? Line)
{
    /// <summary>Reads <c>path:line</c> or a path; null when there is none.</summary>
    public static FileLocation? Of(Finding finding)
    {
        if (string.IsNullOrEmpty(finding.Location))
        {
            return null;
        }

        var colon = finding.Location.LastIndexOf(':');
        return colon > 0
            && int.TryParse(finding.Location.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var line)
            && line > 0
                ? new FileLocation(finding.Location[..colon], line)
                : new FileLocation(finding.Location, null);
    }

    /// <summary>The path as a URI: <c>file://host/path</c> for an absolute one, so that hosts are told apart; else relative.</summary>
    public string ToUri(Target target)
    {
        var path = string.Join('/', ReportText.Line(Path).Split('/').Select(Uri.EscapeDataString));
        return Path.StartsWith('/') ? $"file://{Uri.EscapeDataString(target.Host)}{path}" : path;
    }
}
