using System.Text.Json.Serialization;
using GoEnv.Changes;
using GoEnv.Releases;

namespace GoEnv.Toolchain.Install;

/// <summary>Installs a release and makes it the one in use.</summary>
/// <param name="Version">The release as <see cref="WantedRelease.Parse"/> reads it; the newest patch of a line is looked up when it is carried out.</param>
public sealed record ToolchainInstallRemedy(string Version) : Remedy
{
    private readonly WantedRelease? wanted;

    /// <inheritdoc/>
    public override ChangeImpact Impact => IsAsked ? ChangeImpact.Medium : ChangeImpact.High;

    /// <summary>Who fetches the archive.</summary>
    public ArchiveRoute Via { get; init; }

    /// <summary>Leave the release that is in use alone.</summary>
    [JsonIgnore]
    public bool IsBeside { get; init; }

    /// <summary>True where a person has named the release, and not a rule.</summary>
    [JsonIgnore]
    public bool IsAsked { get; init; }

    /// <summary>A file of this side in place of mirrors; null where mirrors are asked.</summary>
    [JsonIgnore]
    public OfflineArchive? Archive { get; init; }

    /// <summary>The release; what a go.mod needs cannot be said by <see cref="Version"/>.</summary>
    [JsonIgnore]
    public WantedRelease Wanted
    {
        get => wanted ?? WantedRelease.Parse(Version);
        init => wanted = value;
    }

    /// <summary>How long getting and unpacking the archive may take.</summary>
    [JsonIgnore]
    public TimeSpan Limit { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>How long a mirror may send nothing.</summary>
    [JsonIgnore]
    public TimeSpan Stall { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The archive that an index has of it; null before one was asked.</summary>
    internal FoundArchive? Found { get; init; }

    /// <summary>True where a mirror is to be asked.</summary>
    internal bool NeedsIndex => Archive is null && Found is null;

    internal override IReadOnlyList<(string Id, string Script)> Asks => [ToolchainPlace.Question];

    /// <inheritdoc/>
    public override int Order => 10;

    /// <inheritdoc/>
    public override IReadOnlyList<PathQuery> Reads => [];

    /// <summary>
    /// The remedy of rules on the release in use: the newest patch of the line in use where that is supported and the
    /// policy allows it, else of a line that the policy requires, else the newest release. Null where no supported release
    /// is allowed, and where a go that this account's installation does not replace comes before it.
    /// </summary>
    internal static ToolchainInstallRemedy? For(ToolchainFacts facts, RuleContext context)
    {
        if (!InstalledWins(facts))
        {
            return null;
        }

        var (policy, releases) = (context.Policy, context.Releases);
        var lines = releases.Lines.Where(line => IsSupported(line) && (policy.MinimumVersion is null || Newest(line) >= policy.MinimumVersion)).ToList();
        var allowed = policy.RequiredVersions.Count == 0
            ? lines
            : policy.RequiredVersions.Where(version => lines.Contains(version.Line, StringComparer.Ordinal) && (policy.MinimumVersion is null || version >= policy.MinimumVersion || version.Line == version.ToString()))
                .Select(version => version.ToString()).ToList();
        var current = facts.Winner?.Version?.Line;
        return allowed switch
        {
            [] => null,
            _ when current is not null && allowed.Contains(current, StringComparer.Ordinal) => new ToolchainInstallRemedy(current),
            _ when policy.RequiredVersions.Count == 0 => new ToolchainInstallRemedy(WantedRelease.Latest.Text),
            [var first, ..] => new ToolchainInstallRemedy(first),
        };

        bool IsSupported(string line) => releases.Support(GoVersion.Parse(line), context.Now).State == SupportState.Supported;
        GoVersion? Newest(string line) => releases.Newest(line)?.Version;
    }

    /// <inheritdoc/>
    public override string Describe() => $"Install {Wanted} beside the toolchains that are there{(IsBeside ? string.Empty : ", and make it the one in use")}.";

    /// <inheritdoc/>
    public override IEnumerable<ChangeStep> Plan(TargetState state)
    {
        var place = ToolchainPlace.Of(state);
        var version = Archive?.Version ?? Found?.Archive.Version ?? Wanted.Version;
        var steps = version is null ? throw NotAsked() : ToolchainPlan.Install(place, version, Origin, !IsBeside);
        PlaceCheck.Demand(state.Target, place, steps);
        return steps;
    }

    private ArchiveOrigin Origin() => (Archive, Found) switch
    {
        ({ } file, _) => ArchiveOrigin.Of(file),
        (_, { } found) => ArchiveOrigin.Of(found, Via),
        _ => throw NotAsked(),
    } with { Limit = Limit, Stall = Stall };

    private PlanException NotAsked() => new($"A mirror must be asked for {Wanted}, and none was.");

    // The commands go to the account's bin folder: they win where that comes before the go that wins now.
    private static bool InstalledWins(ToolchainFacts facts)
    {
        if (facts.Winner is not { } winner)
        {
            return true;
        }

        string[] ours = facts.UserId.ValueOr(-1) == 0 ? ["/usr/local/go/bin", "/usr/local/bin"] : ["/.local/go/bin", "/.local/bin"];
        var folders = (facts.SearchPath.ValueOr(string.Empty), facts.LoginPath.ValueOr(string.Empty)) switch
        {
            var (session, _) when winner.OnPath is not null => session,
            var (session, login) => $"{session}:{login}",
        };
        var path = folders.Split(':').Select(folder => folder.TrimEnd('/')).ToList();
        var now = path.IndexOf(winner.Path[..winner.Path.LastIndexOf('/')]);
        var then = path.FindIndex(folder => ours.Any(our => facts.UserId.ValueOr(-1) == 0 ? folder == our : folder.EndsWith(our, StringComparison.Ordinal)));
        return then >= 0 ? now < 0 || then <= now : now < 0 && ours.Any(our => winner.Path.Contains(our + "/", StringComparison.Ordinal));
    }
}
