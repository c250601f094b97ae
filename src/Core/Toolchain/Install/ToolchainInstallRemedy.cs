using GoEnv.Changes;
using GoEnv.Releases;

namespace GoEnv.Toolchain.Install;

/// <summary>Installs a release and makes it the one in use.</summary>
/// <param name="Version">The release as <see cref="WantedRelease.Parse"/> reads it; the newest patch of a line is looked up when it is carried out.</param>
public sealed record ToolchainInstallRemedy(string Version) : Remedy
{
    /// <inheritdoc/>
    public override ChangeImpact Impact => ChangeImpact.Medium;

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
    public override string Describe() => $"Install {WantedRelease.Parse(Version)} beside the toolchains that are there, and make it the one in use.";

    /// <inheritdoc/>
    public override IEnumerable<ChangeStep> Plan(TargetState state) =>
        throw new PlanException($"A mirror must be asked for the archive: run 'Install-GoToolchain {state.Target} -Version {Version}'.");

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
