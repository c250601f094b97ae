namespace GoEnv.Modules.Files;

/// <summary>What the module cache has of a required module that go.mod or go.sum do not have, or have otherwise.</summary>
/// <param name="Kind"><c>low</c>, a higher version of a requirement; <c>go</c>, maybe a newer Go; <c>sum</c>, a go.mod without a hash; <c>zip</c>, another hash than go.sum has.</param>
/// <param name="Module">The module that asks.</param>
/// <param name="Version">Its version.</param>
/// <param name="Path">The module that it asks for; <c>go</c> for Go.</param>
/// <param name="Wanted">The version of it, or the hash.</param>
internal sealed record RequirementNote(string Kind, string Module, string Version, string Path, string Wanted)
{
    /// <summary>Reads the lines of the probe; null where one is another.</summary>
    public static IReadOnlyList<RequirementNote>? Read(string lines)
    {
        var notes = new List<RequirementNote>();
        foreach (var words in lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')))
        {
            var note = words switch
            {
                ["low" or "sum", var module, var version, var path, var wanted] => new RequirementNote(words[0], module, version, path, wanted),
                ["zip", var module, var version, var hash] => new RequirementNote("zip", module, version, module, hash),
                ["go", var module, var version, var wanted] => new RequirementNote("go", module, version, "go", wanted),
                _ => null,
            };
            if (note is not null)
            {
                notes.Add(note);
            }
            else if (words is not ["gone", _, _])
            {
                return null;
            }
        }

        return notes;
    }
}
