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
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? SshConfigFile { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        var filter = new TargetFilter { Names = Name, Labels = Label, Tags = Tag, Groups = Group, Shard = Shard };
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
