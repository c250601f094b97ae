namespace GoEnv.Connection;

/// <summary>Makes the error of a failed ssh connection, by how far it came and by the client's own words.</summary>
internal static class SshFailure
{
    /// <summary>The server was too busy to begin: nothing ran, so that another attempt does no harm.</summary>
    public static bool IsTransient(SshLog log) => log.AuthenticatedBy is null
        && !log.Spoke
        && log.Refusal is null or "Exceeded MaxStartups"
        && SshCause.Find(log) is null or { Error: TargetError.ConnectionFailed }
        && log.ClientLines.Any(IsDropped)
        && (log.Proxies.Count == 0 || log.ClientLines.Any(IsHopDropped));

    /// <summary>The cause of a failure before authentication.</summary>
    public static TargetException BeforeAuthentication(Target target, SshLog log, bool timedOut)
    {
        if (!log.AtTarget && !(SshCause.Find(log) is { Error: TargetError.ClientConfigInvalid } && log.ProxiesPassed == 0))
        {
            return Proxy(target, log, timedOut);
        }

        var cause = SshCause.Find(log);
        if (timedOut && cause?.Error != TargetError.ConnectionTimedOut)
        {
            return TimedOut(target, log);
        }

        return cause is null
            ? Make(target, log, TargetError.ConnectionFailed, "ssh gave up before authentication",
                $"Run 'ssh -v {target.Host}' by hand and read its last lines.")
            : Make(target, log, cause.Error, Describe(cause, log), Advise(cause, log, target));
    }

    /// <summary>The cause of a failure after authentication and before the script began.</summary>
    public static TargetException BeforeScript(Target target, SshLog log, string said, bool timedOut)
    {
        if (timedOut)
        {
            return Make(target, log, TargetError.ShellTimedOut,
                "its login shell accepted the connection but did not come to run the script in time",
                "Look for a start-up file of the account that waits for input, sleeps or hangs (.bashrc, .zshenv, config.fish).");
        }

        if (target.Become && log.TargetLines.FirstOrDefault(line => line.Contains("sudo", StringComparison.Ordinal)) is { } sudo)
        {
            return Make(target, log, TargetError.BecomeFailed, $"sudo -n refuses ({sudo})",
                "Allow the account to run sh as root with NOPASSWD in sudoers, or take 'become' out of the inventory.");
        }

        var words = said.Length > 0 ? $" (it says: {said})" : string.Empty;
        return log switch
        {
            { ExitCode: { } code } => Make(target, log, TargetError.ShellUnavailable,
                $"its login shell ended with exit code {code} and did not run the script{words}",
                "Give the account a shell that runs commands; nologin, false and git-shell do not."),
            { Signalled: true } => Make(target, log, TargetError.ShellUnavailable,
                $"its login shell was ended by a signal before it ran the script{words}",
                "Look at the target's kernel log (out of memory) and at the start-up files of the account."),
            _ => Lost(target, log, "the connection was closed before the shell answered"),
        };
    }

    /// <summary>The connection or the script ended before the script's last line.</summary>
    public static TargetException Cut(Target target, SshLog log) => Lost(target, log, log switch
    {
        { ExitCode: { } code } => $"its shell ended with exit code {code} before the answer was complete",
        { Signalled: true } => "its shell was ended by a signal before the answer was complete",
        _ => "the connection was closed before the answer was complete",
    });

    /// <summary>The script ran and did not come to its end in time.</summary>
    public static TargetException Slow(Target target, SshLog log, TimeSpan limit) => Make(
        target, log, TargetError.TargetTimedOut, $"it did not answer in full within {limit.TotalSeconds:0} s",
        "Raise -TimeoutSeconds, or look at the load of the target.");

    /// <summary>The target printed more than the limit.</summary>
    public static TargetException TooLarge(Target target, SshLog log, int bytes) => Make(
        target, log, TargetError.OutputTooLarge, $"it printed more than {bytes / (1024 * 1024)} MiB",
        "Look for a start-up file that prints without end.");

    private static TargetException Lost(Target target, SshLog log, string what) => Make(
        target, log, TargetError.ConnectionLost, what,
        "Run it again; when it repeats, look at the target's memory, its sshd log and the network between.");

    private static TargetException TimedOut(Target target, SshLog log) => log switch
    {
        { HostKeyAccepted: true } => Make(target, log, TargetError.ConnectionTimedOut,
            "the authentication did not come to its end in time",
            "Look for a key that waits for a touch or a confirmation, and at the server's sshd log (DNS, LDAP, PAM)."),
        { Address: null, Proxies.Count: 0, RunsCommand: true } => Make(target, log, TargetError.ConnectionTimedOut,
            "a command of the ssh client's configuration did not end in time",
            "Look for 'Match exec' in ~/.ssh/config and the files that it includes."),
        { Address: null, Proxies.Count: 0, Started: false } => Make(target, log, TargetError.ConnectionTimedOut,
            "the ssh client said nothing in time",
            $"Run 'ssh -v {target.Host}' by hand and see what holds it up."),
        { Address: null, Proxies.Count: 0 } => Make(target, log, TargetError.NameNotResolved,
            "its host name did not resolve in time",
            "Check DNS on this side, or add a Host entry with HostName to ~/.ssh/config."),
        { Spoke: true } => Make(target, log, TargetError.ConnectionTimedOut,
            $"it answered and then said nothing more before it proved its host key ({log.Address})",
            "Check the load of the target, and the network between for packets that are lost because they are large (MTU)."),
        _ => Make(target, log, TargetError.ConnectionTimedOut,
            $"its port does not answer ({log.Address})",
            "Check that the host is up, its address and port, and the firewalls between."),
    };

    private static TargetException Proxy(Target target, SshLog log, bool timedOut)
    {
        var passed = Math.Min(log.ProxiesPassed, log.Proxies.Count - 1);
        var name = log.Proxies[passed];
        var why = SshCause.Find(log) is { Error: not TargetError.ConnectionFailed } cause ? cause.LineIn(log)
            : log.ClientLines.FirstOrDefault(line => !line.StartsWith('@')) ?? (timedOut ? "it does not answer in time" : "it says nothing");
        return log.ProxiesPassed >= log.Proxies.Count
            ? Make(target, log, TargetError.ProxyFailed, $"the jump host '{name}' does not reach it ({why})",
                $"Check that the target can be reached from '{name}', and that its sshd allows forwarding.")
            : Make(target, log, TargetError.ProxyFailed, $"the way through '{name}' failed ({why})",
                $"Make the connection through '{name}' work by hand first.");
    }

    private static TargetException Make(Target target, SshLog log, TargetError error, string what, string action) =>
        new(target, error, $"{target.Name} could not be asked: {what}.", action)
        {
            HadAnswered = log.Spoke || log.HostKeyAccepted,
            Details = log.ClientLines.Concat(log.TargetLines).TakeLast(8).ToList(),
        };

    private static string Describe(SshCause cause, SshLog log) => cause.Error switch
    {
        TargetError.AuthenticationFailed when cause.Signs[0].StartsWith("Permission", StringComparison.Ordinal) => log.Keys.Count == 0
            ? $"no key could be offered to it (it accepts {log.Methods ?? "no method that works without a terminal"})"
            : $"it accepts {(log.Keys.Count == 1 ? "not the one key that was" : $"none of the {log.Keys.Count} keys that were")} offered (methods: {log.Methods ?? "none"})",
        TargetError.HostKeyChanged or TargetError.HostKeyUnknown when log.HostKey is not null => $"{cause.What} ({log.HostKey})",
        TargetError.NameNotResolved or TargetError.ClientConfigInvalid or TargetError.NegotiationFailed =>
            $"{cause.What} ({cause.LineIn(log)})",
        TargetError.ConnectionFailed when log.Refusal is not null => $"{cause.What} ({log.Refusal})",
        _ when log.Address is not null => $"{cause.What} ({log.Address})",
        _ => cause.What,
    };

    private static string Advise(SshCause cause, SshLog log, Target target) => cause.Error switch
    {
        TargetError.HostKeyChanged => cause.Action.Replace("HOST", log.HostKeyName ?? target.Host, StringComparison.Ordinal),
        TargetError.ConnectionFailed when log.Refusal == "Not allowed at this time" =>
            "Wait: the server shuts this address out for a time (PerSourcePenalties in its sshd_config).",
        _ => cause.Action,
    };

    private static bool IsDropped(string line) => line.Contains("exchange_identification: ", StringComparison.Ordinal)
        && (line.EndsWith("Connection closed by remote host", StringComparison.Ordinal)
            || line.EndsWith("Connection reset by peer", StringComparison.Ordinal));

    // The outer client of a jump host knows no address; a hop that was dropped names its own.
    private static bool IsHopDropped(string line) => (line.StartsWith("Connection closed by ", StringComparison.Ordinal)
        || line.StartsWith("Connection reset by ", StringComparison.Ordinal)) && !line.Contains("UNKNOWN", StringComparison.Ordinal);
}
