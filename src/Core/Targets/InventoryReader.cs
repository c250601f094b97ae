using GoEnv.Yaml;

namespace GoEnv.Targets;

/// <summary>Makes an inventory of its file.</summary>
internal sealed class InventoryReader
{
    public static readonly IReadOnlyList<string> FileKeys = ["defaults", "groups", "hosts", "version"];

    private readonly Dictionary<string, (int Index, int Line)> hosts = [];
    private readonly List<(string Name, string Address, InventoryHost Entry)> names = [];

    private InventoryReader()
    {
    }

    public static Inventory Read(YamlValue file)
    {
        if (file.IsNull)
        {
            throw file.Error("the inventory is empty; write 'version: 1' and 'hosts:'");
        }

        var fields = file.Fields("an inventory", FileKeys);
        CheckVersion(fields);
        return new InventoryReader().Read(fields);
    }

    /// <summary>Refuses a format that this version cannot know.</summary>
    public static void CheckVersion(YamlFields fields) =>
        fields.Require("version", "version: 1").Int("'version'", 1, 1);

    private Inventory Read(YamlFields fields)
    {
        var defaults = fields.Find("defaults")?.Fields("the defaults", InventorySettings.Keys) is { } found
            ? InventorySettings.Read(found)
            : InventorySettings.None;
        ReadHosts(fields.Require("hosts", "'hosts:' with the names of the hosts"));
        var groups = InventoryGroups.Read(
            fields.Map("groups"),
            names.ConvertAll(name => name.Name),
            name => hosts.TryGetValue(name, out var host) ? host.Index : -1);
        foreach (var (_, _, entry) in names.DistinctBy(name => name.Entry))
        {
            entry.GroupIndexes = entry.Groups.Select(groups.IndexOf).ToList();
        }

        var settings = new Dictionary<(InventoryHost, GroupSet), InventorySettings>();
        var targets = new List<Target>(names.Count);
        for (var i = 0; i < names.Count; i++)
        {
            var (name, address, entry) = names[i];
            var set = groups.SetOf(i, entry.GroupIndexes);
            if (!settings.TryGetValue((entry, set), out var resolved))
            {
                resolved = defaults.Then(set.Settings).Then(entry.Settings);
                settings.Add((entry, set), resolved);
            }

            targets.Add(entry.ToTarget(name, address, resolved, set.Names));
        }

        return new Inventory(targets, groups.Names);
    }

    private void ReadHosts(YamlValue value)
    {
        switch (value.Kind)
        {
            case YamlKind.List:
                foreach (var name in value.Items)
                {
                    Add(InventoryHost.Read(name, null));
                }

                break;
            case YamlKind.Map:
                foreach (var (name, host) in value.Entries)
                {
                    Add(InventoryHost.Read(name, host));
                }

                break;
            default:
                throw value.WrongKind("'hosts'", "a list of names, or names with settings");
        }
    }

    private void Add(InventoryHost entry)
    {
        if (names.Count + entry.Names.Count > HostRange.MaximumNames)
        {
            throw entry.Key.Error($"the inventory has more than {HostRange.MaximumNames} hosts; split it into several files");
        }

        foreach (var (name, address) in entry.Names.Expand().Zip(entry.Addresses.Expand()))
        {
            if (!hosts.TryAdd(name, (names.Count, entry.Key.Line)))
            {
                throw entry.Key.Error($"the host '{name}' is given twice, first on line {hosts[name].Line}; keep one");
            }

            names.Add((name, address, entry));
        }
    }
}
