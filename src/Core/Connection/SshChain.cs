namespace GoEnv.Connection;

/// <summary>The chain of links that an ssh connection is made of.</summary>
internal static class SshChain
{
    private static readonly string[] Names = ["name", "port", "host key", "authentication", "shell"];

    /// <summary>The links up to the one that <paramref name="error"/> broke; all of them when it is null.</summary>
    public static IReadOnlyList<ConnectionLink> Build(SshLog log, TargetException? error)
    {
        var broken = error is null ? Names.Length : BrokenAt(error.Error, log);
        return Names.Select((name, i) => i.CompareTo(broken) switch
        {
            < 0 => new ConnectionLink(name, LinkStatus.Ok, Detail(i, log)),
            0 => new ConnectionLink(name, LinkStatus.Broken, error!.Message),
            _ => new ConnectionLink(name, LinkStatus.NotReached, string.Empty),
        }).ToList();
    }

    private static int BrokenAt(TargetError error, SshLog log) => error switch
    {
        _ when log.AuthenticatedBy is not null => 4,
        TargetError.NameNotResolved or TargetError.ClientNotFound or TargetError.ClientConfigInvalid => 0,
        TargetError.ConnectionTimedOut when log is { Address: null, Proxies.Count: 0 } => 0,
        TargetError.ConnectionRefused or TargetError.NetworkUnreachable or TargetError.ProxyFailed => 1,
        TargetError.HostKeyChanged or TargetError.HostKeyUnknown or TargetError.NegotiationFailed => 2,
        TargetError.AuthenticationFailed => 3,
        _ when log.HostKeyAccepted => 3,
        _ => 1,
    };

    private static string Detail(int link, SshLog log) => link switch
    {
        0 when log.Proxies.Count == 0 => log.Address?.Split(' ')[0] ?? string.Empty,
        1 when log.Multiplexed => "an existing connection",
        1 => log.Proxies.Count > 0 ? "through " + string.Join(", ", log.Proxies) : log.Address ?? string.Empty,
        2 => log.HostKey ?? string.Empty,
        3 => log.AuthenticatedBy ?? string.Empty,
        _ => string.Empty,
    };
}
