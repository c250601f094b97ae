namespace GoEnv.Changes;

/// <summary>Takes permission bits away from a file or folder, or gives some. Its content is not read.</summary>
/// <param name="Path">The file or folder.</param>
public sealed record ModeRemedy(string Path) : Remedy
{
    /// <summary>The bits to take away.</summary>
    public int Clear { get; init; }

    /// <summary>The bits to give.</summary>
    public int Add { get; init; }

    /// <summary>The number of the new owner; null leaves the owner.</summary>
    public long? Owner { get; init; }

    /// <inheritdoc/>
    public override ChangeImpact Impact => Owner is null ? ChangeImpact.Low : ChangeImpact.High;

    /// <inheritdoc/>
    public override int Order => 90;

    /// <inheritdoc/>
    public override IReadOnlyList<PathQuery> Reads => [new PathQuery(Path) { Content = false }];

    /// <inheritdoc/>
    public override string Describe()
    {
        string?[] parts =
        [
            Owner is { } owner ? $"give {Path} to the account {owner}" : null,
            Clear != 0 ? $"take the permissions {Octal(Clear)} away from {Path}" : null,
            Add != 0 ? $"give {Path} the permissions {Octal(Add)}" : null,
        ];
        var text = string.Join("; ", parts.OfType<string>());
        return char.ToUpperInvariant(text[0]) + text[1..] + ".";
    }

    /// <inheritdoc/>
    public override IEnumerable<ChangeStep> Plan(TargetState state)
    {
        var path = state[Reads[0]];
        if (path.Image is not { Kind: FileKind.Regular or FileKind.Folder, Mode: { } mode })
        {
            throw new PlanException($"{path.Path} is no file or folder any more.");
        }

        return path.To(path.Image with { Mode = Octal((Convert.ToInt32(mode, 8) & ~Clear) | Add), Uid = Owner ?? path.Image.Uid });
    }

    private static string Octal(int mode) => Convert.ToString(mode, 8);
}
