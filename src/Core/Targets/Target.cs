using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Serialization;

namespace GoEnv;

/// <summary>
/// A place where Go lives: <c>local</c>, <c>ssh:[user@]host[:port]</c>, <c>pod:[context/]namespace/pod[/container]</c>, or a
/// bare <c>[user@]host</c>, which is ssh. Two targets are the same when they are written the same.
/// </summary>
[JsonConverter(typeof(TargetJsonConverter))]
public sealed class Target : IEquatable<Target>
{
    private Target(TargetKind kind, string host, string? user, int? port)
    {
        Kind = kind;
        Host = host;
        User = user;
        Port = port;
    }

    /// <summary>This machine.</summary>
    public static Target Local { get; } = new(TargetKind.Local, string.Empty, null, null);

    /// <summary>How it is reached.</summary>
    public TargetKind Kind { get; }

    /// <summary>
    /// The host as <c>ssh</c> is given it: a name, an address, or a <c>Host</c> of ssh_config. The name of a pod. Empty for local.
    /// </summary>
    public string Host { get; }

    /// <summary>The user to log in as; null leaves it to ssh_config.</summary>
    public string? User { get; private init; }

    /// <summary>The TCP port; null leaves it to ssh_config.</summary>
    public int? Port { get; private init; }

    /// <summary>The container of a pod; null for other kinds.</summary>
    public PodReference? Pod { get; private init; }

    /// <summary>The name that an inventory gives it; else its written form.</summary>
    public string Name => InventoryName ?? ToString();

    /// <summary>The written form.</summary>
    public string Address => ToString();

    /// <summary>Run as root through <c>sudo -n</c>.</summary>
    public bool Become { get; private init; }

    /// <summary>Labels from the inventory.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; private init; } = new Dictionary<string, string>();

    /// <summary>Groups of the inventory that it belongs to.</summary>
    public IReadOnlyList<string> Groups { get; private init; } = [];

    /// <summary>Tags from the inventory: labels without a value.</summary>
    public IReadOnlyList<string> Tags { get; private init; } = [];

    private string? InventoryName { get; init; }

    /// <summary>Reads the written form; <see cref="FormatException"/> says what is wrong and what would be right.</summary>
    public static Target Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return TargetParser.Parse(text);
    }

    /// <summary>Reads the written form without throwing.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out Target? target)
    {
        try
        {
            target = text is null ? null : Parse(text);
        }
        catch (FormatException)
        {
            target = null;
        }

        return target is not null;
    }

    /// <summary>A host reached by ssh; <see cref="FormatException"/> when a part is not well formed.</summary>
    public static Target Ssh(string host, string? user = null, int? port = null)
    {
        TargetParser.CheckHost(host, host);
        if (user is not null)
        {
            TargetParser.CheckUser(user, host);
        }

        return new Target(TargetKind.Ssh, host, user, TargetParser.CheckPort(port, host));
    }

    /// <summary>A container of a pod; <see cref="FormatException"/> when a part is not well formed.</summary>
    public static Target InPod(PodReference pod)
    {
        ArgumentNullException.ThrowIfNull(pod);
        return new Target(TargetKind.Pod, pod.Pod, null, null) { Pod = PodReference.Parse(pod.ToString()) };
    }

    /// <summary>The same target with what an inventory knows of it.</summary>
    public Target With(
        string? name = null,
        bool? become = null,
        IReadOnlyDictionary<string, string>? labels = null,
        IReadOnlyList<string>? groups = null,
        IReadOnlyList<string>? tags = null) => new(Kind, Host, User, Port)
        {
            Pod = Pod,
            InventoryName = name ?? InventoryName,
            Become = become ?? Become,
            Labels = labels ?? Labels,
            Groups = groups ?? Groups,
            Tags = tags ?? Tags,
        };

    /// <summary>The written form, which <see cref="Parse"/> reads: <c>local</c>, <c>ssh:user@host:port</c> or <c>pod:namespace/pod</c>.</summary>
    public override string ToString()
    {
        if (Kind == TargetKind.Local)
        {
            return "local";
        }

        if (Pod is not null)
        {
            return "pod:" + Pod;
        }

        var user = User is null ? string.Empty : User + "@";
        var host = Host.Contains(':') ? $"[{Host}]" : Host;
        return Port is { } port ? string.Create(CultureInfo.InvariantCulture, $"ssh:{user}{host}:{port}") : $"ssh:{user}{host}";
    }

    /// <inheritdoc/>
    public bool Equals(Target? other) => other is not null && ToString() == other.ToString() && Become == other.Become;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Target);

    /// <inheritdoc/>
    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);
}
