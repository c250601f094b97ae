using GoEnv.Changes;
using GoEnv.Modules;

namespace GoEnv.Toolchain;

/// <summary>The Go toolchains of an account on a target, and what the one that wins builds with.</summary>
public sealed record ToolchainFacts
{
    /// <summary>Every toolchain: those on PATH in order, then those on the login shell's PATH, then the others.</summary>
    public IReadOnlyList<GoToolchain> Toolchains { get; init; } = [];

    /// <summary>The one that a command <c>go</c> starts: the first on PATH, else on the login shell's PATH, else the first found; null where there is none.</summary>
    public GoToolchain? Winner { get; init; }

    /// <summary>
    /// <c>go env</c> of the winner in the session's environment, asked in <c>/</c> and with GOTOOLCHAIN=local, without the
    /// variables that need a C compiler. User names and passwords of addresses are left out.
    /// </summary>
    public Fact<IReadOnlyDictionary<string, string>> GoEnv { get; init; }

    /// <summary>True when <see cref="GoEnv"/> could only be had without the exported GOROOT.</summary>
    public bool GoEnvNeedsNoGoRoot { get; init; }

    /// <summary>What <see cref="EnvFile"/> says of variables without which alone <see cref="GoEnv"/> could be had.</summary>
    public IReadOnlyDictionary<string, string> Held { get; init; } = new Dictionary<string, string>();

    /// <summary>The variables that the session exports, of those that matter to builds.</summary>
    public IReadOnlyDictionary<string, string> Session { get; init; } = new Dictionary<string, string>();

    /// <summary>The file that <c>go env -w</c> writes.</summary>
    public Fact<string> EnvFile { get; init; }

    /// <summary>The variables that <see cref="EnvFile"/> sets.</summary>
    public Fact<IReadOnlyList<string>> EnvFileNames { get; init; }

    /// <summary>GOCACHE as <see cref="EnvFile"/> sets it, of which go env says <c>off</c> where go refuses it; null where it does not.</summary>
    public string? EnvFileCache { get; init; }

    /// <summary>GOTOOLCHAIN as the session, <see cref="EnvFile"/> or <c>$GOROOT/go.env</c> sets it, in this order; absent where none does.</summary>
    public Fact<string> GoToolchainSetting { get; init; }

    /// <summary>The go command that <see cref="GoToolchainSetting"/> names by its release; absent where it is not on the target, or the setting names none.</summary>
    public Fact<string> Pinned { get; init; }

    /// <summary>Known where the file that an exported GOWORK names by its full path is there; else absent.</summary>
    public Fact<string> Workspace { get; init; } = Fact<string>.Absent;

    /// <summary>The name of the C compiler, from CC.</summary>
    public string? CCompilerName { get; init; }

    /// <summary>The path of the C compiler; absent where there is none of that name.</summary>
    public Fact<string> CCompiler { get; init; }

    /// <summary>The folders that builds use.</summary>
    public IReadOnlyList<BuildPlace> Places { get; init; } = [];

    /// <summary>The session's PATH.</summary>
    public Fact<string> SearchPath { get; init; }

    /// <summary>The PATH that the account's login shell sets.</summary>
    public Fact<string> LoginPath { get; init; }

    /// <summary>The PATH of an interactive login shell; asked, and else absent, where no go is on the other two.</summary>
    public Fact<string> InteractivePath { get; init; } = Fact<string>.Absent;

    /// <summary>A <c>go</c> on a PATH that is a link to nothing, or to where this account may not go; absent where there is none.</summary>
    public Fact<string> DeadLink { get; init; } = Fact<string>.Absent;

    /// <summary>Why go commands other than <c>go env</c> refuse GOFLAGS, as a clause; absent where they do not.</summary>
    public Fact<string> RefusedFlags { get; init; } = Fact<string>.Absent;

    /// <summary>The kernel's GOARCH.</summary>
    public Fact<string> KernelArch { get; init; }

    /// <summary>The GOARCH of the target's own programs, which may be 32-bit under a 64-bit kernel.</summary>
    public Fact<string> UserlandArch { get; init; }

    /// <summary>The account's number.</summary>
    public Fact<long> UserId { get; init; }

    /// <summary>The toolchains that a command can start by the name <c>go</c>, and the winner.</summary>
    internal IEnumerable<GoToolchain> InUse =>
        Toolchains.Where(toolchain => toolchain.OnPath is not null || toolchain.OnLoginPath is not null || toolchain == Winner);

    // Before 1.21 and outside of module mode go does not read GOTOOLCHAIN; a release that cannot be had is what GE1012 speaks of.
    private GoVersion? PinnedRelease
    {
        get
        {
            if (Winner is not { Version: { Minor: >= 21 } own } || Env("GO111MODULE") == "off"
                || !GoToolchainSetting.TryGet(out var value) || ToolchainSetting.Parse(value) is not { Release: { } named } setting)
            {
                return null;
            }

            var isOutOfReach = Pinned.IsAbsent && (!setting.Downloads || Env("GOSUMDB") == "off" || Env("GOPROXY") == "off");
            return named == own || setting.NamesLine || isOutOfReach ? null : named;
        }
    }

    private string PlaceOfPin => IsSet("GOTOOLCHAIN") ? SetIn("GOTOOLCHAIN") : "go.env of GOROOT";

    /// <summary>The value of a variable of <see cref="Held"/> or <see cref="GoEnv"/>; null when it is empty or unknown.</summary>
    public string? Env(string name) => Held.GetValueOrDefault(name) ??
        (GoEnv.TryGet(out var values) && values.TryGetValue(name, out var value) && value.Length > 0 ? value : null);

    /// <summary>True when the session or <see cref="EnvFile"/> sets the variable, as against the winner's default.</summary>
    public bool IsSet(string name) =>
        Session.ContainsKey(name) || (EnvFileNames.TryGet(out var names) && names.Contains(name, StringComparer.Ordinal));

    /// <summary>The releases that a command <c>go</c> is: the winner's own, and the one that GOTOOLCHAIN has it run.</summary>
    internal IEnumerable<RunningRelease> Running(RuleContext context)
    {
        if (Winner is { Version: { } version } winner)
        {
            yield return new RunningRelease($"{winner.Path} is Go {version}", version, winner.Path)
            {
                HasSupport = !version.IsDevel && !winner.IsGccgo,
                IsPackaged = winner.Manager == ToolchainManager.Distribution,
                Remedy = Install.ToolchainInstallRemedy.For(this, context),
            };
        }

        if (PinnedRelease is { } pinned)
        {
            yield return new RunningRelease($"GOTOOLCHAIN={GoToolchainSetting} in {PlaceOfPin} has {Winner!.Path} run Go {pinned}", pinned, "GOTOOLCHAIN")
            {
                Fix = Unset("GOTOOLCHAIN"),
                Remedy = UnsetRemedy("GOTOOLCHAIN"),
            };
        }
    }

    /// <summary>What a rule that needs <see cref="GoEnv"/> says where it could not be asked; <paramref name="what"/> is the beginning of a sentence.</summary>
    internal Problem EnvUnknown(string what) => Problem.Unknown($"{what}: {GoEnv.Reason}.") with { Unread = GoEnv.Reason };

    /// <summary>What a rule over the winner says where there is none: nothing, unless one could stand on a PATH that is not known.</summary>
    internal IEnumerable<Problem> WithoutWinner() => LoginPath.IsUnknown
        ? [Problem.Unknown($"Which go runs is not known: none was found, but the login shell's PATH is not known: {LoginPath.Reason}.") with { Unread = LoginPath.Reason }]
        : [];

    /// <summary>Where a variable is set, for messages: <c>the environment</c> or the file of <c>go env -w</c>.</summary>
    internal string SetIn(string name) => Session.ContainsKey(name) || !EnvFile.TryGet(out var file) ? "the environment" : file;

    // The go command refuses to edit two of the names that it reads.
    internal string Unset(string name) => Session.ContainsKey(name) ? $"Remove the export of {name} from the shell profile."
        : name is "GOROOT" or "GODEBUG" && EnvFile.TryGet(out var file) ? $"Remove the line '{name}=' from {file}."
        : $"go env -u {name}";

    /// <summary>Takes the variables out of <see cref="EnvFile"/>; null where it sets none of them, or something else sets one.</summary>
    internal Remedy? UnsetRemedy(params string[] names) => names.Where(IsSet).ToList() is { Count: > 0 } set && !set.Exists(Session.ContainsKey) && EnvFile.TryGet(out var file)
        ? new GoEnvRemedy(set.ConvertAll(GoEnvEdit.Unset)) { File = file }
        : null;

    /// <summary>Edits the variable in <see cref="EnvFile"/>; null where something else sets it.</summary>
    internal Remedy? EditRemedy(GoEnvEdit edit) => !Session.ContainsKey(edit.Name) && IsSet(edit.Name) && EnvFile.TryGet(out var file)
        ? GoEnvRemedy.Of(file, edit)
        : null;

    /// <summary>The one that wins, and how many there are besides it.</summary>
    public override string ToString() => Winner is null ? "no go" : Toolchains.Count == 1 ? $"{Winner}" : $"{Winner} and {Toolchains.Count - 1} more";
}
