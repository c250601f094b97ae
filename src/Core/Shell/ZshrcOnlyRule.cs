namespace GoEnv.Shell;

/// <summary>Looks for a Go folder that only .zshrc puts on PATH.</summary>
public sealed class ZshrcOnlyRule() : Rule<ShellFacts>(
    "GE2003", Severity.Warning, "No zsh misses go because only .zshrc sets PATH")
{
    /// <inheritdoc/>
    protected internal override IEnumerable<Problem> Judge(ShellFacts facts, RuleContext context)
    {
        foreach (var found in GoComparison.Disagreements(facts).Where(x => x.Cause == DisagreementCause.ZshrcOnly))
        {
            var edit = found.Edit!;
            yield return Problem.Fail(
                $"{GoComparison.Join(found.Starts)} {(found.Starts.Count == 1 ? "does" : "do")} not find {found.Wanted}: only {edit.Location} puts it on PATH, "
                + "and only interactive shells read that file.") with
            {
                Location = edit.Location,
                Expected = found.Wanted,
                Actual = facts.GoOf(found.Starts[0]) ?? "no go",
                Evidence = [$"{edit.Line.Number}: {edit.Line.Text}", .. GoComparison.Evidence(facts)],
                Fix = $"Move line {edit.Line.Number} of {edit.File.Path} to {facts.Home}/.zshenv, which every zsh reads.",
                Remedy = ProfileBlockRemedy.For(edit, facts.Home + "/.zshenv", facts.Home),
            };
        }

        if (facts.Profiles.IsUnknown && GoComparison.Disagreements(facts).Count > 0)
        {
            yield return Problem.Unknown($"Why some starts find another go is not known: the start-up files could not be read, because {facts.Profiles.Reason}.");
        }

        foreach (var problem in GoComparison.NotSeen(facts, start => start.Shell == "zsh"))
        {
            yield return problem;
        }
    }
}
