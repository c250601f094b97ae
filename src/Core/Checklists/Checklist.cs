using System.Text.RegularExpressions;
using GoEnv.Yaml;

namespace GoEnv.Checklists;

/// <summary>Checks that are run on targets, as <c>docs/checklists.md</c> describes their file.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Stages">The checks; those of a stage need none of the same or a later one.</param>
public sealed record Checklist(string Name, IReadOnlyList<IReadOnlyList<Check>> Stages)
{
    /// <summary>Reads a file; <see cref="YamlFileException"/> names the line of what is wrong.</summary>
    public static Checklist Load(string path) => Load(path, path);

    /// <summary>The same; <paramref name="name"/> is how findings name the file.</summary>
    public static Checklist Load(string path, string name) => ChecklistReader.Read(YamlFile.Load(path), name, Catalog.Rules);

    /// <summary>Reads text; <paramref name="name"/> stands for the file in errors.</summary>
    public static Checklist Parse(string text, string name) => ChecklistReader.Read(YamlFile.Parse(text, name), name, Catalog.Rules);
}

/// <summary>What ids of checks look like.</summary>
internal static partial class CheckId
{
    /// <summary>True for an id: it cannot be taken for one of GoEnv's own rules.</summary>
    public static bool IsId(string text) => Id().IsMatch(text) && !OfRule().IsMatch(text);

    /// <summary>True for an id or one with <c>*</c> and <c>?</c> in it.</summary>
    public static bool IsPattern(string text) => Pattern().IsMatch(text);

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9._-]{0,63}\z", RegexOptions.None, 1000)]
    private static partial Regex Id();

    [GeneratedRegex(@"^[Gg][Ee][0-9]{4}\z", RegexOptions.None, 1000)]
    private static partial Regex OfRule();

    [GeneratedRegex(@"^[A-Za-z0-9._*?-]{1,100}\z", RegexOptions.None, 1000)]
    private static partial Regex Pattern();
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
