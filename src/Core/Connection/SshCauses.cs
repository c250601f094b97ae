namespace GoEnv.Connection;

/// <summary>A cause that the client names in a line of its own.</summary>
internal sealed record SshCause(TargetError Error, string What, string Action, params string[] Signs)
{
    // First match wins: the more telling sign stands before the general one that follows it in the log.
    private static readonly SshCause[] All =
    [
        new(TargetError.ClientConfigInvalid,
            "the ssh client refuses its configuration",
            "Mend the configuration file and line that the details name.",
            "Bad configuration option", " bad configuration option", "Bad owner or permissions on", "Can't open user config file",
            "no argument after keyword", "extra arguments at end of line"),
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
            "No route to host", "Network is unreachable", "Host is down"),
        new(TargetError.HostKeyChanged,
            "its host key is not the one in known_hosts",
            "Find out why the key changed; only when it is legitimate, remove the old one with 'ssh-keygen -R HOST' and connect once by hand.",
            "REMOTE HOST IDENTIFICATION HAS CHANGED", "REVOKED HOST KEY DETECTED", "marked as revoked"),
        new(TargetError.HostKeyUnknown,
            "its host key is not known here",
            "Compare the fingerprint with the host's own and connect once by hand, or deploy known_hosts.",
            "Host key verification failed", "host key is known for"),
        new(TargetError.NegotiationFailed,
            "client and server have no algorithm in common",
            "Update the older side; as a last resort enable the algorithm for that one host in ~/.ssh/config.",
            "Unable to negotiate", "no matching "),
        new(TargetError.AuthenticationFailed,
            "it offered more keys than the server looks at",
            "Set IdentityFile and 'IdentitiesOnly yes' for the host in ~/.ssh/config, so that the right key is offered first.",
            "Too many authentication failures"),
        new(TargetError.AuthenticationFailed,
            "the private key file can be read by others, so that the client ignores it",
            "Run 'chmod 600' on the key file that the details name.",
            "UNPROTECTED PRIVATE KEY FILE"),
        new(TargetError.AuthenticationFailed,
            "it accepts none of the keys that were offered",
            "Put the public key into the account's authorized_keys, or set User and IdentityFile for the host in ~/.ssh/config.",
            "Permission denied (", "No more authentication methods", "no more authentication methods"),
        new(TargetError.ConnectionTimedOut,
            "its port does not answer",
            "Check that the host is up, its address and port, and the firewalls between.",
            "timed out"),
        new(TargetError.NetworkUnreachable,
            "this side may not connect to it",
            "Check the firewall and the network of this side.",
            "ssh: connect to host "),
        new(TargetError.ConnectionFailed,
            "the server closed the connection before authentication",
            "Look at the server's sshd log (MaxStartups, TCP wrappers, fail2ban).",
            "Connection closed by", "Connection reset by", "exchange_identification: ", "ssh_dispatch_run_fatal", "banner exchange",
            "Connection to "),
    ];

    /// <summary>The first cause that a line names and the log does not contradict; null when there is none.</summary>
    public static SshCause? Find(SshLog log) => Array.Find(All, cause =>
        !(log.HostKeyAccepted && cause.Error is TargetError.HostKeyChanged or TargetError.HostKeyUnknown)
        && cause.LineIn(log) is not null);

    /// <summary>The first line that names this cause.</summary>
    public string? LineIn(SshLog log) => log.ClientLines.FirstOrDefault(line =>
        Array.Exists(Signs, sign => line.Contains(sign, StringComparison.Ordinal)));
}
