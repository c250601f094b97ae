namespace GoEnv.Changes;

/// <summary>What stood at a path that was asked for.</summary>
/// <param name="Query">What was asked.</param>
/// <param name="Path">The absolute path.</param>
/// <param name="End">The path after symbolic links: where an edit goes, and the path of its <see cref="FileStep"/>.</param>
/// <param name="Image">What stands at <paramref name="End"/>.</param>
public sealed record PathState(PathQuery Query, string Path, string End, FileImage Image)
{
    /// <summary>Folders on the way to <see cref="End"/> that are not there, outermost first.</summary>
    public IReadOnlyList<string> MissingFolders { get; init; } = [];

    /// <summary>The image with <paramref name="content"/>: mode and owner stay; a new file gets <paramref name="newMode"/>.</summary>
    public FileImage WithContent(FileContent content, string newMode = "644") =>
        Image.Exists ? Image with { Content = content } : FileImage.Regular(content, newMode);

    /// <summary>The steps that bring <see cref="End"/> to <paramref name="after"/>, its missing folders first; none when it stands already.</summary>
    public IEnumerable<ChangeStep> To(FileImage after, string newFolderMode = "755")
    {
        if (after == Image)
        {
            yield break;
        }

        if (after.Exists)
        {
            foreach (var folder in MissingFolders)
            {
                yield return new FileStep(folder, FileImage.Absent, FileImage.Folder(newFolderMode));
            }
        }

        yield return new FileStep(End, Image, after);
    }
}
