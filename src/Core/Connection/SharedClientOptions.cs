using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using GoEnv.Targets;

namespace GoEnv.Connection;

/// <summary>
/// The client's options for the targets of one audit. Targets to whose connections the same blocks of the same files applied
/// share one answer of <c>ssh -G</c>, unless a value of it depends on the target's name.
/// </summary>
internal sealed partial class SharedClientOptions
{
    // They hold the name itself, and are set for each target.
    private static readonly string[] OwnKeys = ["host", "hostname"];

    private readonly ConcurrentDictionary<string, IReadOnlyDictionary<string, IReadOnlyList<string>>> shared = new(StringComparer.Ordinal);

    /// <summary>The options of <paramref name="target"/>, whose connection said <paramref name="configLines"/> of its configuration.</summary>
    public async Task<Fact<IReadOnlyDictionary<string, IReadOnlyList<string>>>> ReadAsync(
        SshClient client, Target target, IReadOnlyList<string> configLines, TimeSpan left, CancellationToken cancellationToken)
    {
        // A block that names many hosts is one block, whichever of the names matched.
        var blocks = configLines.Select(line => line.Split(": Applying options for ")[0]);
        var key = string.Join('\n', [client.Program, client.ConfigFile, target.User, $"{target.Port}", .. blocks]);
        if (shared.TryGetValue(key, out var known))
        {
            return Rename(known, target);
        }

        var options = await SshClientOptions.ReadAsync(client, target, left, cancellationToken).ConfigureAwait(false);
        if (options.TryGet(out var read) && HasNoConditions(configLines) && !DependsOnName(read, target))
        {
            shared.TryAdd(key, read);
        }

        return options;
    }

    // Match blocks that apply are not in the log.
    private static bool HasNoConditions(IReadOnlyList<string> configLines)
    {
        var files = configLines.Where(line => line.StartsWith(SshLog.ConfigFileStart, StringComparison.Ordinal))
            .Select(line => line[SshLog.ConfigFileStart.Length..]).ToList();
        try
        {
            return files.Count > 0 && files.TrueForAll(file => !File.ReadAllText(file).Contains("match", StringComparison.OrdinalIgnoreCase));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static bool DependsOnName(IReadOnlyDictionary<string, IReadOnlyList<string>> options, Target target) =>
        !options.ContainsKey("host") || options.Where(option => !OwnKeys.Contains(option.Key, StringComparer.Ordinal)).SelectMany(option => option.Value)
            .Concat(options.GetValueOrDefault("hostname", []).Where(name => !IsName(name, target)))
            .Any(value => value.Contains(target.Host, StringComparison.OrdinalIgnoreCase) || Hash().IsMatch(value));

    private static Dictionary<string, IReadOnlyList<string>> Rename(IReadOnlyDictionary<string, IReadOnlyList<string>> options, Target target)
    {
        var renamed = new Dictionary<string, IReadOnlyList<string>>(options, StringComparer.Ordinal) { ["host"] = [target.Host] };
        if (options.TryGetValue("hostname", out var name) && string.Equals(name[0], options["host"][0], StringComparison.OrdinalIgnoreCase))
        {
            renamed["hostname"] = [target.Host.ToLowerInvariant()];
        }

        return renamed;
    }

    private static bool IsName(string name, Target target) => string.Equals(name, target.Host, StringComparison.OrdinalIgnoreCase);

    // %C: a hash of names, user and port.
    [GeneratedRegex("[0-9a-f]{40}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Hash();
}
