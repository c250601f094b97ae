using System.Text.RegularExpressions;

namespace GoEnv.Shell;

/// <summary>Looks for entries of PATH that stand for the folder in which a command happens to be run, or one below it.</summary>
public sealed partial class CurrentFolderRule() : Rule<ShellFacts>("GE2013", Severity.Warning, "No start looks for programs in the folder that it stands in")
{
    /// <inheritdoc/>
    protected internal override IEnumerable<Problem> Judge(ShellFacts facts, RuleContext context)
    {
        var found = facts.Compared
            .SelectMany(start => start.Entries.Where(IsRelative).Distinct(StringComparer.Ordinal).Select(entry => (Entry: entry, Start: start)))
            .GroupBy(x => x.Entry, x => x.Start, StringComparer.Ordinal);
        foreach (var group in found)
        {
            var (what, stands) = group.Key switch
            {
                "" => ("an empty entry", "which stands for the folder that the shell is in"),
                "." => ("'.'", "the folder that the shell is in"),
                _ => ($"'{group.Key}'", "which is another folder wherever the shell is"),
            };
            yield return Problem.Fail($"{GoComparison.Join(group)} {(group.Count() == 1 ? "has" : "have")} {what} on PATH, {stands}: go refuses to run a program that is found there, and others run it unawares.") with
            {
                Subject = group.Key.Length == 0 ? "PATH" : group.Key,
                Location = Line(facts, group.Key),
                Fix = group.Key.Length == 0 ? "Take the colon away that has nothing before or after it, and mind variables that are empty, as in PATH=$GOBIN:$PATH." : $"Take {group.Key} out of PATH.",
            };
        }

        foreach (var problem in GoComparison.NotSeen(facts))
        {
            yield return problem;
        }
    }

    // A shell may replace ~ itself; what begins with $ was quoted, and is no folder.
    private static bool IsRelative(string entry) => entry is "" or not ['/' or '~' or '$', ..];

    private static string? Line(ShellFacts facts, string entry)
    {
        if (entry.Length > 0)
        {
            return ProfileSyntax.Edits(facts).FirstOrDefault(edit => edit.Written == entry)?.Location;
        }

        var lines = facts.Profiles.TryGet(out var files) ? files.SelectMany(file => file.Lines, (file, line) => (file.Path, Line: line)) : [];
        return lines.Where(x => EmptyEntry().IsMatch(x.Line.Text)).Select(x => $"{x.Path}:{x.Line.Number}").FirstOrDefault()
            ?? ProfileSyntax.Edits(facts).FirstOrDefault(edit => Variable().IsMatch(edit.Directory))?.Location;
    }

    [GeneratedRegex("""PATH=(["']?:|[^\s;]*::|[^\s;]*:["']?(\s|;|$))""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex EmptyEntry();

    [GeneratedRegex(@"^\$\{?[A-Za-z_][A-Za-z0-9_]*\}?$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Variable();
}
