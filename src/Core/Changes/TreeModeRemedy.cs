namespace GoEnv.Changes;

/// <summary>Takes permission bits away from everything below a folder.</summary>
/// <param name="Root">The folder.</param>
/// <param name="Clear">The bits to take away.</param>
public sealed record TreeModeRemedy(string Root, int Clear) : Remedy
{
    /// <inheritdoc/>
    public override ChangeImpact Impact => ChangeImpact.Medium;

    /// <inheritdoc/>
    public override int Order => 90;

    /// <inheritdoc/>
    public override IReadOnlyList<PathQuery> Reads => [new PathQuery(Root) { Content = false }];

    /// <inheritdoc/>
    public override string Describe() => $"Take the permission {Convert.ToString(Clear, 8).PadLeft(3, '0')} away from everything below {Root}.";

    /// <inheritdoc/>
    public override IEnumerable<ChangeStep> Plan(TargetState state)
    {
        var root = state[Reads[0]];
        if (root.Image.Kind != FileKind.Folder)
        {
            throw new PlanException($"{root.Path} is no folder any more.");
        }

        yield return Step(root.End, close: true) with { Reverse = Step(root.End, close: false) };
    }

    private CommandStep Step(string root, bool close)
    {
        var bits = Convert.ToString(Clear, 8).PadLeft(3, '0');
        var (change, back) = (Clear & 2) != 0 ? ("o-w", "o+w") : ("g-w", "g+w");
        return new CommandStep(
            "tree-mode",
            new Dictionary<string, string> { ["root"] = root, ["bits"] = bits, ["change"] = change, ["back"] = back, ["way"] = close ? "close" : "open" },
            close ? $"take the permission {bits} away from everything below {root}" : $"give the permission {bits} back to what had it below {root}")
        {
            Commands = close ? [$"find '{root}' ! -type l -perm -{bits} -exec chmod {change} {{}} +"] : [],
        };
    }
}
