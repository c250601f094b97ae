using System.ComponentModel;
using System.Globalization;
using System.Text;
using GoEnv.Targets;

namespace GoEnv.Connection;

/// <summary>The private keys of this side that the client would offer, measured by <c>ssh-keygen -l</c>.</summary>
internal static class SshIdentities
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    public static async Task<Fact<IReadOnlyList<IdentityFile>>> ReadAsync(
        Fact<IReadOnlyDictionary<string, IReadOnlyList<string>>> options, CancellationToken cancellationToken)
    {
        if (!options.TryGet(out var known))
        {
            return Fact<IReadOnlyList<IdentityFile>>.Unknown(options.Reason ?? "there are no client options");
        }

        var files = new List<IdentityFile>();
        foreach (var path in known.GetValueOrDefault("identityfile", []).Select(ExpandHome).Where(File.Exists))
        {
            files.Add(await ReadAsync(path, cancellationToken).ConfigureAwait(false));
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

    private static string ExpandHome(string path) => path.StartsWith("~/", StringComparison.Ordinal)
        ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), path[2..])
        : path;
}
