using System.Management.Automation;
using GoEnv.Pods;

namespace GoEnv.Cmdlets;

/// <summary>Compares the Go version that a custom resource declares with what the pods that are selected really run.</summary>
[Cmdlet(VerbsDiagnostic.Test, "GoRuntimeVersion")]
[OutputType(typeof(Finding), typeof(bool))]
public sealed class TestGoRuntimeVersionCommand : PodAuditCmdlet
{
    private readonly Dictionary<PodSource, DeclaredVersions> declared = [];

    /// <summary>The custom resource by its plural and its group, such as <c>goruntimes.example.com</c>.</summary>
    [Parameter(Mandatory = true)]
    [ValidateNotNullOrEmpty]
    public string? Resource { get; set; }

    /// <summary>The name of the object; where none is named, the namespace must have exactly one.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? ResourceName { get; set; }

    /// <summary>Where the version is in the object, such as <c>spec.version</c>.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string VersionPath { get; set; } = "spec.version";

    /// <summary>The containers that are compared; all that run where none is named.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] Container { get; set; } = [];

    // The command is about one rule: there is none to choose.
    /// <inheritdoc/>
    public override string[] Rule { get; set; } = [DeclaredVersionRule.RuleId];

    /// <inheritdoc/>
    public override string[] ExcludeRule { get; set; } = [];

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        this.Parsed(Resource!, DeclaredVersions.Split);
        this.Parsed(VersionPath, DeclaredVersions.PathOf);
        base.BeginProcessing();
    }

    /// <inheritdoc/>
    private protected override async Task<PodFacts> CollectAsync(PodSource source, ListedPod pod, CancellationToken cancellationToken)
    {
        DeclaredVersions? versions;
        lock (declared)
        {
            if (!declared.TryGetValue(source, out versions))
            {
                declared.Add(source, versions = new DeclaredVersions(source.Client, Resource!, VersionPath, ResourceName));
            }
        }

        var meant = pod.Containers.Count > 0 ? pod : pod with { Containers = Container };
        var facts = await base.CollectAsync(source, meant, cancellationToken).ConfigureAwait(false);
        return facts with { Declared = await versions.OfAsync(pod.Pod.Metadata.Namespace ?? "default", cancellationToken).ConfigureAwait(false) };
    }
}
