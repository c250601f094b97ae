using System.Management.Automation;
using GoEnv.Checklists;
using GoEnv.Targets;

namespace GoEnv.Cmdlets;

/// <summary>Runs the checks of a file on targets and writes findings, or with <c>-Quiet</c> one Boolean.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "GoChecklist", SupportsShouldProcess = true)]
[OutputType(typeof(Finding), typeof(bool))]
public sealed class InvokeGoChecklistCommand : TargetCmdlet<TargetResult>, IAuditCommand
{
    private Checklist? checklist;

    /// <inheritdoc/>
    public AuditSummary Summary { get; } = new();

    /// <summary>The checklist, in YAML.</summary>
    [Parameter(Mandatory = true)]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <summary>A policy file for checks that are rules, over the one that ships with the module.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Policy { get; set; }

    /// <summary>Write the findings that pass too.</summary>
    [Parameter]
    public SwitchParameter IncludePassed { get; set; }

    /// <summary>Write one Boolean: true when no check of severity warning or error failed and nothing is unknown.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <inheritdoc/>
    private protected override IEnumerable<Target> DefaultTargets => base.DefaultTargets.Where(IsApproved);

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        Target = Target?.Where(IsApproved).ToArray();
        base.ProcessRecord();
    }

    /// <inheritdoc/>
    private protected override Func<Target, CancellationToken, Task<TargetResult>> Prepare()
    {
        checklist = this.Read(Path!, Checklist.Load, "ChecklistInvalid");
        var sessions = Sessions;
        var checks = checklist.Stages.SelectMany(stage => stage).Sum(check => check.Timeout.TotalSeconds);
        sessions = sessions with { Limits = sessions.Limits with { Total = sessions.Limits.Total + TimeSpan.FromSeconds(checks) } };
        var audit = new Audit
        {
            Open = sessions.Open,
            Probes = [],
            Policy = this.LoadPolicy(Policy),
            Releases = this.LoadReleases(),
            ProbeLimit = TimeSpan.FromSeconds(ProbeTimeoutSeconds),
        };
        return new ChecklistRun { Audit = audit, Checklist = checklist }.RunAsync;
    }

    /// <inheritdoc/>
    private protected override void Write(TargetResult result)
    {
        Summary.Add(result);
        if (result.Error is { } error)
        {
            WriteError(error.ToErrorRecord());
        }

        if (!Quiet)
        {
            WriteObject(result.Findings.Where(finding => finding.Status != FindingStatus.Pass || IncludePassed), enumerateCollection: true);
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        base.EndProcessing();
        WriteVerbose(Summary.ToString());
        if (Quiet)
        {
            WriteObject(Summary.IsGood);
        }
    }

    // The commands may change things on a target: -WhatIf shows them.
    private bool IsApproved(Target target)
    {
        var applying = checklist!.Stages.SelectMany(stage => stage).Where(check => check.When.All(condition => condition.Matches(target)));
        return ShouldProcess(target.Name, $"Run {string.Join("; ", applying.Select(check => $"{check.Id}: {check.Script ?? check.Rule!.Id}"))}");
    }
}
