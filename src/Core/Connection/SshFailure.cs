namespace GoEnv.Connection;

/// <summary>Names the cause of a failed ssh connection from the client's own words.</summary>
internal static class SshFailure
{
    private sealed record Cause(TargetError Error, string What, string Action, params string[] Signs);

    // First match wins: the more telling sign stands before the general one that follows it in the log.
    private static readonly Cause[] Causes =
    [
        new(TargetError.ClientConfigInvalid,
            "the ssh client refuses its configuration",
            "Mend the configuration file and line that the details name.",
            "Bad configuration option", "bad configuration options", "Bad owner or permissions on", "Can't open user config file",
            "keyword ", "no argument after keyword"),
        new(TargetError.NameNotResolved,
            "its host name does not resolve",
            "Check the spelling, DNS, or add a Host entry with HostName to ~/.ssh/config.",
            "Could not resolve hostname", "hostname contains invalid characters"),
        new(TargetError.ConnectionRefused,
            "its port refuses connections",
            "Check that sshd runs there and listens on that port.",
            "Connection refused"),
        new(TargetError.NetworkUnreachable,
            "there is no route to it",
            "Check the network, VPN or routing on this side.",
            "No route to host", "Network is unreachable"),
        new(TargetError.HostKeyChanged,
            "its host key is not the one in known_hosts",
            "Find out why the key changed; only when it is legitimate, remove the old one with 'ssh-keygen -R HOST' and connect once by hand.",
            "REMOTE HOST IDENTIFICATION HAS CHANGED", "POSSIBLE DNS SPOOFING", "marked as revoked"),
        new(TargetError.HostKeyUnknown,
            "its host key is not known here",
            "Compare the fingerprint with the host's own and connect once by hand, or deploy known_hosts.",
            "Host key verification failed", "host key is known for"),
        new(TargetError.NegotiationFailed,
            "client and server have no algorithm in common",
            "Update the older side; as a last resort enable the algorithm for that one host in ~/.ssh/config.",
            "Unable to negotiate", "no matching "),
        new(TargetError.AuthenticationFailed,
            "it accepts none of the keys that were offered",
            "Put the public key into the account's authorized_keys, or set User and IdentityFile for the host in ~/.ssh/config.",
            "Permission denied", "Too many authentication failures", "No more authentication methods", "no such identity"),
        new(TargetError.ProxyFailed,
            "the jump host or proxy command on the way failed",
            "Connect to the jump host by hand first.",
            "stdio forwarding failed", "open failed: ", "proxycommand", "ProxyJump", "Connection closed by UNKNOWN port"),
        new(TargetError.ConnectionTimedOut,
            "its port does not answer",
            "Check that the host is up, its address and port, and the firewalls between.",
            "timed out", "Connection to .* port .*: timeout"),
        new(TargetError.ConnectionFailed,
            "the server closed the connection before authentication",
            "Look at the server's sshd log (MaxStartups, TCP wrappers, fail2ban).",
            "Connection closed by", "Connection reset by", "kex_exchange_identification", "ssh_dispatch_run_fatal", "banner exchange",
            "Connection to "),
    ];

    /// <summary>The cause of a failure before authentication.</summary>
    public static TargetException BeforeAuthentication(Target target, SshLog log, bool timedOut)
    {
        var cause = timedOut && !log.ClientLines.Any(line => line.Contains("timed out", StringComparison.Ordinal))
            ? Array.Find(Causes, c => c.Error == TargetError.ConnectionTimedOut)
            : Array.Find(Causes, c => c.Signs.Any(sign =>
                log.ClientLines.Any(line => line.Contains(sign, StringComparison.OrdinalIgnoreCase))));
        return cause is null
            ? Make(target, log, TargetError.ConnectionFailed, "ssh gave up before authentication",
                $"Run 'ssh -v {target.Host}' by hand and read its last lines.")
            : Make(target, log, cause.Error, Describe(cause, log), cause.Action.Replace("HOST", target.Host, StringComparison.Ordinal));
    }

    /// <summary>The cause of a failure after authentication and before the script began.</summary>
    public static TargetException BeforeScript(Target target, SshLog log, int exitCode, bool timedOut)
    {
        if (timedOut)
        {
            return Make(target, log, TargetError.ShellTimedOut,
                "its login shell accepted the connection but did not come to run the script in time",
                "Look for a start-up file of the account that waits for input, sleeps or hangs (.bashrc, .zshenv, config.fish).");
        }

        if (target.Become && log.TargetLines.FirstOrDefault(IsSudo) is { } sudo)
        {
            return Make(target, log, TargetError.BecomeFailed, $"sudo -n refuses ({sudo})",
                "Allow the account to run sh as root with NOPASSWD in sudoers, or take 'become' out of the inventory.");
        }

        return exitCode == 255
            ? Lost(target, log, "the connection was closed before the shell answered")
            : Make(target, log, TargetError.ShellUnavailable,
                $"its login shell ended with exit code {exitCode} and did not run the script",
                "Give the account a shell that runs commands; nologin, false and git-shell do not.");
    }

    /// <summary>The connection ended between the first and the last line of the script.</summary>
    public static TargetException Lost(Target target, SshLog log, string what) => Make(
        target, log, TargetError.ConnectionLost, what,
        "Run it again; when it repeats, look at the target's memory, its sshd log and the network between.");

    /// <summary>The script ran and did not come to its end in time.</summary>
    public static TargetException Slow(Target target, SshLog log, TimeSpan limit) => Make(
        target, log, TargetError.TargetTimedOut, $"it did not answer in full within {limit.TotalSeconds:0} s",
        "Raise -TimeoutSeconds, or look at the load of the target.");

    /// <summary>The target printed more than the limit.</summary>
    public static TargetException TooLarge(Target target, SshLog log, int bytes) => Make(
        target, log, TargetError.OutputTooLarge, $"it printed more than {bytes / (1024 * 1024)} MiB",
        "Look for a start-up file that prints without end.");

    private static TargetException Make(Target target, SshLog log, TargetError error, string what, string action) =>
        new(target, error, $"{target.Name} could not be asked: {what}.", action)
        {
            Details = log.ClientLines.Concat(log.TargetLines).TakeLast(8).ToList(),
        };

    private static string Describe(Cause cause, SshLog log) => cause.Error switch
    {
        TargetError.AuthenticationFailed when log.Keys.Count == 0 =>
            $"no key could be offered to it (it accepts {log.Methods ?? "no method that works without a terminal"})",
        TargetError.AuthenticationFailed =>
            $"it accepts none of the {log.Keys.Count} keys that were offered (methods: {log.Methods ?? "none"})",
        TargetError.HostKeyChanged or TargetError.HostKeyUnknown when log.HostKey is not null => $"{cause.What} ({log.HostKey})",
        _ when log.Address is not null => $"{cause.What} ({log.Address})",
        _ => cause.What,
    };

    private static bool IsSudo(string line) => line.StartsWith("sudo:", StringComparison.Ordinal)
        || line.Contains("is not in the sudoers file", StringComparison.Ordinal)
        || line.Contains("sudo: not found", StringComparison.Ordinal);
}
