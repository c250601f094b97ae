using GoEnv.Kubernetes;
using GoEnv.Text;

namespace GoEnv.Pods;

/// <summary>Finds, in the last lines of a log, the one that tells why a program ended.</summary>
internal static class LastWordsOf
{
    private const int Longest = 200;

    // In the order of what tells most; lines that say nothing of these are not kept, since they may hold anything.
    private static readonly string[] Marks =
    [
        "exec format error", "malformed GOMEMLIMIT", "unknown GOEXPERIMENT", "GOEXPERIMENT", "panic: ", "fatal error: ", "error while loading shared libraries",
        "' not found (required by", "no such file or directory", "permission denied", "address already in use", "flag provided but not defined", "SIGSEGV", "connection refused", "no such host",
    ];

    /// <summary>The line; null where none is known to tell.</summary>
    public static string? Log(string log)
    {
        var lines = log.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        foreach (var mark in Marks)
        {
            if (lines.FirstOrDefault(line => line.Contains(mark, StringComparison.Ordinal)) is { } line)
            {
                return Safe(line);
            }
        }

        return null;
    }

    /// <summary>A text of a node or a program, without credentials and not too long.</summary>
    public static string Safe(string text)
    {
        var clean = SecretShape.Text(TargetText.Clean(text).Trim()).TrimEnd('.');
        return clean.Length > Longest ? clean[..Longest] + "…" : clean;
    }
}
