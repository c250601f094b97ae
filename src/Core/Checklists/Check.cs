using System.Text.RegularExpressions;
using GoEnv.Targets;

namespace GoEnv.Checklists;

/// <summary>One check of a checklist.</summary>
public sealed record Check
{
    /// <summary>The id, which becomes the rule id of its findings.</summary>
    public required string Id { get; init; }

    /// <summary>The state that passes, in a few words.</summary>
    public required string Name { get; init; }

    /// <summary>The <c>sh</c> text to run on the target; null for a check that is a rule.</summary>
    public string? Script { get; init; }

    /// <summary>The <c>sh</c> text that says, by exit code 0 or 1, whether the check applies to the target; null where it always does.</summary>
    public string? OnlyIf { get; init; }

    /// <summary>The rule that must pass; null for a check that runs something.</summary>
    public Rule? Rule { get; init; }

    /// <summary>The time limit of what is run.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How much a failure matters: Error for a check that is required, else Information, unless the file says it.</summary>
    public Severity Severity { get; init; } = Severity.Error;

    /// <summary>What is expected of the result.</summary>
    public CheckExpectation Expect { get; init; } = new();

    /// <summary>Conditions on labels, all of which a target must meet; else the check does not apply to it.</summary>
    public IReadOnlyList<LabelFilter> When { get; init; } = [];

    /// <summary>The checks that must pass before this one is run.</summary>
    public IReadOnlyList<string> DependsOn { get; init; } = [];

    /// <summary>Where the check stands: <c>path:line</c>.</summary>
    public required string Location { get; init; }

    /// <summary>True for a target that meets the conditions on labels.</summary>
    public bool AppliesTo(Target target) => When.All(condition => condition.Matches(target));
}

/// <summary>What is expected of a result; all that is given must hold.</summary>
public sealed record CheckExpectation
{
    /// <summary>The exit codes, one of which is expected.</summary>
    public IReadOnlyList<int> ExitCodes { get; init; } = [0];

    /// <summary>True when it says something of the output.</summary>
    public bool NeedsOutput => Matches is not null || NotMatches is not null || Json is not null || EqualTo is not null || AtLeast is not null || AtMost is not null;

    /// <summary>What the value must match; where it has groups, what the first one found is what is compared.</summary>
    public Regex? Matches { get; init; }

    /// <summary>What the value must not match.</summary>
    public Regex? NotMatches { get; init; }

    /// <summary>A member of standard output read as JSON, such as <c>Module.Path</c> or <c>items[0].name</c>, which is the value; null for the output as it is.</summary>
    public JsonMember? Json { get; init; }

    /// <summary>The text that the value must be; without white space around it.</summary>
    public string? EqualTo { get; init; }

    /// <summary>The least number that the value may be.</summary>
    public decimal? AtLeast { get; init; }

    /// <summary>The greatest number.</summary>
    public decimal? AtMost { get; init; }
}
