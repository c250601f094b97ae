using System.Text;

namespace GoEnv.Modules.Files;

/// <summary>A line of go.sum.</summary>
/// <param name="Path">The module.</param>
/// <param name="Version">Its version; ends in <c>/go.mod</c> for the hash of the go.mod file alone.</param>
/// <param name="Hash">The hash.</param>
/// <param name="Line">The line, from 1.</param>
public sealed record GoSumEntry(string Path, string Version, string Hash, int Line);

/// <summary>A go.sum or go.work.sum file.</summary>
public sealed record GoSumFile
{
    // A release once wrote the hash of an empty go.mod; Go passes such lines over.
    private const string EmptyGoMod = "h1:G7mAYYxgmS0lVkHyy2hEOLQCFB0DlQFTMLWggykrydY=";

    private readonly HashSet<(string, string)> known;

    private GoSumFile(string file, IReadOnlyList<GoSumEntry> entries, IReadOnlyList<ModuleFileError> errors)
    {
        File = file;
        Entries = entries;
        Errors = errors;
        known = entries.Where(entry => entry.Hash.StartsWith("h1:", StringComparison.Ordinal)).Select(entry => (entry.Path, entry.Version)).ToHashSet();
    }

    /// <summary>The file's path.</summary>
    public string File { get; }

    /// <summary>The lines.</summary>
    public IReadOnlyList<GoSumEntry> Entries { get; }

    /// <summary>The lines that Go refuses.</summary>
    public IReadOnlyList<ModuleFileError> Errors { get; }

    /// <summary>Reads a go.sum file.</summary>
    public static GoSumFile Parse(byte[] bytes, string file = "")
    {
        var (entries, errors) = (new List<GoSumEntry>(), new List<ModuleFileError>());
        var (number, offset) = (0, 0);
        foreach (var line in Encoding.UTF8.GetString(bytes).Split('\n'))
        {
            number++;
            var words = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            if (words.Length is not (0 or 3))
            {
                var conflict = words[0].StartsWith("<<<<<<<", StringComparison.Ordinal) || words[0].StartsWith("=======", StringComparison.Ordinal)
                    || words[0].StartsWith(">>>>>>>", StringComparison.Ordinal);
                errors.Add(new ModuleFileError(
                    new FilePosition(number, 1, offset),
                    conflict ? "the line marks a merge conflict" : $"the line has {words.Length} words",
                    "MODULE VERSION HASH"));
            }
            else if (words is [var path, var version, var hash] && hash != EmptyGoMod)
            {
                entries.Add(new GoSumEntry(path, version, hash, number));
            }

            offset += line.Length + 1;
        }

        return new GoSumFile(file, entries, errors);
    }

    /// <summary>True when there is a hash of the module's content or, with <paramref name="goMod"/>, of its go.mod.</summary>
    public bool Has(string path, string version, bool goMod = false) => known.Contains((path, goMod ? version + "/go.mod" : version));

    /// <inheritdoc/>
    public override string ToString() => File;
}
