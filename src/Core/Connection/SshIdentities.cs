using System.Collections.Concurrent;
using System.ComponentModel;
using System.Globalization;
using System.Text;
using GoEnv.Targets;

namespace GoEnv.Connection;

/// <summary>
/// The private keys of this side that the client would offer, measured by <c>ssh-keygen -l</c>, each once however many
/// targets share it.
/// </summary>
internal sealed class SshIdentities
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, IdentityFile> measured = new(StringComparer.Ordinal);

    public async Task<Fact<IReadOnlyList<IdentityFile>>> ReadAsync(
        Fact<IReadOnlyDictionary<string, IReadOnlyList<string>>> options, CancellationToken cancellationToken)
    {
        if (!options.TryGet(out var known))
        {
            return Fact<IReadOnlyList<IdentityFile>>.Unknown(options.Reason ?? "there are no client options");
        }

        var files = new List<IdentityFile>();
        foreach (var path in known.GetValueOrDefault("identityfile", []).Select(path => Expand(path, known)).Distinct(StringComparer.Ordinal).Where(File.Exists))
        {
            if (!measured.TryGetValue(path, out var file))
            {
                file = await ReadAsync(path, cancellationToken).ConfigureAwait(false);
                measured[path] = file;
            }

            files.Add(file);
        }

        return files;
    }

    private static async Task<IdentityFile> ReadAsync(string path, CancellationToken cancellationToken)
    {
        var mode = OperatingSystem.IsWindows() ? Fact<UnixFileMode>.Absent : File.GetUnixFileMode(path);
        string reason;
        try
        {
            var result = await ProcessRunner.RunAsync(
                ["ssh-keygen", "-l", "-f", path], null, null, Limit, 64 * 1024, cancellationToken).ConfigureAwait(false);
            var words = Encoding.UTF8.GetString(result.Output.Span).Trim().Split(' ');
            if (result.ExitCode == 0 && words.Length >= 3
                && int.TryParse(words[0], NumberStyles.None, CultureInfo.InvariantCulture, out var bits))
            {
                return new IdentityFile(path, words[^1].Trim('(', ')'), bits, mode);
            }

            reason = $"ssh-keygen cannot read {path}";
        }
        catch (Win32Exception)
        {
            reason = "ssh-keygen cannot be started";
        }

        return new IdentityFile(path, Fact<string>.Unknown(reason), Fact<int>.Unknown(reason), mode);
    }

    // The tokens of ssh_config(5) that ssh -G leaves in IdentityFile.
    private static string Expand(string path, IReadOnlyDictionary<string, IReadOnlyList<string>> options)
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        if (path.StartsWith("~/", StringComparison.Ordinal))
        {
            path = Path.Combine(home, path[2..]);
        }

        var expanded = new StringBuilder();
        for (var i = 0; i < path.Length; i++)
        {
            expanded.Append((path[i], i + 1 < path.Length ? path[i + 1] : '\0') switch
            {
                ('%', 'd') => home,
                ('%', 'u') => Environment.UserName,
                ('%', 'h') => Option("hostname"),
                ('%', 'n') => Option("host"),
                ('%', 'r') => Option("user"),
                ('%', 'p') => Option("port"),
                ('%', '%') => "%",
                _ => path[i].ToString(),
            });
            if (path[i] == '%' && i + 1 < path.Length && "dunhrp%".Contains(path[i + 1]))
            {
                i++;
            }
        }

        return expanded.ToString();

        string Option(string name) => options.TryGetValue(name, out var values) ? values[0] : string.Empty;
    }
}
