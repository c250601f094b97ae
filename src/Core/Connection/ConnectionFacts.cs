namespace GoEnv.Connection;

/// <summary>How far a connection came at one link of its chain.</summary>
public enum LinkStatus
{
    /// <summary>The link holds.</summary>
    Ok,

    /// <summary>The first link that does not hold.</summary>
    Broken,

    /// <summary>A link behind the broken one.</summary>
    NotReached,
}

/// <summary>One link of the chain from here to a shell on the target.</summary>
/// <param name="Name">name, port, host key, authentication or shell.</param>
/// <param name="Status">Whether it holds.</param>
/// <param name="Detail">What was seen there; empty when it was not reached.</param>
public sealed record ConnectionLink(string Name, LinkStatus Status, string Detail)
{
    /// <summary>The link as <c>name: ok, detail</c>.</summary>
    public override string ToString() => Status switch
    {
        LinkStatus.Ok => Detail.Length == 0 ? $"{Name}: ok" : $"{Name}: ok, {Detail}",
        LinkStatus.Broken => $"{Name}: broken, {Detail}",
        _ => $"{Name}: not reached",
    };
}

/// <summary>The way to one target, as it was seen from here.</summary>
public sealed record ConnectionFacts
{
    /// <summary>The links in the order in which they are made.</summary>
    public required IReadOnlyList<ConnectionLink> Links { get; init; }

    /// <summary>Why the target was not reached; null when it was.</summary>
    public TargetError? Error { get; init; }

    /// <summary>What went wrong, in one sentence; null when nothing did.</summary>
    public string? Message { get; init; }

    /// <summary>What to do next; null when nothing went wrong.</summary>
    public string? RecommendedAction { get; init; }

    /// <summary>The options that the ssh client uses for this target, by lower-case name, from <c>ssh -G</c>; absent for local.</summary>
    public Fact<IReadOnlyDictionary<string, IReadOnlyList<string>>> ClientOptions { get; init; } =
        Fact<IReadOnlyDictionary<string, IReadOnlyList<string>>>.Absent;

    /// <summary>The identity files of this side that exist; absent for local.</summary>
    public Fact<IReadOnlyList<IdentityFile>> Identities { get; init; } = Fact<IReadOnlyList<IdentityFile>>.Absent;

    /// <summary>The first link that does not hold; null when all do.</summary>
    public ConnectionLink? BrokenLink => Links.FirstOrDefault(link => link.Status == LinkStatus.Broken);
}

/// <summary>A private key file that the client would offer.</summary>
/// <param name="Path">Its path here.</param>
/// <param name="KeyType">Its type as OpenSSH names it, such as <c>RSA</c> or <c>ED25519</c>; unknown when it cannot be read.</param>
/// <param name="Bits">Its size in bits.</param>
/// <param name="Mode">The permission bits of the file; absent where the system has none.</param>
public sealed record IdentityFile(string Path, Fact<string> KeyType, Fact<int> Bits, Fact<UnixFileMode> Mode);
