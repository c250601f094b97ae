using System.Management.Automation;
using GoEnv.Policies;

namespace GoEnv.Cmdlets;

/// <summary>A cmdlet that applies rules to targets and writes findings, or with <c>-Quiet</c> one Boolean.</summary>
public abstract class AuditCmdlet : TargetCmdlet<TargetResult>, IAuditCommand
{
    /// <inheritdoc/>
    public AuditSummary Summary { get; } = new();

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

    /// <summary>Write the findings that pass too.</summary>
    [Parameter]
    public SwitchParameter IncludePassed { get; set; }

    /// <summary>Write one Boolean: true when nothing of severity warning or error failed and nothing is unknown.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <summary>Also ask, from each target, whether its module proxies and checksum database answer.</summary>
    [Parameter]
    public SwitchParameter Online { get; set; }

    /// <summary>The areas that the command judges; empty leaves it to the policy.</summary>
    private protected abstract IReadOnlyList<Category> Categories { get; }

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
            var rules = new RuleSelection
            {
                Policy = policy,
                Categories = Categories,
                Include = Rule,
                Exclude = ExcludeRule,
                IncludeOnRequest = Online,
            }.Demand();
            return new Audit
            {
                Open = Sessions.Open,
                Rules = rules,
                Probes = Audit.ProbesFor(rules),
                Binaries = CollectorOf,
                Policy = policy,
                Releases = this.LoadReleases(),
                ProbeLimit = TimeSpan.FromSeconds(ProbeTimeoutSeconds),
            }.RunAsync;
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

        if (!Quiet)
        {
            foreach (var finding in result.Findings.Where(f => f.Status != FindingStatus.Pass || IncludePassed || AlwaysShown(f)))
            {
                WriteObject(finding);
            }
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
}
