using System.ComponentModel;
using System.Text;
using GoEnv.Targets;

namespace GoEnv.Coverage;

/// <summary>Git cannot say what changed since a base; the message says why.</summary>
public sealed class GitException(string message, Exception? inner = null) : FormatException(message, inner);

/// <summary>The lines of Go files in a working tree that are not those of the commit that it and a base come from.</summary>
/// <param name="Base">The base, as it was named.</param>
/// <param name="Files">The changed lines by full path; a file that git does not know yet has changed as a whole.</param>
public sealed record GitChanges(string Base, IReadOnlyDictionary<string, ChangedLines> Files)
{
    /// <summary>True for a line that changed.</summary>
    public bool IsChanged(string path, int line) => Files.TryGetValue(path, out var lines) && lines.Contains(line);

    private const int OutputLimit = 256 * 1024 * 1024;
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    /// <summary>Asks git; <see cref="FormatException"/> says what it cannot tell and why.</summary>
    public static async Task<GitChanges> ReadAsync(string folder, string from, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(from);
        if (from.Length == 0 || from[0] == '-' || from.Any(char.IsControl))
        {
            throw new GitException($"'{Text.TargetText.Clean(from)}' is no base; name a branch, a tag or a commit, such as origin/main");
        }

        var up = await GitAsync(folder, ["rev-parse", "--show-cdup"], cancellationToken).ConfigureAwait(false)
            ?? throw new GitException($"{folder} is in no working tree of git; name the folder of the source with -SourceRoot");
        var top = Path.GetFullPath(Path.Combine(folder, up.TrimEnd('\n')));
        var commit = (await GitAsync(top, ["rev-parse", "--verify", "--quiet", from + "^{commit}"], cancellationToken).ConfigureAwait(false))?.Trim()
            ?? throw new GitException($"git knows no commit '{from}' in {top}; name a branch, a tag or a commit, and fetch it first where the clone is a shallow one (git fetch origin main)");
        var origin = (await GitAsync(top, ["merge-base", commit, "HEAD"], cancellationToken).ConfigureAwait(false))?.Trim()
            ?? throw new GitException($"'{from}' and HEAD have no commit in common in {top}; fetch more history where the clone is a shallow one (git fetch --unshallow)");
        if (!IsCommit(commit) || !IsCommit(origin))
        {
            throw new GitException($"the git on PATH names no commit for '{from}' in {top}, but '{Text.TargetText.Clean(commit)}'");
        }

        string[] diff = ["diff", "-U0", "-M", "--no-color", "--no-ext-diff", "--no-textconv", "--no-relative", "--src-prefix=a/", "--dst-prefix=b/", origin, "--", "*.go"];
        var text = await GitAsync(top, diff, cancellationToken).ConfigureAwait(false) ?? throw new GitException($"git cannot compare the working tree in {top} with '{from}'");
        var others = await GitAsync(top, ["ls-files", "--others", "--exclude-standard", "-z", "--", "*.go"], cancellationToken).ConfigureAwait(false)
            ?? throw new GitException($"git cannot list the files in {top} that it does not track");
        var files = new Dictionary<string, ChangedLines>(StringComparer.Ordinal);
        foreach (var (path, lines) in GitDiff.Read(text))
        {
            files[Path.GetFullPath(path, top)] = lines;
        }

        foreach (var path in others.Split('\0', StringSplitOptions.RemoveEmptyEntries))
        {
            files[Path.GetFullPath(path, top)] = ChangedLines.All;
        }

        return new GitChanges(from, files);
    }

    private static bool IsCommit(string name) => name.Length >= 40 && name.All(char.IsAsciiHexDigit);

    /// <summary>The output of git; null where it ends with an error.</summary>
    private static async Task<string?> GitAsync(string folder, string[] arguments, CancellationToken cancellationToken)
    {
        try
        {
            var result = await ProcessRunner.RunAsync(
                ["git", "-C", folder, "--no-pager", "-c", "core.quotePath=false", .. arguments], null, null, Limit, OutputLimit, cancellationToken,
                environment: new Dictionary<string, string> { ["GIT_OPTIONAL_LOCKS"] = "0", ["LC_ALL"] = "C" }).ConfigureAwait(false);
            return result.End switch
            {
                ProcessEnd.TimedOut => throw new GitException($"git {arguments[0]} did not end within {Limit.TotalMinutes} minutes in {folder}"),
                ProcessEnd.OutputTooLarge => throw new GitException($"git {arguments[0]} prints more than 256 MiB in {folder}"),
                _ => result.ExitCode == 0 ? Encoding.UTF8.GetString(result.Output.Span) : null,
            };
        }
        catch (Win32Exception e)
        {
            throw new GitException("there is no git on PATH, which tells what changed since the base; install it, or leave -Base out", e);
        }
    }
}
