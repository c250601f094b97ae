namespace GoEnv.Shell;

/// <summary>Looks for starts whose locale is set to one that is not UTF-8.</summary>
public sealed class Utf8LocaleRule() : Rule<ShellFacts>("GE2010", Severity.Information, "The locale is UTF-8 wherever one is set")
{
    /// <inheritdoc/>
    protected internal override IEnumerable<Problem> Judge(ShellFacts facts, RuleContext context)
    {
        var wrong = facts.Compared
            .Select(start => (Start: start, Set: Effective(start)))
            .Where(x => x.Set is { } set && !IsUtf8(set.Value))
            .GroupBy(x => x.Set!.Value, x => x.Start);
        foreach (var group in wrong)
        {
            var (name, value) = group.Key;
            // Another line with the value would be the next to win.
            var lines = ProfileLines.All(facts).Where(x => ProfileLineEdit.ValueOf(x.Line.Text, name)?.Trim('"', '\'') == value).ToList();
            var line = lines.LastOrDefault();
            yield return Problem.Fail($"{GoComparison.Join(group)} {(group.Count() == 1 ? "has" : "have")} {name}={value}, which is not UTF-8.") with
            {
                Subject = name,
                Location = line.File is null ? null : $"{line.File.Path}:{line.Line.Number}",
                Expected = "a UTF-8 locale",
                Actual = value,
                Fix = $"Set {name}=C.UTF-8 there.",
                Remedy = line.File is null ? null
                    : new ProfileLineRemedy(lines.ConvertAll(one =>
                        new ProfileLineChange(one.File.Path, one.Line.Number, one.Line.Text, ProfileLineAction.SetVariable, name) { Value = "C.UTF-8" })),
            };
        }

        foreach (var problem in GoComparison.NotSeen(facts))
        {
            yield return problem;
        }
    }

    // The first of the three that is set and not empty decides the character set.
    private static (string Name, string Value)? Effective(ShellStart start)
    {
        foreach (var (name, fact) in new[] { ("LC_ALL", start.LcAll), ("LC_CTYPE", start.LcCtype), ("LANG", start.Lang) })
        {
            if (fact.TryGet(out var value) && value.Length > 0)
            {
                return (name, value);
            }
        }

        return null;
    }

    private static bool IsUtf8(string locale) => locale.Contains("UTF-8", StringComparison.OrdinalIgnoreCase)
        || locale.Contains("UTF8", StringComparison.OrdinalIgnoreCase);
}
