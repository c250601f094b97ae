namespace GoEnv.Changes;

/// <summary>A file is to have this content, whatever it has now; mode and owner of one that is there stay.</summary>
/// <param name="Path">The path; see <see cref="PathQuery"/>.</param>
/// <param name="Content">The content; null removes the file.</param>
public sealed record FileRemedy(string Path, FileContent? Content) : Remedy
{
    /// <summary>The mode of a new file.</summary>
    public string Mode { get; init; } = "644";

    /// <inheritdoc/>
    public override ChangeImpact Impact => Content is null ? ChangeImpact.High : ChangeImpact.Medium;

    /// <inheritdoc/>
    public override IReadOnlyList<PathQuery> Reads => [new PathQuery(Path)];

    /// <inheritdoc/>
    public override int Order => Content is null ? 95 : 50;

    /// <inheritdoc/>
    public override string Describe() => Content is null ? $"Remove {Path}." : $"Write {Path}.";

    /// <inheritdoc/>
    public override IEnumerable<ChangeStep> Plan(TargetState state)
    {
        var path = state[Path];
        return path.Image.Kind is FileKind.Regular or FileKind.Absent
            ? path.To(Content is null ? FileImage.Absent : path.WithContent(Content, Mode))
            : throw new PlanException($"{path.End} is not a regular file.");
    }
}
