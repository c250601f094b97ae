using System.Management.Automation;
using GoEnv.Kubernetes;
using GoEnv.Targets;

namespace GoEnv.Cmdlets;

/// <summary>Lists targets of an inventory, the containers of pods, or the hosts of ssh_config.</summary>
[Cmdlet(VerbsCommon.Get, "GoTarget", DefaultParameterSetName = HostSet)]
[OutputType(typeof(Target))]
public sealed class GetGoTargetCommand : PSCmdlet, IDisposable
{
    private const string HostSet = "Host";
    private const string InventorySet = "Inventory";
    private const string PodSet = "Pod";

    private readonly CancellationTokenSource stop = new();

    /// <summary>Names of targets; wildcards are allowed.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(TargetCompleter))]
    public string[] Name { get; set; } = ["*"];

    /// <summary>The inventory file, in YAML.</summary>
    [Parameter(Mandatory = true, ParameterSetName = InventorySet)]
    [ValidateNotNullOrEmpty]
    public string? Inventory { get; set; }

    /// <summary>Labels that a target must have: <c>key=value</c>, <c>key!=value</c> or <c>key</c>.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public LabelFilter[] Label { get; set; } = [];

    /// <summary>Tags that a target must have.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] Tag { get; set; } = [];

    /// <summary>Groups, one of which a target must be in.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] Group { get; set; } = [];

    /// <summary>One part of many, as <c>3/10</c>; which part a target is in depends on its name alone.</summary>
    [Parameter]
    public Shard? Shard { get; set; }

    /// <summary>An ssh client configuration file in place of the user's own.</summary>
    [Parameter(ParameterSetName = HostSet)]
    [ValidateNotNullOrEmpty]
    public string? SshConfigFile { get; set; }

    /// <summary>List the containers of pods that have not ended.</summary>
    [Parameter(Mandatory = true, ParameterSetName = PodSet)]
    public SwitchParameter Pod { get; set; }

    /// <summary>Namespaces; that of the context where none is named.</summary>
    [Parameter(ParameterSetName = PodSet)]
    [ValidateNotNullOrEmpty]
    public string[] Namespace { get; set; } = [];

    /// <summary>All namespaces.</summary>
    [Parameter(ParameterSetName = PodSet)]
    public SwitchParameter AllNamespaces { get; set; }

    /// <summary>A label selector as kubectl takes it, such as <c>app=api,tier!=test</c>.</summary>
    [Parameter(ParameterSetName = PodSet)]
    [ValidateNotNullOrEmpty]
    public string? Selector { get; set; }

    /// <summary>The context of kubeconfig; the current one where none is named.</summary>
    [Parameter(ParameterSetName = PodSet)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(KubeContextCompleter))]
    public string? Context { get; set; }

    /// <summary>Containers; wildcards are allowed.</summary>
    [Parameter(ParameterSetName = PodSet)]
    [ValidateNotNullOrEmpty]
    public string[] Container { get; set; } = [];

    /// <inheritdoc/>
    public void Dispose() => stop.Dispose();

    /// <inheritdoc/>
    protected override void StopProcessing() => stop.Cancel();

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        var filter = new TargetFilter { Names = Name, Labels = Label, Tags = Tag, Groups = Group, Shard = Shard };
        if (Pod)
        {
            WritePods(filter);
            return;
        }

        try
        {
            WriteObject(Inventory is null
                ? SshHosts().Where(filter.Matches)
                : this.Read(Inventory, GoEnv.Targets.Inventory.Load, "InventoryInvalid").Select(filter), enumerateCollection: true);
        }
        catch (FormatException e)
        {
            ThrowTerminatingError(Errors.InvalidInput("GroupNotFound", e, Group, "Name a group of the inventory."));
        }
    }

    private void WritePods(TargetFilter filter)
    {
        using var clients = new KubeClients(new KubeEnvironment { WorkingFolder = this.FullPath(".") });
        var targets = new PodTargets
        {
            Context = Context,
            Namespaces = Namespace,
            AllNamespaces = AllNamespaces,
            Selector = Selector,
            Containers = Container,
        };
        try
        {
            foreach (var target in targets.ListAsync(clients, stop.Token).ToBlockingEnumerable().Where(filter.Matches))
            {
                WriteObject(target);
            }
        }
        catch (KubeException e)
        {
            ThrowTerminatingError(e.ToErrorRecord());
        }
        catch (OperationCanceledException)
        {
            throw new PipelineStoppedException();
        }
    }

    private IEnumerable<Target> SshHosts()
    {
        var config = SshConfigHosts.Read(SshConfigFile is null ? null : this.FullPath(SshConfigFile));
        foreach (var problem in config.Problems)
        {
            WriteWarning(problem);
        }

        foreach (var name in config.Names)
        {
            if (Target.TryParse("ssh:" + name, out var target))
            {
                yield return target.With(name: name);
            }
            else
            {
                WriteWarning($"The host '{name}' of ssh_config cannot be a target.");
            }
        }
    }
}
