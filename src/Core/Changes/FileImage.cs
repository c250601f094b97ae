using System.Text.Json.Serialization;

namespace GoEnv.Changes;

/// <summary>What stands at a path.</summary>
public enum FileKind
{
    /// <summary>Nothing.</summary>
    Absent,

    /// <summary>A regular file.</summary>
    Regular,

    /// <summary>A symbolic link.</summary>
    Link,

    /// <summary>A folder.</summary>
    Folder,

    /// <summary>A device, socket or pipe; never changed.</summary>
    Other,
}

/// <summary>What stands at a path: kind, and as the kind has them content, mode, owner, link text.</summary>
public sealed record FileImage
{
    /// <summary>Nothing there.</summary>
    public static FileImage Absent { get; } = new() { Kind = FileKind.Absent };

    /// <summary>The kind.</summary>
    public required FileKind Kind { get; init; }

    /// <summary>The mode in octal without the kind, such as <c>644</c> or <c>1777</c>; null for an absent path and a link.</summary>
    public string? Mode { get; init; }

    /// <summary>The owner's number; null for an absent path, and in an image to reach: the account that applies the change.</summary>
    public long? Uid { get; init; }

    /// <summary>The group's number; null as <see cref="Uid"/>.</summary>
    public long? Gid { get; init; }

    /// <summary>The bytes of a regular file; null where they are not to be known (secrets): such a step changes mode and owner only.</summary>
    public FileContent? Content { get; init; }

    /// <summary>Where a link leads, as it is written.</summary>
    public string? LinkText { get; init; }

    /// <summary>True where something stands.</summary>
    [JsonIgnore]
    public bool Exists => Kind != FileKind.Absent;

    /// <summary>A regular file.</summary>
    public static FileImage Regular(FileContent? content, string mode, long? uid = null, long? gid = null) =>
        new() { Kind = FileKind.Regular, Content = content, Mode = mode, Uid = uid, Gid = gid };

    /// <summary>A folder.</summary>
    public static FileImage Folder(string mode, long? uid = null, long? gid = null) =>
        new() { Kind = FileKind.Folder, Mode = mode, Uid = uid, Gid = gid };

    /// <summary>A symbolic link.</summary>
    public static FileImage Link(string text) => new() { Kind = FileKind.Link, LinkText = text };
}
