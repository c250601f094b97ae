using System.Management.Automation;
using GoEnv.Policies;

namespace GoEnv.Cmdlets;

/// <summary>A cmdlet that applies rules to targets.</summary>
public abstract class AuditCmdlet : GatedCmdlet
{
    /// <summary>Rules to apply, by id or wildcard; all of the command's where none is named.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(RuleCompleter))]
    public virtual string[] Rule { get; set; } = [];

    /// <summary>Rules to leave out, by id or wildcard.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(RuleCompleter))]
    public virtual string[] ExcludeRule { get; set; } = [];

    /// <summary>True for rules that ask beyond the target too.</summary>
    private protected virtual bool IsOnline => false;

    /// <summary>The areas that the command judges; empty leaves it to the policy.</summary>
    private protected abstract IReadOnlyList<Category> Categories { get; }

    /// <summary>True for the rules about paths in place of the others.</summary>
    private protected virtual bool OnPath => false;

    /// <summary>What to ask a target for the rules.</summary>
    private protected virtual IReadOnlyList<Probe> ProbesFor(IReadOnlyList<Rule> rules, bool isLocal) => Audit.ProbesFor(rules);

    /// <summary>Collects the binaries that the command is about; null where it is about none.</summary>
    private protected virtual Binaries.BinaryCollector? CollectorOf(Target target) => null;

    /// <summary>Collects the facts of a pod; null for a target that is asked by probes.</summary>
    private protected virtual Func<CancellationToken, Task<Pods.PodFacts>>? PodOf(Target target) => null;

    /// <inheritdoc/>
    private protected override string NothingAppliesTo(Target target) => $"No rule applies to {target.Name}: what the rules judge is not there, or the policy for it has them off.";

    /// <inheritdoc/>
    private protected override Func<Target, Func<TargetResult, ValueTask>, CancellationToken, Task> Prepare()
    {
        try
        {
            var policy = TakePolicy();
            var selection = new RuleSelection
            {
                Policy = policy,
                Categories = Categories,
                Include = Rule,
                Exclude = ExcludeRule,
                IncludeOnline = IsOnline,
                OnPath = OnPath,
            };
            var rules = selection.Demand();
            var audit = Take(new Audit
            {
                Open = Sessions.Open,
                Rules = rules,
                Probes = ProbesFor(rules, isLocal: true),
                Select = selection.For,
                Binaries = CollectorOf,
                Pods = PodOf,
                Policy = policy,
                Profile = Profile,
                Releases = this.LoadReleases(),
                ProbeLimit = TimeSpan.FromSeconds(ProbeTimeoutSeconds),
            });

            // The script is composed once for all targets; paths alone mean another thing here than elsewhere.
            var (here, elsewhere) = (audit, audit.Asking(ProbesFor(rules, isLocal: false)));
            return (target, write, cancellationToken) => (target.Kind == TargetKind.Local ? here : elsewhere).RunAsync(target, write, cancellationToken);
        }
        catch (FormatException e)
        {
            ThrowTerminatingError(Errors.InvalidInput("RuleNotFound", e, Rule.Concat(ExcludeRule).ToArray(), "Get-GoRule lists the rules."));
            throw;
        }
    }
}
