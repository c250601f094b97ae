namespace GoEnv.Shell;

/// <summary>Looks for a Go folder that .bashrc puts on PATH below the return that shells without a person hit.</summary>
public sealed class BashrcReturnRule() : Rule<ShellFacts>(
    "GE2002", Severity.Warning, "No shell misses go because .bashrc returns before it sets PATH")
{
    /// <inheritdoc/>
    protected internal override IEnumerable<Problem> Judge(ShellFacts facts, RuleContext context)
    {
        foreach (var found in GoComparison.Disagreements(facts).Where(x => x.Cause == DisagreementCause.BelowReturn))
        {
            var edit = found.Edit!;
            yield return Problem.Fail(
                $"{GoComparison.Join(found.Starts)} {(found.Starts.Count == 1 ? "does" : "do")} not find {found.Wanted}: {edit.File.Path} puts it on PATH "
                + $"at line {edit.Line.Number}, below the return of line {edit.Guard!.Number} that shells without a terminal take.") with
            {
                Location = edit.Location,
                Expected = found.Wanted,
                Actual = facts.GoOf(found.Starts[0]) ?? "no go",
                Evidence = [$"{edit.Guard.Number}: {edit.Guard.Text}", $"{edit.Line.Number}: {edit.Line.Text}", .. GoComparison.Evidence(facts)],
                Fix = $"Move line {edit.Line.Number} of {edit.File.Path} above line {edit.Guard.Number}.",
                Remedy = ProfileBlockRemedy.For(edit, edit.File.Path, facts.Home),
            };
        }

        if (facts.Profiles.IsUnknown && GoComparison.Disagreements(facts).Count > 0)
        {
            yield return Problem.Unknown($"Why some starts find another go is not known: the start-up files could not be read, because {facts.Profiles.Reason}.");
        }

        foreach (var problem in GoComparison.NotSeen(facts, start => start.Shell == "bash"))
        {
            yield return problem;
        }
    }
}
