using System.Management.Automation;
using GoEnv.Policies;

namespace GoEnv.Cmdlets;

/// <summary>A cmdlet that applies rules to targets and writes findings, or with <c>-Quiet</c> one Boolean.</summary>
public abstract class AuditCmdlet : TargetCmdlet<TargetResult>, IAuditCommand
{
    /// <inheritdoc/>
    public AuditSummary Summary { get; } = new();

    private Audit? audit;

    /// <summary>Rules to apply, by id or wildcard; all of the command's where none is named.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(RuleCompleter))]
    public string[] Rule { get; set; } = [];

    /// <summary>Rules to leave out, by id or wildcard.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(RuleCompleter))]
    public string[] ExcludeRule { get; set; } = [];

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

    /// <summary>Also ask, from each target, whether its module proxies and checksum database answer.</summary>
    [Parameter]
    public SwitchParameter Online { get; set; }

    /// <summary>The areas that the command judges; empty leaves it to the policy.</summary>
    private protected abstract IReadOnlyList<Category> Categories { get; }

    /// <summary>True for the rules about paths in place of the others.</summary>
    private protected virtual bool OnPath => false;

    /// <summary>What to ask a target for the rules.</summary>
    private protected virtual IReadOnlyList<Probe> ProbesFor(IReadOnlyList<Rule> rules, bool isLocal) => Audit.ProbesFor(rules);

    /// <summary>Collects the binaries that the command is about; null where it is about none.</summary>
    private protected virtual Binaries.BinaryCollector? CollectorOf(Target target) => null;

    /// <summary>True for a finding that is written although it passes.</summary>
    private protected virtual bool AlwaysShown(Finding finding) => false;

    /// <inheritdoc/>
    private protected override Func<Target, CancellationToken, Task<TargetResult>> Prepare()
    {
        try
        {
            var policy = this.LoadPolicy(Policy);
            Summary.Gate = policy.Gate.Or(FailOn, MaxUnknown);
            var selection = new RuleSelection
            {
                Policy = policy,
                Categories = Categories,
                Include = Rule,
                Exclude = ExcludeRule,
                IncludeOnRequest = Online,
                OnPath = OnPath,
            };
            var rules = selection.Demand();
            audit = new Audit
            {
                Open = Sessions.Open,
                Rules = rules,
                Probes = ProbesFor(rules, isLocal: true),
                Select = selection.For,
                Binaries = CollectorOf,
                Policy = policy,
                Profile = this.CheckProfile(policy, Profile),
                Releases = this.LoadReleases(),
                ProbeLimit = TimeSpan.FromSeconds(ProbeTimeoutSeconds),
            };

            // The script is composed once for all targets; paths alone mean another thing here than elsewhere.
            var (here, elsewhere) = (audit, audit.Asking(ProbesFor(rules, isLocal: false)));
            return (target, cancellationToken) => (target.Kind == TargetKind.Local ? here : elsewhere).RunAsync(target, cancellationToken);
        }
        catch (FormatException e)
        {
            ThrowTerminatingError(Errors.InvalidInput("RuleNotFound", e, Rule.Concat(ExcludeRule).ToArray(), "Get-GoRule lists the rules."));
            throw;
        }
    }

    /// <inheritdoc/>
    private protected override void Write(TargetResult result)
    {
        Summary.Add(result);
        if (result.Error is { } error)
        {
            WriteError(error.ToErrorRecord());
        }

        if (result.Findings.Count == 0)
        {
            WriteWarning($"No rule is left to apply to {result.Target.Name} by the policy for it.");
        }

        Write(result.Findings);
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        base.EndProcessing();
        var findings = audit!.JudgePolicy();
        foreach (var finding in findings)
        {
            Summary.Add(finding);
        }

        Write(findings);
        WriteVerbose(Summary.ToString());
        if (Quiet)
        {
            WriteObject(Summary.IsGood);
        }

        if (ErrorOnFail)
        {
            this.ThrowOnFail(Summary);
        }
    }

    private void Write(IEnumerable<Finding> findings)
    {
        foreach (var finding in findings.Where(f => !Quiet && (f.Status != FindingStatus.Pass || IncludePassed || AlwaysShown(f))))
        {
            WriteObject(finding);
        }
    }
}
