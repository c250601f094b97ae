using System.Management.Automation;
using GoEnv.Drift;

namespace GoEnv.Cmdlets;

/// <summary>Says what differs between targets and a baseline, or another target.</summary>
[Cmdlet(VerbsData.Compare, "GoEnvironment")]
[OutputType(typeof(Finding), typeof(bool))]
public sealed class CompareGoEnvironmentCommand : TargetCmdlet<ComparisonResult>, IAuditCommand
{
    private Baseline? baseline;
    private bool referenceFailed;

    /// <inheritdoc/>
    public AuditSummary Summary { get; } = new();

    /// <summary>A baseline file, or a target: <c>local</c>, <c>ssh:golden</c>.</summary>
    [Parameter(Mandatory = true)]
    [ValidateNotNullOrEmpty]
    public string? Reference { get; set; }

    /// <summary>The target of the baseline that all targets are compared with; else each is compared with the one of its name.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? ReferenceName { get; set; }

    /// <summary>What to compare: Facts, Rules; both where none is named.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public DriftPart[] Part { get; set; } = [DriftPart.Facts, DriftPart.Rules];

    /// <summary>A policy file in YAML, over the one that ships with the module.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Policy { get; set; }

    /// <summary>Also ask, from each target, whether its module proxies and checksum database answer.</summary>
    [Parameter]
    public SwitchParameter Online { get; set; }

    /// <summary>Also write a finding for each area in which nothing differs.</summary>
    [Parameter]
    public SwitchParameter IncludePassed { get; set; }

    /// <summary>Write one Boolean: true when nothing differs and nothing is unknown.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <inheritdoc/>
    private protected override IEnumerable<Target> DefaultTargets =>
        baseline is null || ReferenceName is not null ? base.DefaultTargets : baseline.Targets.Select(entry => entry.Target);

    /// <inheritdoc/>
    private protected override Func<Target, Func<ComparisonResult, ValueTask>, CancellationToken, Task> Prepare()
    {
        var audit = this.FullAudit(Sessions, Policy, Online, TimeSpan.FromSeconds(ProbeTimeoutSeconds));
        return Fleet.Once<Target, ComparisonResult>(new Comparison { Ask = audit.RunAsync, Parts = Part, Reference = FindReference(audit) }.RunAsync);
    }

    /// <inheritdoc/>
    private protected override void Write(ComparisonResult result)
    {
        Summary.Add(new TargetResult(result.Target, null, result.Findings, result.Error));
        if (result.Error is { } error)
        {
            WriteError(error.ToErrorRecord());
        }

        if (result.ReferenceError is { } reference && !referenceFailed)
        {
            referenceFailed = true;
            WriteError(reference.ToErrorRecord());
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
            WriteObject(Summary.IsGood && Summary.Informed == 0);
        }
    }

    private DriftReference FindReference(Audit audit)
    {
        if (IsFile(Reference!))
        {
            baseline = this.Read(Reference!, Baseline.Load, "BaselineInvalid");
            if (ReferenceName is not null && baseline.Targets.All(entry => entry.Target.Name != ReferenceName))
            {
                Refuse($"The baseline has no target '{ReferenceName}'; it has {string.Join(", ", baseline.Targets.Select(entry => entry.Target.Name))}.");
            }

            return DriftReference.Of(baseline, ReferenceName);
        }

        if (ReferenceName is not null)
        {
            Refuse("-ReferenceName names a target of a baseline file, and the reference is a target itself.");
        }

        try
        {
            var target = GoEnv.Target.Parse(Reference!);
            return DriftReference.Of(target, () => audit.RunAsync(target, StopToken));
        }
        catch (FormatException e)
        {
            ThrowTerminatingError(Errors.InvalidInput("ReferenceInvalid", e, Reference, "Name a baseline file, or a target such as ssh:golden."));
            throw;
        }
    }

    private void Refuse(string message) =>
        ThrowTerminatingError(Errors.InvalidInput("ReferenceInvalid", new FormatException(message), ReferenceName, "Name a target of the baseline."));

    // 'ssh:golden.json' is a host and 'C:\baseline.json' a file: a kind has more letters than a drive.
    private bool IsFile(string reference)
    {
        var colon = reference.IndexOf(':', StringComparison.Ordinal);
        var isTarget = reference == "local" || (colon > 1 && reference.AsSpan(0, colon).IndexOfAnyExceptInRange('a', 'z') < 0);
        return !isTarget && (reference.EndsWith(".json", StringComparison.OrdinalIgnoreCase)
            || reference.Contains('/', StringComparison.Ordinal) || reference.Contains('\\', StringComparison.Ordinal)
            || File.Exists(this.FullPath(reference)));
    }
}
