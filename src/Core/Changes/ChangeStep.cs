using System.Text.Json.Serialization;

namespace GoEnv.Changes;

/// <summary>One step of a change: plain data with what stood before and what is to stand after.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(FileStep), "file")]
[JsonDerivedType(typeof(CommandStep), "command")]
public abstract record ChangeStep
{
    /// <summary>The exact effect in one sentence.</summary>
    public abstract string Describe();

    /// <summary>The step that takes this one back; null where it cannot be taken back.</summary>
    public abstract ChangeStep? Undo();
}

/// <summary>
/// A path that changes from one image to another: written beside its place and renamed, or chmod and chown where the content stays.
/// </summary>
/// <param name="Path">The absolute path on the target, with symbolic links followed where the end of a link is edited.</param>
/// <param name="Before">What must stand there when the step begins.</param>
/// <param name="After">What stands there when it is done.</param>
public sealed record FileStep(string Path, FileImage Before, FileImage After) : ChangeStep
{
    /// <summary>True when the bytes of the file stay as they are.</summary>
    [JsonIgnore]
    public bool KeepsContent => Before.Kind == After.Kind && Before.Kind is FileKind.Regular or FileKind.Folder
        && Equals(Before.Content, After.Content) && Before.LinkText == After.LinkText;

    /// <inheritdoc/>
    public override ChangeStep Undo() => new FileStep(Path, After, Before);

    /// <inheritdoc/>
    public override string Describe() => (Before.Kind, After.Kind) switch
    {
        (FileKind.Absent, FileKind.Folder) => $"create the folder {Path} with mode {After.Mode}",
        (FileKind.Absent, FileKind.Link) => $"create the link {Path} to {After.LinkText}",
        (FileKind.Absent, _) => $"create {Path} with mode {After.Mode}",
        (_, FileKind.Absent) => $"remove {Path}",
        (_, FileKind.Link) => $"let {Path} lead to {After.LinkText}",
        _ when KeepsContent => $"set {Path} to {Attributes(After)} (now {Attributes(Before)})",
        _ => $"edit {Path}",
    };

    private string Attributes(FileImage image) =>
        $"mode {image.Mode}" + (Before.Uid == After.Uid && Before.Gid == After.Gid ? string.Empty : $", owner {image.Uid}:{image.Gid}");
}
