using System.Management.Automation;

namespace GoEnv.Cmdlets;

/// <summary>The paths that a command is asked to read on each target, as they come in from the pipeline.</summary>
internal sealed class BinaryRequests
{
    private readonly Dictionary<Target, List<string>> paths = [];

    /// <summary>The targets, in the order in which they came.</summary>
    public List<Target> Targets { get; } = [];

    /// <summary>Adds paths of targets; those of this machine are taken from where the command stands.</summary>
    public void Add(IEnumerable<Target> targets, IReadOnlyList<string> more, PSCmdlet cmdlet)
    {
        foreach (var target in targets)
        {
            if (!paths.TryGetValue(target, out var known))
            {
                paths[target] = known = [];
                Targets.Add(target);
            }

            known.AddRange(target.Kind == TargetKind.Local ? more.Select(cmdlet.FullPath) : more);
        }
    }

    /// <summary>The paths of a target.</summary>
    public IReadOnlyList<string> Of(Target target) => paths[target];

    /// <summary>Whether a target's files are read by this process itself.</summary>
    public static bool IsHere(Target target) => target is { Kind: TargetKind.Local, Become: false };
}
