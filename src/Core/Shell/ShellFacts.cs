using System.Text.Json.Serialization;

namespace GoEnv.Shell;

/// <summary>How a start of a shell ended.</summary>
public enum StartState
{
    /// <summary>It ran the command that it was given.</summary>
    Finished,

    /// <summary>It had not run its command after four seconds and was killed.</summary>
    Hung,

    /// <summary>It ended before it ran its command.</summary>
    Ended,

    /// <summary>It was not started.</summary>
    NotStarted,
}

/// <summary>What one kind of start sees. The values are those that programs started there get.</summary>
public sealed record ShellStart
{
    /// <summary>session, ssh, cron, systemd-user, vscode-server, or a shell and its options such as <c>bash -lc</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The shell's name, such as <c>bash</c>; empty where no shell is started.</summary>
    public required string Shell { get; init; }

    /// <summary>True for the login shell, and for a shell with start-up files of its own in the home.</summary>
    public bool IsUsed { get; init; } = true;

    /// <summary>How it ended.</summary>
    public StartState State { get; init; }

    /// <summary>Why it was not started, or how it ended, as a clause; null when it finished.</summary>
    public string? Reason { get; init; }

    /// <summary>PATH.</summary>
    public Fact<string> Path { get; init; }

    /// <summary>What <c>command -v go</c> prints: a path, an alias or a function; absent when it finds none.</summary>
    public Fact<string> Go { get; init; }

    /// <summary>GOROOT, where it is exported.</summary>
    public Fact<string> GoRoot { get; init; } = Fact<string>.Absent;

    /// <summary>GOPATH, where it is exported.</summary>
    public Fact<string> GoPath { get; init; } = Fact<string>.Absent;

    /// <summary>GOBIN, where it is exported.</summary>
    public Fact<string> GoBin { get; init; } = Fact<string>.Absent;

    /// <summary>LANG.</summary>
    public Fact<string> Lang { get; init; } = Fact<string>.Absent;

    /// <summary>LC_ALL.</summary>
    public Fact<string> LcAll { get; init; } = Fact<string>.Absent;

    /// <summary>LC_CTYPE.</summary>
    public Fact<string> LcCtype { get; init; } = Fact<string>.Absent;

    /// <summary>What its start-up files printed on standard output, in bytes; absent where nothing was started.</summary>
    public Fact<long> Printed { get; init; } = Fact<long>.Absent;

    /// <summary>True for an interactive start.</summary>
    [JsonIgnore]
    public bool IsInteractive => Kind.IndexOf(" -", StringComparison.Ordinal) is var at and >= 0 && Kind.IndexOf('i', at) > 0;

    /// <summary>The entries of PATH in their order; none when it is not known.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Entries => Path.TryGet(out var path) ? path.Split(':') : [];
}

/// <summary>A folder of some start's PATH.</summary>
/// <param name="Path">The folder as PATH has it.</param>
/// <param name="Exists">Whether it is there; unknown when a folder on the way cannot be entered.</param>
/// <param name="Go">The file that its <c>go</c> leads to; absent when it has none.</param>
public sealed record PathDirectory(string Path, Fact<bool> Exists, Fact<string> Go);

/// <summary>One line of a start-up file, with what is neither a path nor shell syntax replaced by <c>...</c>.</summary>
/// <param name="Number">The line's number, from 1.</param>
/// <param name="Text">The words that were kept.</param>
public sealed record ProfileLine(int Number, string Text);

/// <summary>A start-up file.</summary>
/// <param name="Path">Its path.</param>
/// <param name="Lines">Its lines that set a search path, a Go variable or a locale, read another file, or return.</param>
public sealed record ProfileFile(string Path, IReadOnlyList<ProfileLine> Lines);

/// <summary>What each kind of shell start sees on a target, and the start-up files that decide it.</summary>
public sealed record ShellFacts
{
    /// <summary>The account's login shell.</summary>
    public Fact<string> LoginShell { get; init; }

    /// <summary>The home folder.</summary>
    public string Home { get; init; } = string.Empty;

    /// <summary>True when the session is one that ssh gave: then no start of kind ssh is listed.</summary>
    public bool SessionIsSsh { get; init; }

    /// <summary>The starts, the session first.</summary>
    public IReadOnlyList<ShellStart> Starts { get; init; } = [];

    /// <summary>The folders of all their PATHs.</summary>
    public IReadOnlyList<PathDirectory> Directories { get; init; } = [];

    /// <summary>The start-up files that could be read.</summary>
    public Fact<IReadOnlyList<ProfileFile>> Profiles { get; init; }

    /// <summary>The start-up files that this account may not read.</summary>
    public IReadOnlyList<string> Unreadable { get; init; } = [];

    /// <summary>The start-up files of which only the first 5000 lines, and none of more than 4000 characters, were read.</summary>
    public IReadOnlyList<string> Cut { get; init; } = [];

    /// <summary>
    /// The starts that are expected to agree: those of the login shell and ssh. <c>bash -c</c> and its like read no
    /// start-up file and see what the session sees, so that they are left out.
    /// </summary>
    [JsonIgnore]
    public IReadOnlyList<ShellStart> Compared => Starts.Where(IsCompared).ToList();

    /// <summary>The file that a start's <c>go</c> leads to, or the alias or function that it is; null when it finds none.</summary>
    public string? GoOf(ShellStart start)
    {
        if (!start.Go.TryGet(out var go))
        {
            return null;
        }

        return go.EndsWith("/go", StringComparison.Ordinal) ? GoIn(go[..^3]) ?? go : go;
    }

    /// <summary>The file that the <c>go</c> in a folder leads to; null when there is none, or the folder is on no PATH.</summary>
    public string? GoIn(string directory) => Directories
        .FirstOrDefault(d => Trim(d.Path) == Trim(directory))?.Go.TryGet(out var go) is true ? go : null;

    /// <summary>A folder without the slashes at its end.</summary>
    internal static string Trim(string directory) => directory.TrimEnd('/') is { Length: > 0 } trimmed ? trimmed : directory;

    private bool IsCompared(ShellStart start)
    {
        var login = LoginShell.TryGet(out var shell) ? shell[(shell.LastIndexOf('/') + 1)..] : null;
        return start.Kind == "ssh"
            || (start.Kind == "session" && SessionIsSsh)
            || (login is not null && start.Shell == login && start.Kind.StartsWith(login + " ", StringComparison.Ordinal)
                && (start.Kind != login + " -c" || login is "zsh" or "fish" or "csh" or "tcsh"));
    }

    /// <summary>The login shell, and how many kinds of start were looked at.</summary>
    public override string ToString() => $"{LoginShell}, {Starts.Count} kinds of start";
}
