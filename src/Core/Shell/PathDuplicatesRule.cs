namespace GoEnv.Shell;

/// <summary>Looks for folders that one start puts on PATH more than once.</summary>
public sealed class PathDuplicatesRule() : Rule<ShellFacts>("GE2005", Severity.Information, "No start puts a folder on PATH twice")
{
    /// <inheritdoc/>
    protected internal override IEnumerable<Problem> Judge(ShellFacts facts, RuleContext context)
    {
        var session = Count(facts.Starts.FirstOrDefault(start => start.Kind == "session"));
        var doubled = facts.Compared.Where(start => start.Kind != "session")
            .SelectMany(start => Count(start)
                .Where(entry => entry.Value - (start.Kind == "ssh" ? 0 : session.GetValueOrDefault(entry.Key)) >= 2)
                .Select(entry => (entry.Key, start.Kind)))
            .GroupBy(x => x.Key, x => x.Kind, StringComparer.Ordinal);
        foreach (var group in doubled)
        {
            yield return Problem.Fail($"{GoComparison.Join(group)} {(group.Count() == 1 ? "puts" : "put")} {group.Key} on PATH more than once.") with
            {
                Subject = group.Key,
                Location = ProfileSyntax.Edits(facts).LastOrDefault(edit => ShellFacts.Trim(edit.Directory) == group.Key)?.Location,
                Fix = $"Keep one of the lines that put {group.Key} on PATH.",
                Remedy = Guard(facts, group.Key),
            };
        }

        foreach (var problem in GoComparison.NotSeen(facts))
        {
            yield return problem;
        }
    }

    // Every line that adds it, and it alone, with sh's own syntax: which of them runs twice is not known here.
    private static ProfileLineRemedy? Guard(ShellFacts facts, string folder)
    {
        var edits = ProfileSyntax.Edits(facts);
        var lines = edits
            .Where(edit => edits.Count(other => other.Location == edit.Location) == 1)
            .Where(edit => ShellFacts.Trim(edit.Directory) == folder && edit.Line.Text.Contains("PATH=", StringComparison.Ordinal)
                && !edit.Line.Text.Contains("case ", StringComparison.Ordinal)
                && !edit.Written.AsSpan().ContainsAny("(`") && !edit.Written.Contains("...", StringComparison.Ordinal))
            .Select(edit => ProfileLineChange.Of(edit, ProfileLineAction.Guard))
            .ToList();
        return lines.Count > 0 ? new ProfileLineRemedy(lines) : null;
    }

    private static Dictionary<string, int> Count(ShellStart? start) => (start?.Entries ?? [])
        .Where(entry => entry.Length > 0)
        .GroupBy(ShellFacts.Trim, StringComparer.Ordinal)
        .ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal);
}
