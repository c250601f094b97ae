using GoEnv.Text;

namespace GoEnv.Binaries;

/// <summary>What to read on a target.</summary>
public sealed record BinaryQuery
{
    /// <summary>
    /// Files and folders of the target. A path that is not absolute begins in the account's home folder. Where nothing has
    /// that very name, <c>*</c> and <c>?</c> stand for parts of names.
    /// </summary>
    public IReadOnlyList<string> Paths { get; init; } = [];

    /// <summary>Read the folders in a folder too, on its file system.</summary>
    public bool Recurse { get; init; }

    /// <summary>Read the executables of running processes.</summary>
    public bool Processes { get; init; }

    /// <summary>Also list the packages that are linked in.</summary>
    public bool Packages { get; init; }

    /// <summary>Also read what rules ask of a binary's place: the nearest go.mod file, and whether the loader that it names is there.</summary>
    public bool Surroundings { get; init; }

    /// <summary>The calls of the script that find the files.</summary>
    internal IEnumerable<string> FindCalls()
    {
        yield return "bi_host\n";

        // First, so that what runs is known when its path is told.
        if (Processes)
        {
            yield return "bi_processes\n";
        }

        for (var i = 0; i < Paths.Count; i++)
        {
            var pattern = Wildcard.IsPattern(Paths[i]) ? " " + Quote(Pattern(Paths[i])) : string.Empty;
            yield return $"bi_path {i} {Quote(Paths[i])} {(Recurse ? 1 : 0)}{pattern}\n";
        }
    }

    internal static string Quote(string text) => "'" + text.Replace("'", "'\\''", StringComparison.Ordinal) + "'";

    // Of a shell's patterns only * and ? are meant.
    private static string Pattern(string path) => path.Replace("[", "[[]", StringComparison.Ordinal).Replace('\\', '?');
}
