namespace GoEnv.Modules.Files;

/// <summary>Holds the hashes of go.sum against those that go noted when it downloaded the required modules; reads no content.</summary>
public sealed class DownloadedHashRule() : ModuleTreeRule(
    "GE3128", Severity.Error, "go.sum has the hashes that go noted of downloaded modules", ModuleFiles.Mod | ModuleFiles.Sum)
{
    private protected override bool LooksAt(ModuleTree tree) => tree is { Mod: not null, GoWork.IsAbsent: true, GoSum.IsKnown: true }
        && !tree.RequirementNotes.IsAbsent && BuildMode.Of(tree).Value != "vendor";

    private protected override IEnumerable<Problem> Judge(ModuleTree tree)
    {
        var sum = tree.GoSum.Value;
        if (!tree.RequirementNotes.TryGet(out var notes))
        {
            yield return Problem.Unknown($"Whether {sum} has the hashes of what was downloaded is not known: {tree.RequirementNotes.Reason}.");
            yield break;
        }

        foreach (var note in notes.Where(note => note.Kind == "zip"))
        {
            // A hash that is none has a rule of its own.
            if (sum.Entries.FirstOrDefault(entry => (entry.Path, entry.Version) == (note.Module, note.Version) && HashFormRule.IsWhole(entry.Hash)) is { } entry)
            {
                yield return At(
                    $"{sum.File}:{entry.Line}",
                    $"{sum.File}:{entry.Line} says {entry.Hash} of {note.Module} {note.Version}, and what go downloaded has {note.Wanted}: go stops with 'checksum mismatch' where it uses the module.",
                    $"Find out which of the two is right (GE3122 reads what was downloaded), and then remove the line or run go clean -modcache.") with
                {
                    Subject = $"{note.Module} {note.Version}",
                    Expected = entry.Hash,
                    Actual = note.Wanted,
                };
            }
        }
    }
}
