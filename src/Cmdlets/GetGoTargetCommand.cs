using System.Management.Automation;
using GoEnv.Targets;

namespace GoEnv.Cmdlets;

/// <summary>Lists targets of an inventory, or the hosts of ssh_config where no inventory is named.</summary>
[Cmdlet(VerbsCommon.Get, "GoTarget")]
[OutputType(typeof(Target))]
public sealed class GetGoTargetCommand : PSCmdlet
{
    /// <summary>Names of targets; wildcards are allowed.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(TargetCompleter))]
    public string[] Name { get; set; } = ["*"];

    /// <summary>The inventory file, in YAML.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Inventory { get; set; }

    /// <summary>Labels that a target must have: <c>key=value</c>, <c>key!=value</c> or <c>key</c>.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] Label { get; set; } = [];

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
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? SshConfigFile { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        var filter = new TargetFilter { Names = Name, Labels = Label, Tags = Tag, Groups = Group, Shard = Shard };
        foreach (var target in All().Where(filter.Matches))
        {
            WriteObject(target);
        }
    }

    private IEnumerable<Target> All() => Inventory is null
        ? SshConfigHosts.Read(SshConfigFile is null ? SshConfigHosts.DefaultPath : this.FullPath(SshConfigFile))
            .Select(host => GoEnv.Target.Ssh(host).With(name: host))
        : this.Read(Inventory, GoEnv.Targets.Inventory.Load, "InventoryInvalid");
}
