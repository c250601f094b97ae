using System.Text.Json.Serialization;
using GoEnv.Changes;

namespace GoEnv;

/// <summary>The outcome of one rule for one subject.</summary>
public enum FindingStatus
{
    /// <summary>Checked, and as it should be.</summary>
    Pass,

    /// <summary>Checked, and not as it should be.</summary>
    Fail,

    /// <summary>Could not be checked; the message says why.</summary>
    Unknown,
}

/// <summary>How much a failing rule matters.</summary>
public enum Severity
{
    /// <summary>Worth knowing; does not change an exit code or <c>-Quiet</c>.</summary>
    Information,

    /// <summary>Works today and will hurt someone.</summary>
    Warning,

    /// <summary>Broken, insecure or unsupported.</summary>
    Error,
}

/// <summary>The area a rule belongs to; its number is the thousands of the rule's id, but for <see cref="Policy"/> and <see cref="Coverage"/>.</summary>
public enum Category
{
    /// <summary>Reaching the target: name, port, host key, authentication, shell, clock.</summary>
    Connection = 0,

    /// <summary>Go toolchains and <c>go env</c>.</summary>
    Toolchain = 1,

    /// <summary>What each kind of shell start sees.</summary>
    Shell = 2,

    /// <summary>Module settings: proxies, checksum database, private modules, credentials.</summary>
    Module = 3,

    /// <summary>Pods: what runs in them, how it is confined, and why it does not run.</summary>
    Pod = 7,

    /// <summary>Go binaries: what they were built with and from, and whether they fit where they lie.</summary>
    Binary = 9,

    /// <summary>The policy itself and its waivers: rules GE090n.</summary>
    Policy = 10,

    /// <summary>Checks of a checklist, whose ids are their own.</summary>
    Checklist = 11,

    /// <summary>The coverage of tests, by the profiles that are named: rules GE095n.</summary>
    Coverage = 12,
}

/// <summary>What one rule says of one target: the only thing that reports read.</summary>
public sealed record Finding
{
    /// <summary>The rule's id, <c>GEnnnn</c>.</summary>
    public required string RuleId { get; init; }

    /// <summary>The rule's title: the state that passes, in a few words.</summary>
    public required string Title { get; init; }

    /// <summary>The rule's area.</summary>
    public required Category Category { get; init; }

    /// <summary>
    /// The part of the triple check of pods that the rule is: runs, metadata or platform; several where others of them
    /// stay undecided for the same reason; else the rule's id. For tables.
    /// </summary>
    [JsonIgnore]
    public string Check => CheckOf(RuleId) is not { } own ? RuleId
        : Status != FindingStatus.Unknown ? own
        : string.Join(", ", UndecidedRules.Select(CheckOf).OfType<string>().Prepend(own));

    /// <summary>The target that was judged.</summary>
    public required Target Target { get; init; }

    /// <summary>The target's name, for tables.</summary>
    [JsonIgnore]
    public string TargetName => Target.Name;

    /// <summary>Pass, Fail or Unknown.</summary>
    public required FindingStatus Status { get; init; }

    /// <summary>How much a failure matters, after the policy.</summary>
    public required Severity Severity { get; init; }

    /// <summary>What was found, in one sentence.</summary>
    public required string Message { get; init; }

    /// <summary>The thing judged where a rule judges several: a path, a variable, a host; null when it judges the target.</summary>
    public string? Subject { get; init; }

    /// <summary>The file and line at fault, as <c>path:line</c>; null where there is none.</summary>
    public string? Location { get; init; }

    /// <summary>What should have been found.</summary>
    public string? Expected { get; init; }

    /// <summary>What was found.</summary>
    public string? Actual { get; init; }

    /// <summary>The lines that show it.</summary>
    public IReadOnlyList<string> Evidence { get; init; } = [];

    /// <summary>The ids of the other rules that stay undecided for the same reason: they have no finding of their own for it.</summary>
    public IReadOnlyList<string> UndecidedRules { get; init; } = [];

    /// <summary>How to mend it by hand, in one line; null where no single step does.</summary>
    public string? Fix { get; init; }

    /// <summary>What Repair-GoEnvironment would do about it; null where only a person can mend it.</summary>
    public Remedy? Remedy { get; init; }

    /// <summary>Who accepts the finding, why and until when; null unless it is waived. A waived finding fails nothing.</summary>
    public FindingWaiver? Waiver { get; init; }

    /// <summary>True when a waiver of the policy covers it.</summary>
    [JsonIgnore]
    public bool IsWaived => Waiver is not null;

    /// <summary>The status, or <c>Waived</c>, for tables.</summary>
    [JsonIgnore]
    public string Outcome => IsWaived ? "Waived" : Status.ToString();

    /// <summary>The rule's page, relative to the module's folder: <c>docs/rules/GEnnnn.md</c>.</summary>
    public required string HelpPage { get; init; }

    /// <summary>True for a finding that was read from a report: its target may be another by now.</summary>
    [JsonIgnore]
    public bool IsSaved { get; init; }

    /// <summary>Why the subject could not be asked at all; null where it could.</summary>
    internal string? Unread { get; init; }

    /// <inheritdoc cref="Problem.NeedsReleaseData"/>
    internal bool NeedsReleaseData { get; init; }

    private static string? CheckOf(string rule) => rule switch
    {
        "GE7001" => "runs",
        "GE7002" => "metadata",
        "GE7003" => "platform",
        _ => null,
    };
}
