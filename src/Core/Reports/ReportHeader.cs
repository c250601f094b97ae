using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace GoEnv.Reports;

/// <summary>What a report says of itself before its first finding.</summary>
public sealed partial record ReportHeader
{
    /// <summary>The program that made it.</summary>
    public ReportTool Tool { get; init; } = ReportTool.Current;

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The pages of rules, by the rule's id; null where a rule has none.</summary>
    [JsonIgnore]
    public Func<string, RulePage?> RulePage { get; init; } = Reports.RulePage.Find;

    /// <summary>The time as reports print it: UTC, to the second.</summary>
    [JsonIgnore]
    public string Time => CreatedAt.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'");

    /// <summary>
    /// The Markdown of a rule's page: its own, that of the rule that a check is, or else the name of the page, which differences and
    /// other checks share; null where an imported finding names none of ours.
    /// </summary>
    internal string? PageOf(ReportedRule rule) =>
        RulePage(rule.Id)?.Markdown
        ?? (PageOfRule().Match(rule.HelpPage) is { Success: true } match ? RulePage(match.Groups["id"].Value)?.Markdown : null)
        ?? (PageName().IsMatch(rule.HelpPage) ? $"See `{rule.HelpPage}` in the folder of GoEnv." : null);

    [GeneratedRegex(@"^docs/rules/(?<id>GE[0-9]{4})\.md\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PageOfRule();

    // Whatever else an imported report says here is no name of a page.
    [GeneratedRegex(@"^docs/[A-Za-z0-9/-]+\.md\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PageName();
}

/// <summary>A program and its version.</summary>
public sealed record ReportTool(string Name, string Version)
{
    /// <summary>This one.</summary>
    public static ReportTool Current { get; } = new("GoEnv", typeof(ReportTool).Assembly.GetName().Version!.ToString(3));
}

/// <summary>The first line of a report in JSON lines.</summary>
public sealed record ReportStart(ReportTool Tool, DateTimeOffset CreatedAt)
{
    internal const string Kind = "reportStart";
}

/// <summary>The last line of a report in JSON lines: a file without it is not whole.</summary>
public sealed record ReportEnd(IReadOnlyList<TargetCounts> Targets, FindingCounts Counts)
{
    internal const string Kind = "reportEnd";
}
