using GoEnv.Yaml;

namespace GoEnv.Targets;

/// <summary>Sorts groups: parents before children, else as in the file. Refuses circles.</summary>
internal sealed class InventoryGroupOrder(IReadOnlyList<IReadOnlyList<(int Index, YamlValue Value)>> children, IReadOnlyList<string> names)
{
    public const int MaximumDepth = 32;

    private readonly List<int> path = [];
    private readonly int[] heights = new int[names.Count];

    public IReadOnlyList<int> Sort()
    {
        for (var i = 0; i < names.Count; i++)
        {
            Visit(i);
        }

        var parents = new int[names.Count];
        foreach (var child in children.SelectMany(list => list))
        {
            parents[child.Index]++;
        }

        var ready = new SortedSet<int>(Enumerable.Range(0, names.Count).Where(i => parents[i] == 0));
        var order = new List<int>(names.Count);
        while (ready.Count > 0)
        {
            var next = ready.Min;
            ready.Remove(next);
            order.Add(next);
            ready.UnionWith(children[next].Where(child => --parents[child.Index] == 0).Select(child => child.Index).ToList());
        }

        return order;
    }

    /// <summary>How many levels there are from a group down.</summary>
    private int Visit(int group)
    {
        if (heights[group] > 0)
        {
            return heights[group];
        }

        path.Add(group);
        var height = 1;
        foreach (var (child, value) in children[group])
        {
            if (path.IndexOf(child) is var start and >= 0)
            {
                var circle = string.Join(" > ", path.Skip(start).Append(child).Select(index => names[index]));
                throw value.Error($"the groups form a circle ({circle}); remove '{names[child]}' here");
            }

            if (path.Count >= MaximumDepth || 1 + Visit(child) is var deep && (height = Math.Max(height, deep)) > MaximumDepth)
            {
                throw value.Error($"groups are nested more than {MaximumDepth} deep; flatten them");
            }
        }

        path.RemoveAt(path.Count - 1);
        return heights[group] = height;
    }
}
