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
            };
        }

        foreach (var problem in GoComparison.NotSeen(facts))
        {
            yield return problem;
        }
    }

    private static Dictionary<string, int> Count(ShellStart? start) => (start?.Entries ?? [])
        .Where(entry => entry.Length > 0)
        .GroupBy(ShellFacts.Trim, StringComparer.Ordinal)
        .ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal);
}
