using GoEnv.Kubernetes;
using GoEnv.Secrets;
using GoEnv.Text;

namespace GoEnv.Pods;

/// <summary>Finds, in the last lines of a log, the one that tells why a program ended.</summary>
internal static class LastWordsOf
{
    private const int Longest = 200;

    // What a program goes on after is no cause of its end, but where it comes last.
    private const int Near = 40;

    // In the order of what tells most; lines that say nothing of these are not kept, since they may hold anything.
    private static readonly string[] Crashes =
    [
        "exec format error", "can only be run on", "malformed GOMEMLIMIT", "unknown GOEXPERIMENT", "GOEXPERIMENT", "panic: ", "fatal error: ", "SIGSEGV: ", "SIGBUS: ", "SIGILL: ", "SIGABRT: ",
    ];

    // Shells and the C library write some of them with a capital letter.
    private static readonly string[] Marks =
    [
        "error while loading shared libraries", "' not found (required by", "no such file or directory", "permission denied", "address already in use",
        "flag provided but not defined", "SIGSEGV", "connection refused", "no such host", ": not found", ": command not found",
    ];

    // Where the log of a run is gone, the node says so in its place.
    private static readonly string[] OfNode = ["failed to try resolving symlinks in path", "failed to open log file", "failed to seek ", "unable to retrieve container logs for"];

    /// <summary>The line; null where none is known to tell.</summary>
    public static string? Log(string log)
    {
        var lines = log.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => !OfNode.Any(words => line.StartsWith(words, StringComparison.Ordinal))).ToList();
        var said = Crashes.Select(mark => lines.FirstOrDefault(line => line.Contains(mark, StringComparison.Ordinal)))
            .Concat(Marks.Select(mark => lines.TakeLast(Near).FirstOrDefault(line => line.Contains(mark, StringComparison.OrdinalIgnoreCase))))
            .FirstOrDefault(line => line is not null);
        return said is null ? null : Safe(said);
    }

    /// <summary>What a container left as its last message: a line that it wrote for that, or the one of its log that tells; null where none does.</summary>
    public static string? Message(string? message) => message?.Trim() is not { Length: > 0 } text ? null : text.Contains('\n', StringComparison.Ordinal) ? Log(text) : text;

    /// <summary>A text of a node or a program, without credentials and not too long.</summary>
    public static string Safe(string text)
    {
        var clean = SecretShape.Text(TargetText.Clean(text).Trim()).TrimEnd('.');
        return clean.Length > Longest ? clean[..Longest] + "…" : clean;
    }
}
