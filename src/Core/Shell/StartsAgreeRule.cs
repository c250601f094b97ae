namespace GoEnv.Shell;

/// <summary>Compares the go that the kinds of start find, where no narrower rule names the cause.</summary>
public sealed class StartsAgreeRule() : Rule<ShellFacts>(
    "GE2001", Severity.Warning, "Every kind of start finds the same go, or GE2002, GE2003 or GE2004 says why not")
{
    /// <inheritdoc/>
    protected internal override IEnumerable<Problem> Judge(ShellFacts facts, RuleContext context)
    {
        var others = GoComparison.Disagreements(facts).Where(x => x.Cause == DisagreementCause.Other).ToList();
        if (others.Count > 0)
        {
            var starts = others.SelectMany(x => x.Starts).ToList();
            var first = others[0];
            var found = starts.Select(start => facts.GoOf(start) ?? "no go").Distinct(StringComparer.Ordinal).ToList();
            var why = first.Edit is { } edit ? $": {edit.Location} puts it on PATH, {edit.Readers}" : string.Empty;
            yield return Problem.Fail(
                $"{GoComparison.Join(starts)} {(starts.Count == 1 ? "finds" : "find")} {string.Join(" and ", found)}, "
                + $"while {GoComparison.Join(first.Finders)} {(first.Finders.Count == 1 ? "finds" : "find")} {first.Wanted}{why}.") with
            {
                Location = first.Edit?.Location,
                Expected = first.Wanted,
                Actual = string.Join(", ", found),
                Evidence = GoComparison.Evidence(facts),
                Fix = Fix(facts, first),
                Remedy = Block(facts, first),
            };
        }

        foreach (var problem in GoComparison.NotSeen(facts))
        {
            yield return problem;
        }
    }

    // The folder through which those that find it do, in the files of the login shell that every kind of start reads.
    private static ProfileBlockRemedy? Block(ShellFacts facts, Disagreement disagreement)
    {
        var shell = facts.LoginShell.TryGet(out var login) ? login[(login.LastIndexOf('/') + 1)..] : string.Empty;
        var folder = disagreement.Finders[0].Entries.FirstOrDefault(entry => facts.GoIn(entry) == disagreement.Wanted);
        return shell is "bash" or "zsh" or "fish" && folder is not null && ProfileBlockRemedy.Folder(folder, facts.Home) is { } written
            ? new ProfileBlockRemedy
            {
                Shells = [shell],
                Folders = [new PathFolder(written)],
                Instead = disagreement.Edit is { } edit ? [ProfileLineChange.Of(edit, ProfileLineAction.DropEntry)] : [],
            }
            : null;
    }

    private static string Fix(ShellFacts facts, Disagreement disagreement)
    {
        var line = disagreement.Edit is { } edit ? $"the line of {edit.Location}" : "a line that puts its folder on PATH";
        var shell = facts.LoginShell.TryGet(out var login) ? login[(login.LastIndexOf('/') + 1)..] : string.Empty;
        return shell switch
        {
            "bash" => $"Put {line} at the top of {facts.Home}/.bashrc, and have {facts.Home}/.profile read that file.",
            "zsh" => $"Put {line} in {facts.Home}/.zshenv, which every zsh reads.",
            "fish" => $"Put {line} in {facts.Home}/.config/fish/config.fish outside any 'if status' block.",
            _ => $"Put its folder on the PATH of /etc/environment, or link the go to /usr/local/bin.",
        };
    }

    /// <inheritdoc/>
    protected internal override string? Seen(ShellFacts facts) => facts.Compared.Select(facts.GoOf).Distinct().ToList() is [{ } go] ? go : null;
}
