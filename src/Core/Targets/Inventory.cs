using GoEnv.Text;
using GoEnv.Yaml;

namespace GoEnv.Targets;

/// <summary>A fleet, as <c>docs/inventory.md</c> describes its file.</summary>
public sealed class Inventory
{
    internal Inventory(IReadOnlyList<Target> targets, IReadOnlyList<string> groups)
    {
        Targets = targets;
        Groups = groups;
    }

    /// <summary>The targets, in the order of the file.</summary>
    public IReadOnlyList<Target> Targets { get; }

    /// <summary>The names of the groups, in the order of the file.</summary>
    public IReadOnlyList<string> Groups { get; }

    /// <summary>Reads a file; <see cref="YamlFileException"/> names the line of what is wrong.</summary>
    public static Inventory Load(string path) => InventoryReader.Read(YamlFile.Load(path));

    /// <summary>Reads text; <paramref name="name"/> stands for the file in errors.</summary>
    public static Inventory Parse(string text, string name) => InventoryReader.Read(YamlFile.Parse(text, name));

    /// <summary>
    /// The targets that pass <paramref name="filter"/>. <see cref="FormatException"/> when the filter names a group that
    /// the inventory does not have.
    /// </summary>
    public IEnumerable<Target> Select(TargetFilter filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        foreach (var group in filter.Groups)
        {
            if (!Groups.Any(name => Wildcard.Matches(group, name, ignoreCase: false)))
            {
                var near = Nearest.To(group, Groups) is { } meant ? $"; did you mean '{meant}'?" : ";";
                var known = Groups.Count == 0 ? "none" : string.Join(", ", Groups.Take(20));
                throw new FormatException($"The inventory has no group '{TargetText.Clean(group)}'{near} it has {known}.");
            }
        }

        return Targets.Where(filter.Matches);
    }
}
