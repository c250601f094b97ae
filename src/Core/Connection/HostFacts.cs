namespace GoEnv.Connection;

/// <summary>The machine behind a session and the account that it runs as.</summary>
public sealed record HostFacts
{
    /// <summary>The kernel's name as <c>uname -s</c> prints it, such as <c>Linux</c>.</summary>
    public Fact<string> Kernel { get; init; }

    /// <summary>The architecture as <c>uname -m</c> prints it, such as <c>x86_64</c>.</summary>
    public Fact<string> Machine { get; init; }

    /// <summary>The account's name.</summary>
    public Fact<string> User { get; init; }

    /// <summary>The account's home folder.</summary>
    public Fact<string> Home { get; init; }

    /// <summary>The target's clock when the probe ran, in whole seconds.</summary>
    public Fact<DateTimeOffset> Clock { get; init; }
}
