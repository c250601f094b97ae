using GoEnv.Targets;

namespace GoEnv.Toolchain.Install;

/// <summary>Asks a target, looks a release up, and says what it takes.</summary>
public sealed record ToolchainPreparer
{
    /// <summary>How targets are reached.</summary>
    public required Func<Target, ISession> Open { get; init; }

    /// <summary>Makes the word that marks the records of one script.</summary>
    public required Func<string> NewNonce { get; init; }

    /// <summary>The time limit of each question.</summary>
    public TimeSpan ProbeLimit { get; init; } = new SessionLimits().Probe;

    /// <summary>The mirrors' indexes; only an installation needs them.</summary>
    public ReleaseSource? Source { get; init; }

    /// <summary>The archives of this side; only an installation needs them.</summary>
    public ArchiveCache? Cache { get; init; }

    /// <summary>Told how far a download of this side has come.</summary>
    public IProgress<TransferProgress>? Progress { get; init; }

    /// <summary>What it takes to install a release; <see cref="InstallException"/> when it cannot be.</summary>
    public async Task<PreparedChange> InstallAsync(Target target, InstallRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var (place, _) = await AskAsync(target, withToolchains: false, cancellationToken).ConfigureAwait(false);
        var version = request.Archive?.Version ?? (request.Wanted.IsExact ? request.Wanted.Version : null);
        FoundArchive? found = null;

        // What is there already needs no mirror.
        if (request.Archive is null && (version is null || !Has(place, version)))
        {
            var platform = place.Platform ?? throw new InstallException(
                InstallError.PlatformNotFound,
                $"{target.Name} is {place.Kernel} on {place.Machine}, for which there are no archives.",
                "Build Go from source there.");
            found = await Source!.FindAsync(request.Wanted, platform, cancellationToken).ConfigureAwait(false);
            version = found.Archive.Version;
        }

        var isSent = request.Archive is not null || request.Via == ArchiveRoute.Controller;
        var origin = new ArchiveOrigin(
            version!,
            request.Archive?.Sha256 ?? found?.Archive.Sha256 ?? string.Empty,
            request.Archive?.Size ?? found?.Archive.Size ?? 0,
            isSent || found is null ? [] : found.Mirrors.Select(mirror => mirror.Archive(found.Archive.FileName).AbsoluteUri).ToList());
        var calls = ToolchainPlan.Install(place, origin, request.IsSwitched, request.Stall);
        PlaceCheck.Demand(target, place, calls, isSent);
        var before = InUse(place);
        var isFetched = calls.Any(call => call.Script == "install");
        return new PreparedChange(target, $"Install Go {version}", calls, before, request.IsSwitched ? version : before)
        {
            IsVerified = !isFetched ? null : request.Archive is null || request.Archive.IsVerified,
            Nothing = calls.Count > 0 ? null : $"Go {version} is installed{(request.IsSwitched ? " and in use" : string.Empty)} already",
            Content = !isFetched || !isSent ? null : request.Archive is { } file
                ? _ => Task.FromResult(file.Path)
                : stop => Cache!.GetAsync(found!, Progress, stop),
        };
    }

    /// <summary>What it takes to use another installed release; <see cref="InstallException"/> when there is none.</summary>
    public async Task<PreparedChange> SwitchAsync(Target target, WantedRelease wanted, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        var asked = await AskAsync(target, withToolchains: true, cancellationToken).ConfigureAwait(false);
        var all = InstalledTrees.Of(asked).Where(found => found.IsSwitchable).ToList();
        var version = wanted.Choose(all.Select(found => found.Tree.Version)) ?? throw InstalledTrees.None(target, wanted.ToString(), all);
        var tree = all.First(found => found.Tree.Version == version).Tree;
        var calls = ToolchainPlan.Switch(asked.Place, tree);
        PlaceCheck.Demand(target, asked.Place, calls, isSent: true);
        return new PreparedChange(target, $"Switch to Go {version}", calls, InUse(asked.Place), version)
        {
            Nothing = calls.Count > 0 ? null : $"Go {version} is in use already",
        };
    }

    /// <summary>What it takes to remove a release; <see cref="InstallException"/> when it is in use or not ours to remove.</summary>
    public async Task<PreparedChange> UninstallAsync(Target target, GoVersion version, string? path, bool isForced, CancellationToken cancellationToken)
    {
        var asked = await AskAsync(target, withToolchains: true, cancellationToken).ConfigureAwait(false);
        var title = $"Uninstall Go {version}";
        var before = InUse(asked.Place);
        var all = InstalledTrees.Of(asked).Where(found => found.Tree.Version == version && (path is null || found.Tree.Path == path)).ToList();
        if (all.Count == 0)
        {
            return new PreparedChange(target, title, [], before, before) { Nothing = $"Go {version} is not installed{(path is null ? string.Empty : $" in {path}")}" };
        }

        var tree = InstalledTrees.Removable(target, all, isForced);
        var after = asked.Place.Current == tree.Path ? null : before;
        return new PreparedChange(target, title, [ToolchainPlan.Remove(asked.Place, tree, isForced)], before, after);
    }

    private static bool Has(ToolchainPlace place, GoVersion version) =>
        place.Trees.Any(tree => tree.Version == version) || place.Link == $"tree {version}";

    private static GoVersion? InUse(ToolchainPlace place) => place.Link.StartsWith("tree ", StringComparison.Ordinal)
        ? GoVersion.TryParse(place.Link["tree ".Length..], out var version) ? version : null
        : place.Trees.FirstOrDefault(tree => tree.Path == place.Current)?.Version;

    private async Task<ToolchainInquiry> AskAsync(Target target, bool withToolchains, CancellationToken cancellationToken)
    {
        try
        {
            return await ToolchainInquiry.AskAsync(Open(target), withToolchains, NewNonce(), ProbeLimit, cancellationToken).ConfigureAwait(false);
        }
        catch (FormatException e)
        {
            throw new InstallException(
                InstallError.PlaceUnknown, $"{target.Name} does not tell where its toolchains are: {e.Message}.", "Run Test-GoToolchain there.", e);
        }
    }
}
