using System.Security.Cryptography;
using System.Text;

namespace GoEnv.Changes;

/// <summary>Takes permission bits away from everything below a folder.</summary>
/// <param name="Root">The folder.</param>
/// <param name="Clear">The bits to take away.</param>
public sealed record TreeModeRemedy(string Root, int Clear) : Remedy
{
    private static readonly int[] Bits = [0x2, 0x10];

    /// <inheritdoc/>
    public override ChangeImpact Impact => ChangeImpact.Medium;

    /// <inheritdoc/>
    public override int Order => 90;

    /// <inheritdoc/>
    public override IReadOnlyList<PathQuery> Reads => [new PathQuery(Root) { Content = false }];

    internal override IReadOnlyList<(string Id, string Script)> Asks => [Question];

    /// <inheritdoc/>
    public override string Describe() => $"Take the permission {Octal(Clear)} away from everything below {Root}.";

    /// <inheritdoc/>
    public override IEnumerable<ChangeStep> Plan(TargetState state)
    {
        var root = state[Reads[0]];
        if (root.Image.Kind != FileKind.Folder)
        {
            throw new PlanException($"{root.Path} is no folder any more.");
        }

        if (state.Uid != 0 && root.Image.Uid is { } owner && owner != state.Uid)
        {
            throw new PlanException($"{root.End} belongs to another account (number {owner}), and {state.User} may not change it.");
        }

        var none = state.Answers.GetValueOrDefault(Question.Id).TryGet(out var answer) ? answer : null;

        // Each permission is given back to just the paths that had it.
        foreach (var bit in Bits.Where(bit => (Clear & bit) != 0 && none?.TextOrNull("none/" + Octal(bit)) is null))
        {
            yield return Step(root.End, bit, close: true) with { Reverse = Step(root.End, bit, close: false) };
        }
    }

    // Which of the permissions nothing there has.
    private (string Id, string Script) Question => (
        "tree-" + Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(Describe())))[..16],
        string.Concat(Bits.Where(bit => (Clear & bit) != 0).Select(Octal).Select(bits =>
            $"if ge_o=$(find {Sh.Quote(Root)} ! -type l -perm -{bits} -print 2>/dev/null) && [ -z \"$ge_o\" ]; then ge_put none/{bits} yes; fi\n")));

    private static string Octal(int bits) => Convert.ToString(bits, 8).PadLeft(3, '0');

    private static CommandStep Step(string root, int bit, bool close)
    {
        var bits = Octal(bit);
        var (change, back) = bit == 0x2 ? ("o-w", "o+w") : ("g-w", "g+w");
        return new CommandStep(
            "tree-mode",
            new Dictionary<string, string> { ["root"] = root, ["bits"] = bits, ["change"] = change, ["back"] = back, ["way"] = close ? "close" : "open" },
            close ? $"take the permission {bits} away from everything below {root}" : $"give the permission {bits} back to what had it below {root}")
        {
            Commands = close ? [$"find '{root}' ! -type l -perm -{bits} -exec chmod {change} {{}} +"] : [],
        };
    }
}
