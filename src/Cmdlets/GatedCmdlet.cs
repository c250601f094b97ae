using System.Management.Automation;
using GoEnv.Policies;

namespace GoEnv.Cmdlets;

/// <summary>
/// A cmdlet that judges targets and writes findings, or with <c>-Quiet</c> one Boolean, and whose run fails by what the policy
/// says.
/// </summary>
public abstract class GatedCmdlet : TargetCmdlet<TargetResult>, IAuditCommand
{
    private Audit? audit;
    private GateRelay? relay;

    /// <inheritdoc/>
    public AuditSummary Summary { get; } = new();

    /// <summary>A policy file in YAML, over the one that ships with the module.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Policy { get; set; }

    /// <summary>The profile of the policy for every target, in place of the one that its labels give it.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ProfileCompleter))]
    public string? Profile { get; set; }

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

    /// <summary>True for a finding that is written although it passes.</summary>
    private protected virtual bool AlwaysShown(Finding finding) => false;

    /// <summary>True when a run without a finding shows nothing, and fails.</summary>
    private protected virtual bool MustFind => true;

    /// <summary>What is said of a target to which nothing applies.</summary>
    private protected abstract string NothingAppliesTo(Target target);

    /// <summary>The policy that the parameters name; the summary judges by it from now on.</summary>
    private protected Policy TakePolicy()
    {
        var policy = this.LoadPolicy(Policy);
        Summary.Gate = policy.Gate.Or(FailOn, MaxUnknown);
        Profile = this.CheckProfile(policy, Profile);
        return policy;
    }

    /// <summary>Takes the audit whose policy is judged after the last target.</summary>
    private protected Audit Take(Audit taken) => audit = taken;

    /// <inheritdoc/>
    private protected override bool IsLast(TargetResult result) => !result.IsEarly;

    /// <inheritdoc/>
    private protected override void Write(TargetResult result)
    {
        Summary.Add(result);
        if (result.Error is { } error)
        {
            WriteError(error.ToErrorRecord());
        }

        foreach (var skipped in result.Skipped)
        {
            WriteVerbose($"{result.Target.Name}: {skipped}");
        }

        if (result is { IsEarly: false, EarlyCount: 0, Findings.Count: 0 })
        {
            WriteWarning(NothingAppliesTo(result.Target));
        }

        Write(result.Findings);
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        base.EndProcessing();
        var isGood = !MustFind || Summary.Total > 0;
        var findings = audit!.JudgePolicy();
        foreach (var finding in findings)
        {
            Summary.Add(finding);
        }

        Write(findings);
        WriteVerbose(Summary.ToString());
        if (Quiet)
        {
            WriteObject(Summary.IsGood && isGood);
        }

        if (!isGood && !ErrorOnFail)
        {
            WriteError(NothingJudged());
        }
        else if (ErrorOnFail && (isGood ? Errors.FailureOf(Summary) : NothingJudged()) is { } failure)
        {
            Relay.Raise(failure);
        }
    }

    private ErrorRecord NothingJudged() => IsUnfed ? Errors.NothingCame() : Errors.NothingApplies();

    private GateRelay Relay => relay ??= new GateRelay(this);

    private void Write(IEnumerable<Finding> findings)
    {
        foreach (var finding in findings.Where(f => !Quiet && (f.Status != FindingStatus.Pass || IncludePassed || AlwaysShown(f))))
        {
            if (ErrorOnFail)
            {
                Relay.Mark(finding);
            }

            WriteObject(finding);
        }
    }
}
