using GoEnv.Yaml;

namespace GoEnv.Checklists;

/// <summary>Checks that are run on targets, as <c>docs/checklists.md</c> describes their file.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Stages">The checks; those of a stage need none of the same or a later one.</param>
public sealed record Checklist(string Name, IReadOnlyList<IReadOnlyList<Check>> Stages)
{
    /// <summary>Reads a file; <see cref="YamlFileException"/> names the line of what is wrong.</summary>
    public static Checklist Load(string path) => ChecklistReader.Read(YamlFile.Load(path), path, Catalog.Rules);

    /// <summary>Reads text; <paramref name="name"/> stands for the file in errors.</summary>
    public static Checklist Parse(string text, string name) => ChecklistReader.Read(YamlFile.Parse(text, name), name, Catalog.Rules);
}

/// <summary>Puts checks into stages by what they depend on.</summary>
internal static class ChecklistOrder
{
    public static IReadOnlyList<IReadOnlyList<Check>> Of(IReadOnlyList<Check> checks, IReadOnlyList<YamlValue> places)
    {
        for (var i = 0; i < checks.Count; i++)
        {
            if (checks[i].DependsOn.FirstOrDefault(id => checks.All(check => check.Id != id)) is { } missing)
            {
                throw places[i].Error($"'{checks[i].Id}' depends on '{missing}', which is no check of this file");
            }
        }

        var left = checks.ToList();
        var stages = new List<IReadOnlyList<Check>>();
        while (left.Count > 0)
        {
            var ready = left.Where(check => check.DependsOn.All(id => left.TrueForAll(other => other.Id != id))).ToList();
            if (ready.Count == 0)
            {
                var cycle = Cycle(left);
                throw places[checks.ToList().FindIndex(check => check.Id == cycle[0])].Error(
                    $"'{cycle[0]}' depends on itself: {string.Join(" needs ", cycle)}; take one of them out of 'dependsOn'");
            }

            stages.Add(ready);
            left.RemoveAll(ready.Contains);
        }

        return stages;
    }

    private static List<string> Cycle(List<Check> left)
    {
        var path = new List<string> { left[0].Id };
        while (true)
        {
            var next = left.Find(check => check.Id == path[^1])!.DependsOn.First(id => left.Exists(other => other.Id == id));
            var seen = path.IndexOf(next);
            path.Add(next);
            if (seen >= 0)
            {
                return path[seen..];
            }
        }
    }
}
