using GoEnv.Text;

namespace GoEnv.Targets;

/// <summary>One word of a <c>Host</c> line.</summary>
/// <param name="Pattern">The word, without its quotes and without the <c>!</c>.</param>
/// <param name="IsNegated">True when a <c>!</c> stood before it.</param>
/// <param name="Location">Where, as <c>path:line</c>.</param>
public sealed record SshConfigHost(string Pattern, bool IsNegated, string Location)
{
    /// <summary>True when it names one host: no wildcard and not negated.</summary>
    public bool IsName => !IsNegated && !Wildcard.IsPattern(Pattern);
}

/// <summary>
/// The names on the <c>Host</c> lines of a user's ssh_config and of the files that it includes: for lists and completion.
/// What the options mean is never read here; <c>ssh -G</c> answers that. <c>Match</c> blocks name no hosts.
/// </summary>
public sealed class SshConfigHosts
{
    /// <summary>The depth of includes that OpenSSH follows (readconf.c, READCONF_MAX_DEPTH).</summary>
    internal const int MaximumDepth = 16;

    internal const int MaximumFiles = 1000;
    internal const int MaximumFileSize = 4 * 1024 * 1024;

    private readonly List<SshConfigHost> hosts = [];
    private readonly List<string> problems = [];
    private readonly SshConfigIncludes includes;
    private int files;

    private SshConfigHosts(SshConfigIncludes includes) => this.includes = includes;

    /// <summary>Every word of every <c>Host</c> line, in the order in which ssh reads them.</summary>
    public IReadOnlyList<SshConfigHost> Hosts => hosts;

    /// <summary>The hosts that are named, each once.</summary>
    public IEnumerable<string> Names => hosts.Where(host => host.IsName).Select(host => host.Pattern).Distinct(StringComparer.Ordinal);

    /// <summary>The patterns with wildcards that are not negated, each once.</summary>
    public IEnumerable<string> Patterns =>
        hosts.Where(host => host is { IsName: false, IsNegated: false }).Select(host => host.Pattern).Distinct(StringComparer.Ordinal);

    /// <summary>What could not be read, one sentence each.</summary>
    public IReadOnlyList<string> Problems => problems;

    /// <summary>
    /// Reads the file at <paramref name="path"/> (<c>ssh -F</c>), or <c>~/.ssh/config</c>, which may be missing. Never
    /// throws for what a file holds.
    /// </summary>
    public static SshConfigHosts Read(string? path = null) =>
        Read(path, Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), Environment.GetEnvironmentVariable);

    internal static SshConfigHosts Read(string? path, string home, Func<string, string?> variable)
    {
        var result = new SshConfigHosts(new SshConfigIncludes(home, variable));
        var file = path ?? Path.Combine(home, ".ssh", "config");
        if (path is not null || File.Exists(file))
        {
            result.ReadFile(file, 0);
        }

        return result;
    }

    private void ReadFile(string path, int depth)
    {
        if (depth > MaximumDepth || ++files > MaximumFiles)
        {
            Report($"{path} is not read: the files include each other too deep or in a circle.");
            return;
        }

        string[] lines;
        try
        {
            lines = Lines(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            Report($"{path} cannot be read: {e.Message.TrimEnd('.')}.");
            return;
        }

        for (var i = 0; i < lines.Length && files <= MaximumFiles; i++)
        {
            ReadLine(lines[i], $"{path}:{i + 1}", depth);
        }
    }

    private void ReadLine(string line, string location, int depth)
    {
        if (SshConfigLine.Parse(line) is not var (keyword, words))
        {
            return;
        }

        if (keyword.Equals("host", StringComparison.OrdinalIgnoreCase))
        {
            hosts.AddRange(words.Where(word => word.TrimStart('!').Length > 0).Select(word => word[0] == '!'
                ? new SshConfigHost(TargetText.Clean(word[1..]), IsNegated: true, TargetText.Clean(location))
                : new SshConfigHost(TargetText.Clean(word), IsNegated: false, TargetText.Clean(location))));
        }
        else if (keyword.Equals("include", StringComparison.OrdinalIgnoreCase))
        {
            foreach (var word in words)
            {
                var (paths, problem) = includes.Find(word);
                if (problem is not null)
                {
                    Report($"{location}: {problem}.");
                }

                foreach (var path in paths)
                {
                    ReadFile(path, depth + 1);
                }
            }
        }
    }

    private void Report(string problem)
    {
        if (problems.Count < 100)
        {
            problems.Add(TargetText.Clean(problem));
        }
    }

    private static string[] Lines(string path)
    {
        var info = new FileInfo(path);
        return info.Exists && info.Length > MaximumFileSize
            ? throw new IOException("it is larger than 4 MiB")
            : File.ReadAllText(path).Split('\n');
    }
}
