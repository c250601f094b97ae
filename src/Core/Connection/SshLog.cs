using System.Globalization;

namespace GoEnv.Connection;

/// <summary>
/// What <c>ssh -v</c> says of a connection, read from its standard error. A jump host's client writes into the same log
/// before the target speaks; the members tell of the hop that the connection came to.
/// </summary>
internal sealed partial record SshLog
{
    /// <summary>What stands before the name of each file of the configuration that was read.</summary>
    public const string ConfigFileStart = "Reading configuration data ";

    private const string DebugPrefix = "debug1: ";

    /// <summary>The files of the configuration that were read, and the blocks of them that apply, as the client says it.</summary>
    public IReadOnlyList<string> ConfigLines { get; private init; } = [];

    /// <summary>The address and port it connected to.</summary>
    public string? Address { get; private init; }

    /// <summary>The proxies on the way, the nearest to this side first: a jump host's name, or a command's program.</summary>
    public IReadOnlyList<string> Proxies { get; private init; } = [];

    /// <summary>How many of the proxies let this side in.</summary>
    public int ProxiesPassed { get; private init; }

    /// <summary>The server of the current hop sent its version: something that speaks ssh is there.</summary>
    public bool Spoke { get; private init; }

    /// <summary>What the server said in place of its version, such as <c>Exceeded MaxStartups</c>.</summary>
    public string? Refusal { get; private init; }

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

    /// <summary>The exit code that the target reported; null when it reported none.</summary>
    public int? ExitCode { get; private init; }

    /// <summary>The target reported that a signal ended the command.</summary>
    public bool Signalled { get; private init; }

    /// <summary>The client has said what it is.</summary>
    public bool Started => Clients > 0;

    /// <summary>The last that it said before authentication is that it runs a command of its configuration.</summary>
    public bool RunsCommand { get; private init; }

    /// <summary>What the client itself said, without its debugging lines.</summary>
    public IReadOnlyList<string> ClientLines { get; private init; } = [];

    /// <summary>What came from the target after authentication.</summary>
    public IReadOnlyList<string> TargetLines { get; private init; } = [];

    /// <summary>The name under which known_hosts has another key; null when the client did not say it.</summary>
    public string? HostKeyName => ClientLines.Select(line => HostKeyOf().Match(line)).FirstOrDefault(m => m.Success)?.Groups["name"].Value;

    /// <summary>The server of the current hop is the target itself, or there are no hops.</summary>
    public bool AtTarget => Proxies.Count == 0 || (Spoke && Authentications >= Clients - 1);

    // A client that is a proxy of ours and as talkative names its version too.
    private int Clients { get; init; }

    private int Authentications { get; init; }

    private string Method { get; init; } = "an unnamed method";

    /// <summary>Reads the log; lines that it does not know are kept as the client's or the target's.</summary>
    public static SshLog Parse(string text)
    {
        var log = new SshLog();
        List<string> client = [], target = [];
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.StartsWith(DebugPrefix, StringComparison.Ordinal))
            {
                var said = line[DebugPrefix.Length..];
                log = log.AddDebug(said) with { RunsCommand = said.StartsWith("Executing command: '", StringComparison.Ordinal) };
            }
            else if (log.AuthenticatedBy is not null)
            {
                if (!Farewell().IsMatch(line))
                {
                    (AfterLogin().IsMatch(line) ? client : target).Add(line);
                }
            }
            else if (Authenticated().Match(line) is { Success: true } match)
            {
                log = log.Authenticate(match.Groups["method"].Value);
            }
            else if (line.StartsWith("OpenSSH_", StringComparison.Ordinal))
            {
                log = log with { Clients = log.Clients + 1 };
            }
            else if (!line.StartsWith("** ", StringComparison.Ordinal))
            {
                client.Add(line); // "** " begins the warnings on key exchange that clients since 10.1 print
            }
        }

        return log with { ClientLines = client, TargetLines = target };
    }

    private SshLog Authenticate(string method)
    {
        var by = method.Length > 0 ? method : Method;
        return Authentications + 1 < Clients
            ? this with
            {
                Authentications = Authentications + 1,
                ProxiesPassed = ProxiesPassed + 1,
                Spoke = false,
                HostKey = null,
                HostKeyAccepted = false,
                Methods = null,
                Keys = [],
            }
            : this with { Spoke = true, HostKeyAccepted = true, AuthenticatedBy = by, ProxiesPassed = Proxies.Count };
    }

    private SshLog AddDebug(string line)
    {
        if (AuthenticatedBy is not null)
        {
            return line switch
            {
                _ when Exit().Match(line) is { Success: true } exit =>
                    this with { ExitCode = int.Parse(exit.Groups["code"].Value, CultureInfo.InvariantCulture) },
                _ when line.Contains(" rtype exit-signal ", StringComparison.Ordinal) => this with { Signalled = true },
                _ => this,
            };
        }

        if (Connecting().Match(line) is { Success: true } connecting)
        {
            return this with { Address = $"{connecting.Groups["address"].Value} port {connecting.Groups["port"].Value}" };
        }

        if (Proxy().Match(line) is { Success: true } proxy)
        {
            var jump = JumpHost().Match(proxy.Groups["command"].Value);
            var name = jump.Success ? jump.Groups["host"].Value : proxy.Groups["command"].Value.Split(' ')[0];
            return this with { Proxies = [name, .. Proxies] }; // the last to start is the nearest
        }

        if (Clients <= 1 && Config().IsMatch(line))
        {
            return this with { ConfigLines = [.. ConfigLines, line] };
        }

        return After(line, "Authentication succeeded (") is { } method ? this with { Method = method.TrimEnd('.', ')') }
            : After(line, "Offering public key: ") is { } key ? this with { Keys = [.. Keys, key] }
            : After(line, "Server host key: ") is { } hostKey ? this with { Spoke = true, HostKey = hostKey }
            : After(line, "Authentications that can continue: ") is { } methods ? this with { HostKeyAccepted = true, Methods = methods }
            : After(line, "mux_client_request_session: master session id") is not null
                ? this with { Spoke = true, HostKeyAccepted = true, Multiplexed = true, AuthenticatedBy = "an existing connection" }
            : line.StartsWith("Remote protocol version ", StringComparison.Ordinal) ? this with { Spoke = true }
            : line.Contains(" is known and matches the ", StringComparison.Ordinal) ? this with { HostKeyAccepted = true }
            : Banner().Match(line) is { Success: true } banner ? this with { Refusal = banner.Groups["text"].Value.Trim() }
            : this;
    }

    private static string? After(string line, string start) =>
        line.StartsWith(start, StringComparison.Ordinal) ? line[start.Length..] : null;
}
