using System.Management.Automation;
using GoEnv.Coverage;
using GoEnv.Policies;

namespace GoEnv.Cmdlets;

/// <summary>A cmdlet whose run fails by the minimums of coverage that a policy sets.</summary>
public abstract class CoverageCmdlet : PSCmdlet, IAuditCommand
{
    private Policy policy = GoEnv.Policies.Policy.Default;
    private IReadOnlyList<Rule> rules = [];
    private GateRelay? relay;

    /// <inheritdoc/>
    public AuditSummary? Summary { get; private set; }

    /// <summary>A policy file in YAML, whose section coverage has the minimums.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Policy { get; set; }

    /// <summary>Rules to apply, by id or wildcard; all that the policy has a minimum for where none is named.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(RuleCompleter))]
    public string[] Rule { get; set; } = [];

    /// <summary>Rules to leave out, by id or wildcard.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(RuleCompleter))]
    public string[] ExcludeRule { get; set; } = [];

    /// <summary>The mildest severity of which a failing finding makes the run fail.</summary>
    [Parameter]
    public FailOn? FailOn { get; set; }

    /// <summary>How many findings may be unknown before the run fails.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int? MaxUnknown { get; set; }

    /// <summary>End with one terminating error when the run fails.</summary>
    [Parameter]
    public SwitchParameter ErrorOnFail { get; set; }

    /// <summary>Write the findings that pass too.</summary>
    [Parameter]
    public SwitchParameter IncludePassed { get; set; }

    /// <summary>Write one Boolean: true when the run does not fail.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <summary>What the policy says of coverage.</summary>
    private protected CoveragePolicy Minimums => policy.Coverage;

    private GateRelay Relay => relay ??= new GateRelay(this);

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        policy = this.LoadPolicy(Policy).For(Target.Local);
        try
        {
            rules = CoverageAudit.RulesFor(policy, Rule, ExcludeRule);
        }
        catch (FormatException e)
        {
            ThrowTerminatingError(Errors.InvalidInput("RuleNotFound", e, Rule.Concat(ExcludeRule).ToArray(), "Get-GoRule -Category Coverage lists the rules; 'coverage' in the policy has their minimums."));
        }

        if (rules.Count > 0)
        {
            Summary = new AuditSummary { Gate = policy.Gate.Or(FailOn, MaxUnknown) };
        }
        else if (Quiet || ErrorOnFail || FailOn is not null || MaxUnknown is not null)
        {
            ThrowTerminatingError(Errors.InvalidInput("CoverageMinimumMissing", new FormatException("The policy sets no minimum of coverage, so that there is nothing to judge."), Policy, "Name a policy with a section 'coverage' with -Policy."));
        }
        else if (Policy is not null)
        {
            WriteWarning("The policy sets no minimum of coverage; nothing is judged.");
        }
    }

    /// <summary>The findings of the rules that the policy has a minimum for.</summary>
    private protected IReadOnlyList<Finding> Judge(CoverageFacts facts, DateTimeOffset now)
    {
        var findings = rules.Count == 0 ? [] : CoverageAudit.Judge(facts, rules, policy, now);
        Summary?.Add(new TargetResult(Target.Local, null, findings, null));
        return findings;
    }

    /// <summary>Writes the findings that are asked for.</summary>
    private protected void WriteFindings(IEnumerable<Finding> findings)
    {
        foreach (var finding in findings.Where(finding => finding.Status != FindingStatus.Pass || IncludePassed))
        {
            if (ErrorOnFail)
            {
                Relay.Mark(finding);
            }

            WriteObject(finding);
        }
    }

    /// <summary>Ends the command with one error when the run fails and that is asked for.</summary>
    private protected void RaiseOnFail()
    {
        if (ErrorOnFail && Errors.FailureOf(Summary!) is { } failure)
        {
            Relay.Raise(failure);
        }
    }
}
