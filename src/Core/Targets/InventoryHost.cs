using GoEnv.Yaml;

namespace GoEnv.Targets;

/// <summary>One entry of an inventory's <c>hosts</c>: a host, or a range of them.</summary>
internal sealed class InventoryHost
{
    public static readonly IReadOnlyList<string> Keys = [.. InventorySettings.Keys.Concat(["groups", "host", "kind"]).Order(StringComparer.Ordinal)];

    /// <summary>Pods are listed by their cluster, and by no inventory.</summary>
    public static readonly IReadOnlyList<string> Kinds = [LocalName, "ssh"];

    private const string LocalName = "local";

    private InventoryHost(YamlValue key, YamlValue address)
    {
        Key = key;
        AddressValue = address;
        Names = Range(key, "a host");
        Addresses = ReferenceEquals(key, address) ? Names : Range(address, "'host'");
    }

    public YamlValue Key { get; }

    public HostRange Names { get; }

    public HostRange Addresses { get; }

    public TargetKind Kind { get; private init; } = TargetKind.Ssh;

    public InventorySettings Settings { get; private init; } = InventorySettings.None;

    /// <summary>The names of groups that the host itself gives.</summary>
    public IReadOnlyList<YamlValue> Groups { get; private init; } = [];

    /// <summary>The same groups, once they are known.</summary>
    public IReadOnlyList<int> GroupIndexes { get; set; } = [];

    private YamlValue AddressValue { get; }

    public static InventoryHost Read(YamlValue key, YamlValue? value)
    {
        if (value is null or { IsNull: true })
        {
            return Check(new InventoryHost(key, key) { Kind = ReadKind(key, null) });
        }

        var fields = value.Fields("a host", Keys);
        return Check(new InventoryHost(key, fields.Find("host") ?? key)
        {
            Kind = ReadKind(key, fields),
            Settings = InventorySettings.Read(fields),
            Groups = fields.List("groups"),
        });
    }

    /// <summary>The target of one of the names.</summary>
    public Target ToTarget(string name, string address, InventorySettings settings, IReadOnlyList<string> groups)
    {
        Key.Checked(() => Target.Ssh(name));
        var target = Kind == TargetKind.Local ? Target.Local : AddressValue.Checked(() => Target.Ssh(address, settings.User, settings.Port));
        return target.With(name, settings.Become ?? false, settings.Labels, groups, settings.Tags);
    }

    private static TargetKind ReadKind(YamlValue key, YamlFields? fields)
    {
        if (fields?.Find("kind") is not { } value)
        {
            return key.RawText == LocalName ? CheckLocal(fields) : TargetKind.Ssh;
        }

        return value.Text("'kind'") switch
        {
            LocalName => CheckLocal(fields),
            "ssh" => TargetKind.Ssh,
            var other => throw value.Error($"'{other}' is not a kind of target; write local or ssh"),
        };
    }

    private static TargetKind CheckLocal(YamlFields? fields)
    {
        string[] never = ["host", "port", "user"];
        return never.FirstOrDefault(key => fields?.Find(key) is not null) is { } wrong
            ? throw fields!.Find(wrong)!.Error($"'{wrong}' has no meaning for this machine; remove it, or write kind: ssh")
            : TargetKind.Local;
    }

    private static InventoryHost Check(InventoryHost entry)
    {
        if (entry.Names.Count != entry.Addresses.Count)
        {
            throw entry.AddressValue.Error(
                $"'host' stands for {entry.Addresses.Count} and '{entry.Key.RawText}' for {entry.Names.Count}; write ranges of the same length");
        }

        return entry.Kind == TargetKind.Local && entry.Names.Count > 1
            ? throw entry.Key.Error($"'{entry.Key.RawText}' stands for {entry.Names.Count} hosts and there is one local machine; write one name")
            : entry;
    }

    private static HostRange Range(YamlValue value, string what)
    {
        var text = value.Text(what);
        return text.Length == 0
            ? throw value.Error($"{what} is an empty text; write a name")
            : value.Checked(() => HostRange.Parse(text));
    }
}
