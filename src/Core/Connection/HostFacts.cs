using GoEnv.Toolchain;

namespace GoEnv.Connection;

/// <summary>The machine behind a session and the account that it runs as.</summary>
public sealed record HostFacts
{
    /// <summary>The kernel's name as <c>uname -s</c> prints it, such as <c>Linux</c>.</summary>
    public Fact<string> Kernel { get; init; }

    /// <summary>The kernel's release as <c>uname -r</c> prints it.</summary>
    public Fact<string> KernelRelease { get; init; }

    /// <summary>The architecture as <c>uname -m</c> prints it, such as <c>x86_64</c>.</summary>
    public Fact<string> Machine { get; init; }

    /// <summary>The machine's own name.</summary>
    public Fact<string> HostName { get; init; }

    /// <summary>ID of os-release, such as <c>debian</c>; absent where there is no os-release.</summary>
    public Fact<string> OsId { get; init; }

    /// <summary>VERSION_ID of os-release, such as <c>12</c>; absent for a rolling distribution.</summary>
    public Fact<string> OsVersion { get; init; }

    /// <summary>PRETTY_NAME of os-release.</summary>
    public Fact<string> OsName { get; init; }

    /// <summary>The account's name.</summary>
    public Fact<string> User { get; init; }

    /// <summary>The account's number.</summary>
    public Fact<long> UserId { get; init; }

    /// <summary>The account's home folder; absent where HOME is not set.</summary>
    public Fact<string> Home { get; init; }

    /// <summary>Mode and owner of the home folder.</summary>
    public Fact<PathOwner> HomeOwner { get; init; }

    /// <summary>Mode and owner of <c>~/.ssh</c>; absent where there is none.</summary>
    public Fact<PathOwner> SshFolder { get; init; }

    /// <summary>The private keys in <c>~/.ssh</c>.</summary>
    public Fact<IReadOnlyList<PrivateKeyFile>> PrivateKeys { get; init; }

    /// <summary>Mode and owner of <c>~/.ssh/authorized_keys</c>; absent where there is none.</summary>
    public Fact<PathOwner> AuthorizedKeysFile { get; init; }

    /// <summary>The keys in <c>~/.ssh/authorized_keys</c> that the target's ssh-keygen knows; absent where there are none.</summary>
    public Fact<IReadOnlyList<AuthorizedKey>> AuthorizedKeys { get; init; }

    /// <summary>The target's clock when the probe ran, in whole seconds.</summary>
    public Fact<DateTimeOffset> Clock { get; init; }

    /// <summary>System, architecture and account in a few words.</summary>
    public override string ToString() => $"{(OsName.IsKnown ? OsName : Kernel)}, {Machine}, as {User}";
}

/// <summary>A private key file.</summary>
/// <param name="Path">Its path.</param>
/// <param name="Owner">Its mode and owner.</param>
/// <param name="Unread">Why it is not known to be a key; null when it is one.</param>
public sealed record PrivateKeyFile(string Path, Fact<PathOwner> Owner, string? Unread);

/// <summary>A key that may log in.</summary>
/// <param name="Type">Its type as ssh-keygen names it, such as <c>RSA</c> or <c>ED25519</c>.</param>
/// <param name="Bits">Its size in bits.</param>
public sealed record AuthorizedKey(string Type, int Bits);
