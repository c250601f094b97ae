namespace GoEnv.Shell;

/// <summary>Looks for starts whose PATH was set anew, without the folders of the system's own programs.</summary>
public sealed class SystemFoldersRule() : Rule<ShellFacts>("GE2014", Severity.Error, "Every start has the system's folders on PATH")
{
    /// <inheritdoc/>
    protected internal override IEnumerable<Problem> Judge(ShellFacts facts, RuleContext context)
    {
        var without = facts.Compared.Where(start => start.Path.IsKnown && !start.Entries.Any(IsSystem)).ToList();
        if (without.Count > 0)
        {
            var edit = ProfileSyntax.Edits(facts).LastOrDefault(edit => without.Exists(start => start.Entries.Contains(edit.Directory, StringComparer.Ordinal)));
            yield return Problem.Fail($"{GoComparison.Join(without)} {(without.Count == 1 ? "has" : "have")} neither /usr/bin nor /bin on PATH: go finds no git and no C compiler there, and shells no programs.") with
            {
                Subject = "PATH",
                Location = edit?.Location,
                Actual = without[0].Path.ToString(),
                Fix = "Add to PATH instead of setting it anew: PATH=\"$PATH:FOLDER\".",
            };
        }

        foreach (var problem in GoComparison.NotSeen(facts))
        {
            yield return problem;
        }
    }

    // Those of NixOS and Guix, and of Android, stand elsewhere.
    private static bool IsSystem(string entry) => ShellFacts.Trim(entry) is "/usr/bin" or "/bin"
        || entry.StartsWith("/run/current-system/", StringComparison.Ordinal) || entry.StartsWith("/data/", StringComparison.Ordinal) || entry.StartsWith("/system/", StringComparison.Ordinal);
}
