using GoEnv.Text;
using GoEnv.Yaml;

namespace GoEnv.Targets;

/// <summary>The groups that a host is in, parents first, and what they say together.</summary>
internal sealed record GroupSet(IReadOnlyList<string> Names, InventorySettings Settings);

/// <summary>
/// The groups of an inventory. A host in a group is in the group's parents too. A child's settings go over its parents';
/// of unrelated groups, the later in the file goes over the earlier.
/// </summary>
internal sealed class InventoryGroups
{
    public static readonly IReadOnlyList<string> Keys = [.. InventorySettings.Keys.Concat(["children", "hosts"]).Order(StringComparer.Ordinal)];

    public const int MaximumGroups = 4096;
    public const int MaximumMembers = 1_000_000;
    public const int MaximumPatterns = 1000;

    private readonly Dictionary<string, int> indexes = [];
    private readonly List<Group> groups = [];
    private readonly Dictionary<int, List<int>> groupsOfHost = [];
    private readonly Dictionary<string, GroupSet> sets = [];
    private IReadOnlyList<int> order = [];

    private sealed record Group(string Name, InventorySettings Settings, IReadOnlyList<YamlValue> Hosts, IReadOnlyList<YamlValue> Children)
    {
        public HashSet<int> Ancestors { get; } = [];
    }

    public IReadOnlyList<string> Names => groups.ConvertAll(group => group.Name);

    public static InventoryGroups Read(IReadOnlyList<YamlEntry> entries, IReadOnlyList<string> hosts, Func<string, int> indexOfHost)
    {
        var result = new InventoryGroups();
        foreach (var (key, value) in entries)
        {
            result.Add(key, value);
        }

        var children = result.groups.ConvertAll(group => group.Children.Select(child => (result.IndexOf(child), child)).ToList());
        result.order = new InventoryGroupOrder(children, result.Names).Sort();
        foreach (var parent in result.order)
        {
            foreach (var child in result.groups[parent].Children)
            {
                var ancestors = result.groups[result.IndexOf(child)].Ancestors;
                ancestors.Add(parent);
                ancestors.UnionWith(result.groups[parent].Ancestors);
            }
        }

        result.AddMembers(hosts, indexOfHost);
        return result;
    }

    /// <summary>The index of the group that <paramref name="name"/> names; an error at its place when there is none.</summary>
    public int IndexOf(YamlValue name)
    {
        var text = name.Text("a group");
        if (indexes.TryGetValue(text, out var index))
        {
            return index;
        }

        var near = Nearest.To(text, indexes.Keys) is { } meant ? $"did you mean '{meant}'?" : $"write '{text}:' under 'groups', or remove it here";
        throw name.Error($"there is no group '{text}'; {near}");
    }

    /// <summary>The groups of the host with the index <paramref name="host"/>, with those that it gives itself.</summary>
    public GroupSet SetOf(int host, IReadOnlyList<int> own)
    {
        var direct = (groupsOfHost.TryGetValue(host, out var found) ? found.Concat(own) : own).Distinct().Order().ToList();
        var key = string.Join(',', direct);
        if (!sets.TryGetValue(key, out var set))
        {
            var all = direct.SelectMany(index => groups[index].Ancestors).Concat(direct).ToHashSet();
            var sorted = order.Where(all.Contains).Select(index => groups[index]).ToList();
            var settings = sorted.Aggregate(InventorySettings.None, (farther, group) => farther.Then(group.Settings));
            set = new GroupSet(sorted.ConvertAll(group => group.Name), settings);
            sets.Add(key, set);
        }

        return set;
    }

    private void Add(YamlValue key, YamlValue value)
    {
        var name = InventorySettings.ReadWord(key, "group");
        if (groups.Count == MaximumGroups)
        {
            throw key.Error($"there are more than {MaximumGroups} groups; write labels instead");
        }

        indexes.Add(name, groups.Count);
        if (value.IsNull)
        {
            groups.Add(new Group(name, InventorySettings.None, [], []));
            return;
        }

        var fields = value.Fields("a group", Keys);
        groups.Add(new Group(name, InventorySettings.Read(fields), fields.List("hosts"), fields.List("children")));
    }

    private void AddMembers(IReadOnlyList<string> hosts, Func<string, int> indexOfHost)
    {
        var (members, patterns) = (0L, 0);
        for (var group = 0; group < groups.Count; group++)
        {
            foreach (var value in groups[group].Hosts)
            {
                var range = value.Checked(() => HostRange.Parse(value.Text("a host of a group")));
                var isPattern = Wildcard.IsPattern(value.RawText);
                if (isPattern && ++patterns > MaximumPatterns)
                {
                    throw value.Error($"the groups have more than {MaximumPatterns} names with '*' or '?'; write 'groups' at the hosts instead");
                }

                var found = isPattern ? Matching(value, hosts) : Named(value, range, indexOfHost, hosts);
                members += found.Count;
                if (members > MaximumMembers)
                {
                    throw value.Error($"the groups have more than {MaximumMembers} members in all; nest them with 'children'");
                }

                foreach (var host in found)
                {
                    (groupsOfHost.TryGetValue(host, out var list) ? list : groupsOfHost[host] = []).Add(group);
                }
            }
        }
    }

    private static List<int> Matching(YamlValue value, IReadOnlyList<string> hosts)
    {
        var found = Enumerable.Range(0, hosts.Count).Where(i => Wildcard.Matches(value.RawText, hosts[i], ignoreCase: true)).ToList();
        return found.Count > 0
            ? found
            : throw value.Error($"no host matches '{value.RawText}'; write the host under 'hosts', or remove it here");
    }

    private static List<int> Named(YamlValue value, HostRange range, Func<string, int> indexOfHost, IReadOnlyList<string> hosts) =>
        range.Expand().Select(name =>
        {
            if (indexOfHost(name) is var index and >= 0)
            {
                return index;
            }

            var near = Nearest.To(name, hosts) is { } meant ? $"did you mean '{meant}'?" : $"write '{name}' under 'hosts', or remove it here";
            throw value.Error($"there is no host '{name}'; {near}");
        }).ToList();
}
