using System.Text.Json.Serialization;

namespace GoEnv.Modules;

/// <summary>How the go command of one account on the target gets modules, as far as settings say.</summary>
public sealed record ModuleFacts
{
    /// <summary>The settings that are in force, one for each name that is set somewhere or that the go command answered for.</summary>
    public IReadOnlyList<ModuleSetting> Settings { get; init; } = [];

    /// <summary>Settings of a file that a stronger place overrides.</summary>
    public IReadOnlyList<ModuleSetting> Overridden { get; init; } = [];

    /// <summary>The user's <c>go/env</c> file.</summary>
    public GoEnvFile UserFile { get; init; } = new();

    /// <summary>The go command that was asked; absent where none was found.</summary>
    public Fact<string> Go { get; init; }

    /// <summary>Its version, such as <c>go1.27.3</c>; absent where there is no go command.</summary>
    public Fact<string> GoVersion { get; init; }

    /// <summary>The netrc file.</summary>
    public NetrcFacts Netrc { get; init; } = new();

    /// <summary>git and its configuration for all repositories.</summary>
    public GitFacts Git { get; init; } = new();

    /// <summary>True when the account has an ssh key, an ssh configuration or an agent.</summary>
    public bool HasSsh { get; init; }

    /// <summary>The module cache.</summary>
    public ModuleCacheFacts Cache { get; init; } = new();

    /// <summary>Files and folders with certificate authorities that Go reads; absent where the system keeps them elsewhere (macOS).</summary>
    public Fact<IReadOnlyList<string>> Certificates { get; init; }

    /// <summary>The account's number.</summary>
    public Fact<long> UserId { get; init; }

    /// <summary>
    /// The setting in force; absent when it is not set and no go command told its default; unknown when the user's file
    /// might set it and was not read.
    /// </summary>
    public Fact<ModuleSetting> Setting(string name)
    {
        var found = Settings.FirstOrDefault(setting => setting.Name == name);
        if (found is { Origin: SettingOrigin.Environment })
        {
            return found;
        }

        if (UserFile.State.IsUnknown)
        {
            return Fact<ModuleSetting>.Unknown(UserFile.State.Reason!);
        }

        // What the toolchain itself sets, in go.env or by default, only it can tell.
        if (found is null && Go.IsKnown && GoVersion.IsUnknown)
        {
            return Fact<ModuleSetting>.Unknown(GoVersion.Reason!);
        }

        return found is null ? Fact<ModuleSetting>.Absent : found;
    }

    /// <summary>The value in force, or an empty string when it is absent or unknown.</summary>
    internal string Value(string name) => Setting(name).TryGet(out var setting) ? setting.Value : string.Empty;

    /// <summary>The settings that are not the go command's own.</summary>
    public override string ToString() =>
        string.Join(", ", Settings.Where(setting => setting.Origin is SettingOrigin.Environment or SettingOrigin.UserFile)) is { Length: > 0 } set
            ? set
            : "defaults";
}

/// <summary>How the go command sees the user's <c>go/env</c> file.</summary>
public enum GoEnvFileState
{
    /// <summary>There is none.</summary>
    Missing,

    /// <summary>It is there and the account may not read it; the go command ignores it without a word.</summary>
    Unreadable,

    /// <summary>It was read.</summary>
    Read,
}

/// <summary>The user's <c>go/env</c> file.</summary>
public sealed record GoEnvFile
{
    /// <summary>Its path; absent when GOENV is off or the account has no configuration folder.</summary>
    public Fact<string> Path { get; init; }

    /// <summary>Whether it was read; absent when there is no path.</summary>
    public Fact<GoEnvFileState> State { get; init; }

    /// <summary>True when the variable GOENV names it.</summary>
    public bool FromVariable { get; init; }

    /// <summary>Lines that are no module setting: the line's number, and its name where it has one.</summary>
    public IReadOnlyList<GoEnvLine> Others { get; init; } = [];
}

/// <summary>A line of a <c>go/env</c> file that is no module setting.</summary>
/// <param name="Number">The line, from 1.</param>
/// <param name="Name">What stands before <c>=</c>; empty where there is none or it is no name.</param>
public sealed record GoEnvLine(int Number, string Name);

/// <summary>The netrc file: host names and never what belongs to them.</summary>
public sealed record NetrcFacts
{
    /// <summary>Its path; absent when neither NETRC nor HOME is set.</summary>
    public Fact<string> Path { get; init; }

    /// <summary>True when the variable NETRC names it.</summary>
    public bool FromVariable { get; init; }

    /// <summary>Whether the file is there; unknown when that cannot be told.</summary>
    public Fact<bool> Exists { get; init; }

    /// <summary>Whether the account may read it; absent when there is no file.</summary>
    public Fact<bool> IsReadable { get; init; }

    /// <summary>The permission bits; absent when there is no file.</summary>
    public Fact<UnixFileMode> Mode { get; init; }

    /// <summary>The number of the owner; absent when there is no file.</summary>
    public Fact<long> OwnerId { get; init; }

    /// <summary>The owner's name; absent when there is no file.</summary>
    public Fact<string> Owner { get; init; }

    /// <summary>The entries in the order of the file; absent when there is no file.</summary>
    public Fact<IReadOnlyList<NetrcMachine>> Machines { get; init; }

    /// <summary>The line of a <c>default</c> entry; null when there is none.</summary>
    public int? DefaultLine { get; init; }
}

/// <summary>A <c>machine</c> entry of a netrc file, as the go command reads it.</summary>
/// <param name="Host">The host's name.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="IsComplete">True when it has a login and a password; the go command ignores it otherwise.</param>
public sealed record NetrcMachine(string Host, int Line, bool IsComplete);

/// <summary>git as the account's go command would use it.</summary>
public sealed record GitFacts
{
    /// <summary>The program; absent when git is not on PATH.</summary>
    public Fact<string> Path { get; init; }

    /// <summary>The <c>insteadOf</c> and <c>pushInsteadOf</c> entries; absent without git.</summary>
    public Fact<IReadOnlyList<GitRewrite>> Rewrites { get; init; }

    /// <summary>The credential helpers; absent without git.</summary>
    public Fact<IReadOnlyList<GitOption>> Helpers { get; init; }

    /// <summary>The <c>http.*</c> options on TLS and headers; absent without git.</summary>
    public Fact<IReadOnlyList<GitOption>> Http { get; init; }
}

/// <summary>A URL rewrite: what begins with <paramref name="From"/> is fetched from <paramref name="To"/>.</summary>
/// <param name="To">The URL that is used, without user information.</param>
/// <param name="From">The URL that is written.</param>
/// <param name="IsPush">True for <c>pushInsteadOf</c>.</param>
/// <param name="HasCredentials">True when a password or token stands in one of the two.</param>
/// <param name="File">The configuration file.</param>
public sealed record GitRewrite(string To, string From, bool IsPush, bool HasCredentials, string File);

/// <summary>One option of git.</summary>
/// <param name="Name">The option, such as <c>sslVerify</c> or <c>credential.helper</c>.</param>
/// <param name="Scope">The URL that it is for; empty for all.</param>
/// <param name="Value">Its value; the program's name alone for helpers, <c>!</c> for a shell snippet, empty for headers.</param>
/// <param name="HasCredentials">True when the value has a credential in it.</param>
/// <param name="File">The configuration file.</param>
public sealed record GitOption(string Name, string Scope, string Value, bool HasCredentials, string File);

/// <summary>The folder with downloaded modules.</summary>
public sealed record ModuleCacheFacts
{
    /// <summary>Its path; absent when nothing says where it would be.</summary>
    public Fact<string> Path { get; init; }

    /// <summary>The nearest folder on the way to it that exists; the cache itself when it does.</summary>
    public Fact<string> NearestExisting { get; init; }

    /// <summary>Whether the account may write in <see cref="NearestExisting"/>.</summary>
    public Fact<bool> IsWritable { get; init; }

    /// <summary>The type of the file system, as in /proc/mounts; <c>drvfs</c> for Windows drives in WSL.</summary>
    public Fact<string> FileSystem { get; init; }

    /// <summary>The first few entries that belong to other accounts, to a depth of two; absent for root and where there is no cache.</summary>
    public Fact<IReadOnlyList<string>> Foreign { get; init; }

    /// <summary>True when the folder exists.</summary>
    [JsonIgnore]
    public bool Exists => Path.TryGet(out var path) && NearestExisting.TryGet(out var near) && near == path;
}
