namespace GoEnv.Changes;

/// <summary>An edit of the content of one file, as steps.</summary>
/// <param name="Path">The file; see <see cref="PathQuery"/>.</param>
/// <param name="Edit">What becomes of its content, which is empty where there is no file. <see cref="FormatException"/> when it cannot be edited.</param>
internal sealed record TextEdit(string Path, Func<byte[], byte[]> Edit)
{
    /// <summary>The mode of a file that is made.</summary>
    public string Mode { get; init; } = "644";

    /// <summary>The mode of folders that are made.</summary>
    public string FolderMode { get; init; } = "755";

    /// <summary>What it needs to know.</summary>
    public PathQuery Query => new(Path);

    /// <summary>The steps of several edits, those of one file as one.</summary>
    public static IEnumerable<ChangeStep> Plan(IEnumerable<TextEdit> edits, TargetState state)
    {
        foreach (var group in edits.GroupBy(edit => state[edit.Query].End, StringComparer.Ordinal))
        {
            foreach (var step in Plan(state[group.First().Query], group.ToList()))
            {
                state = state.After(step);
                yield return step;
            }
        }
    }

    private static IEnumerable<ChangeStep> Plan(PathState file, List<TextEdit> edits)
    {
        var old = file.Image switch
        {
            { Kind: FileKind.Absent } => [],
            { Kind: FileKind.Regular, Content: { } content } => content.Bytes.ToArray(),
            _ => throw new PlanException($"{file.End} is no regular file, and was left alone."),
        };
        var bytes = old;
        foreach (var edit in edits)
        {
            try
            {
                bytes = edit.Edit(bytes);
            }
            catch (FormatException e)
            {
                throw new PlanException($"{file.End} cannot be edited: {e.Message}.");
            }
        }

        return bytes.AsSpan().SequenceEqual(old)
            ? []
            : file.To(file.WithContent(new FileContent(bytes), edits[0].Mode), edits[0].FolderMode);
    }
}
