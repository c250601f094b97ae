using System.ComponentModel;
using GoEnv.Targets;

namespace GoEnv.Connection;

/// <summary>The options that the ssh client would use for a target, from <c>ssh -G</c>, which connects to nothing.</summary>
internal static class SshClientOptions
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    public static Fact<IReadOnlyDictionary<string, IReadOnlyList<string>>> Unknown(string reason) =>
        Fact<IReadOnlyDictionary<string, IReadOnlyList<string>>>.Unknown(reason);

    /// <summary>Asks the client, for 10 s at most and not for longer than <paramref name="left"/>.</summary>
    public static async Task<Fact<IReadOnlyDictionary<string, IReadOnlyList<string>>>> ReadAsync(
        SshClient client, Target target, TimeSpan left, CancellationToken cancellationToken)
    {
        if (left <= TimeSpan.Zero)
        {
            return Unknown("the time for the target is used up");
        }

        try
        {
            var result = await ProcessRunner.RunAsync(
                client.Command(target, "-G"), null, null, left < Limit ? left : Limit, 1024 * 1024, cancellationToken).ConfigureAwait(false);
            return result switch
            {
                { End: ProcessEnd.Exited, ExitCode: 0 } => Whole(Parse(System.Text.Encoding.UTF8.GetString(result.Output.Span))),
                { End: ProcessEnd.TimedOut } => Unknown("ssh -G did not end in time"),
                _ => Unknown($"ssh -G ended with exit code {result.ExitCode}: {result.Error.Trim()}"),
            };
        }
        catch (Win32Exception e)
        {
            return Unknown($"ssh cannot be started: {e.Message}");
        }
    }

    // Every client names these two; without them it is something else that answered.
    internal static Fact<IReadOnlyDictionary<string, IReadOnlyList<string>>> Whole(Fact<IReadOnlyDictionary<string, IReadOnlyList<string>>> options) =>
        options.TryGet(out var named) && named.ContainsKey("hostname") && named.ContainsKey("identityfile") ? options : Unknown("ssh -G printed no options of a client");

    /// <summary>Reads lines of <c>name value</c>; a name that comes again adds a value.</summary>
    public static Fact<IReadOnlyDictionary<string, IReadOnlyList<string>>> Parse(string text) =>
        new Dictionary<string, IReadOnlyList<string>>(
            text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => line.TrimEnd('\r').Split(' ', 2))
                .GroupBy(parts => parts[0].ToLowerInvariant(), parts => parts.Length > 1 ? parts[1] : string.Empty, StringComparer.Ordinal)
                .Select(group => KeyValuePair.Create<string, IReadOnlyList<string>>(group.Key, group.ToList())),
            StringComparer.Ordinal);
}
