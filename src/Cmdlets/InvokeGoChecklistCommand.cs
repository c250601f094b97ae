using System.Management.Automation;
using GoEnv.Checklists;
using GoEnv.Policies;
using GoEnv.Targets;
using GoEnv.Text;

namespace GoEnv.Cmdlets;

/// <summary>Runs the checks of a file on targets and writes findings, or with <c>-Quiet</c> one Boolean.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "GoChecklist", SupportsShouldProcess = true)]
[OutputType(typeof(Finding), typeof(bool))]
public sealed class InvokeGoChecklistCommand : GatedCmdlet
{
    private Checklist? checklist;
    private bool isDeclined;

    /// <summary>The checklist, in YAML.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <summary>The targets to run it on.</summary>
    [Parameter(Position = 1, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("ComputerName", "CN", "HostName", "Name")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(TargetCompleter))]
    public override Target[]? Target { get; set; }

    /// <inheritdoc/>
    private protected override IEnumerable<Target> DefaultTargets => base.DefaultTargets.Where(IsApproved);

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        Target = Target?.Where(IsApproved).ToArray();
        base.ProcessRecord();
    }

    /// <inheritdoc/>
    private protected override Func<Target, Func<TargetResult, ValueTask>, CancellationToken, Task> Prepare()
    {
        checklist = this.Read(Path!, full => Checklist.Load(full, NameOf(full)), "ChecklistInvalid");
        var checks = checklist.Stages.SelectMany(stage => stage).Sum(check => check.Timeout.TotalSeconds);
        var sessions = Sessions with { Limits = Sessions.Limits with { Total = Sessions.Limits.Total + TimeSpan.FromSeconds(checks) } };
        var audit = Take(new Audit
        {
            Open = sessions.Open,
            Probes = [],
            Rules = Catalog.Rules.Where(rule => rule.FactsType == typeof(WaiverFacts)).ToList(),
            Policy = TakePolicy(),
            Profile = Profile,
            Releases = this.LoadReleases(),
            ProbeLimit = TimeSpan.FromSeconds(ProbeTimeoutSeconds),
        });
        return Fleet.Once<Target, TargetResult>(new ChecklistRun { Audit = audit, Checklist = checklist }.RunAsync);
    }

    /// <inheritdoc/>
    private protected override string NothingAppliesTo(Target target) => $"No check of {checklist!.Name} applies to {target.Name}.";

    /// <inheritdoc/>
    private protected override bool MustFind => !isDeclined;

    // The commands may change things on a target: -WhatIf shows them.
    private bool IsApproved(Target target)
    {
        var applying = checklist!.Stages.SelectMany(stage => stage).Where(check => check.AppliesTo(target));
        var texts = applying.Select(check => $"{check.Id}: {TargetText.Clean(check.Script ?? check.Rule!.Id, keepLines: true).Trim()}");
        var isApproved = ShouldProcess(target.Name, $"Run {string.Join("; ", texts)}");
        isDeclined |= !isApproved;
        return isApproved;
    }

    // Findings name the place of a check as a file of the project, whatever folder it is checked out in.
    private string NameOf(string full)
    {
        var relative = System.IO.Path.GetRelativePath(this.FullPath("."), full).Replace('\\', '/');
        return System.IO.Path.IsPathRooted(relative) || relative.StartsWith("../", StringComparison.Ordinal) ? System.IO.Path.GetFileName(full) : relative;
    }
}
