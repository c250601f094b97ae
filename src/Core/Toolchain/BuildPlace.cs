namespace GoEnv.Toolchain;

/// <summary>A folder that builds use, and the file system that it is on.</summary>
public sealed record BuildPlace
{
    /// <summary>The variable that names it, such as <c>GOCACHE</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The folder.</summary>
    public required string Path { get; init; }

    /// <summary>Whether it exists; go creates GOPATH and GOCACHE, but not TMPDIR.</summary>
    public bool Exists { get; init; }

    /// <summary>The folder, or the nearest one above it that exists, without symbolic links.</summary>
    public string? Resolved { get; init; }

    /// <summary>Whether the account may write it, or create it in the nearest folder above it that exists.</summary>
    public Fact<bool> IsWritable { get; init; } = true;

    /// <summary>The mount point.</summary>
    public Fact<string> Mount { get; init; }

    /// <summary>The file system's type, options and device.</summary>
    public Fact<string> FileSystem { get; init; }

    /// <summary>The space that the account may still use, in KiB.</summary>
    public Fact<long> AvailableKiB { get; init; }

    /// <summary>True when programs there cannot be run.</summary>
    public bool IsNoExec => Options.Contains("noexec", StringComparer.Ordinal);

    /// <summary>True for a Windows drive inside WSL: <c>drvfs</c>, or 9p and virtiofs that carry one.</summary>
    public bool IsDrvFs => Words is [var type, var options, ..] && (type == "drvfs"
        || (type is "9p" or "virtiofs" && (options.Contains("aname=drvfs", StringComparison.Ordinal)
            || (Words.Length > 2 && Words[2].StartsWith("drvfs", StringComparison.Ordinal)))));

    private string[] Words => FileSystem.TryGet(out var text) ? text.Split(' ') : [];

    private string[] Options => Words is [_, var options, ..] ? options.Split(',') : [];
}
