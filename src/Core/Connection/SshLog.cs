using System.Text.RegularExpressions;

namespace GoEnv.Connection;

/// <summary>What <c>ssh -v</c> says of a connection, read from its standard error.</summary>
internal sealed partial record SshLog
{
    private const string DebugPrefix = "debug1: ";

    /// <summary>The address and port it connected to.</summary>
    public string? Address { get; private init; }

    /// <summary>The TCP connection stands, or an existing multiplexed one is used.</summary>
    public bool Connected { get; private init; }

    /// <summary>The host key's type and fingerprint.</summary>
    public string? HostKey { get; private init; }

    /// <summary>The host key was accepted.</summary>
    public bool HostKeyAccepted { get; private init; }

    /// <summary>The methods that the server offered.</summary>
    public string? Methods { get; private init; }

    /// <summary>The keys that were offered to the server.</summary>
    public IReadOnlyList<string> Keys { get; private init; } = [];

    /// <summary>The method that succeeded; null before authentication.</summary>
    public string? AuthenticatedBy { get; private init; }

    /// <summary>An existing multiplexed connection is used.</summary>
    public bool Multiplexed { get; private init; }

    /// <summary>What the client itself said before authentication, without its debugging lines.</summary>
    public IReadOnlyList<string> ClientLines { get; private init; } = [];

    /// <summary>What came from the target after authentication.</summary>
    public IReadOnlyList<string> TargetLines { get; private init; } = [];

    /// <summary>Reads the log; lines that it does not know are kept as the client's or the target's.</summary>
    public static SshLog Parse(string text)
    {
        var log = new SshLog();
        List<string> keys = [], client = [], target = [];
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.StartsWith(DebugPrefix, StringComparison.Ordinal))
            {
                log = log.AddDebug(line[DebugPrefix.Length..], keys);
            }
            else if (log.AuthenticatedBy is not null)
            {
                target.Add(line);
            }
            else if (Authenticated().Match(line) is { Success: true } match)
            {
                log = log with { Connected = true, HostKeyAccepted = true, AuthenticatedBy = match.Groups["method"].Value };
            }
            else if (!line.StartsWith("OpenSSH_", StringComparison.Ordinal))
            {
                client.Add(line);
            }
        }

        return log with { Keys = keys, ClientLines = client, TargetLines = target };
    }

    private SshLog AddDebug(string line, List<string> keys)
    {
        if (AuthenticatedBy is not null)
        {
            return this;
        }

        if (Connecting().Match(line) is { Success: true } connecting)
        {
            return this with { Address = $"{connecting.Groups["address"].Value} port {connecting.Groups["port"].Value}" };
        }

        if (line.StartsWith("Offering public key: ", StringComparison.Ordinal))
        {
            keys.Add(line["Offering public key: ".Length..]);
            return this;
        }

        const string serverKey = "Server host key: ";
        const string canContinue = "Authentications that can continue: ";
        return line switch
        {
            "Connection established." => this with { Connected = true },
            _ when line.StartsWith(serverKey, StringComparison.Ordinal) => this with { Connected = true, HostKey = line[serverKey.Length..] },
            _ when line.Contains(" is known and matches the ", StringComparison.Ordinal) => this with { HostKeyAccepted = true },
            _ when line.StartsWith(canContinue, StringComparison.Ordinal) =>
                this with { HostKeyAccepted = true, Methods = line[canContinue.Length..] },
            _ when line.StartsWith("mux_client_request_session: master session id", StringComparison.Ordinal) =>
                this with { Connected = true, HostKeyAccepted = true, Multiplexed = true, AuthenticatedBy = "an existing connection" },
            _ => this,
        };
    }

    [GeneratedRegex("^Authenticated to .* using \"(?<method>[^\"]+)\"\\.$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Authenticated();

    [GeneratedRegex("^Connecting to .* \\[(?<address>.+)\\] port (?<port>[0-9]+)\\.$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Connecting();
}
