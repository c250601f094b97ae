namespace GoEnv.Coverage;

/// <summary>Which source files are not counted.</summary>
/// <param name="Patterns">Patterns of paths, as <see cref="PathPattern"/> reads them.</param>
/// <param name="Generated">True leaves out files that say that they are generated.</param>
public sealed record CoverageExclusion(IReadOnlyList<string> Patterns, bool Generated)
{
    /// <summary>True for a file that is not counted.</summary>
    public bool Covers(FileCoverage file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return (Generated && file.Source is { IsGenerated: true })
            || Patterns.Any(pattern => PathPattern.Matches(pattern, file.File) || PathPattern.Matches(pattern, file.Shown));
    }
}

/// <summary>
/// Patterns of paths: <c>*</c> and <c>?</c> stand for parts of one name, <c>**</c> for any folders. One without a slash is about
/// the name of a file; one that ends with a slash about all in a folder.
/// </summary>
internal static class PathPattern
{
    public static bool Matches(string pattern, string path)
    {
        path = path.Replace('\\', '/');
        pattern = pattern.EndsWith('/') ? pattern + "**" : pattern;
        var segments = path.Split('/');
        return pattern.Contains('/') ? Matches(pattern.Split('/'), segments) : Text.Wildcard.Matches(pattern, segments[^1], ignoreCase: false);
    }

    // Each star is tried once at each place: at most length times length steps.
    private static bool Matches(string[] pattern, string[] path)
    {
        var (p, s, star, resume) = (0, 0, -1, 0);
        while (s < path.Length)
        {
            if (p < pattern.Length && pattern[p] == "**")
            {
                (star, resume) = (p++, s);
            }
            else if (p < pattern.Length && Text.Wildcard.Matches(pattern[p], path[s], ignoreCase: false))
            {
                (p, s) = (p + 1, s + 1);
            }
            else if (star >= 0)
            {
                (p, s) = (star + 1, ++resume);
            }
            else
            {
                return false;
            }
        }

        while (p < pattern.Length && pattern[p] == "**")
        {
            p++;
        }

        return p == pattern.Length;
    }
}
