using GoEnv.Releases;

namespace GoEnv.Cmdlets;

/// <summary>Completes Go releases: <c>latest</c>, the newest lines, and their patches.</summary>
public sealed class ReleaseCompleter : Completer
{
    private const int Lines = 4;

    /// <inheritdoc/>
    private protected override IEnumerable<(string Word, string Help)> Words()
    {
        var releases = GoReleases.Shipped;
        var lines = releases.Lines.Take(Lines).ToList();
        return lines.Select(line => (line, $"the newest Go {line}")).Prepend(("latest", "the newest Go"))
            .Concat(lines.SelectMany(releases.Line).Select(release => (release.Version.ToString(), release.Date is { } day ? $"of {day:yyyy-MM-dd}" : "a release")));
    }
}
