namespace GoEnv.Shell;

/// <summary>Looks for a Go folder that a start-up file appends to PATH, so that the distribution's go is found first.</summary>
public sealed class DistributionGoWinsRule() : Rule<ShellFacts>(
    "GE2004", Severity.Warning, "A go that a start-up file puts on PATH stands before the distribution's")
{
    /// <inheritdoc/>
    protected internal override IEnumerable<Problem> Judge(ShellFacts facts, RuleContext context)
    {
        foreach (var (edit, winner, starts) in GoComparison.Shadowed(facts))
        {
            yield return Problem.Fail(
                $"{winner}/go wins over {ShellFacts.Trim(edit.Directory)}/go in {GoComparison.Join(starts)}: {edit.Location} puts {edit.Written} behind it.") with
            {
                Location = edit.Location,
                Expected = facts.GoIn(edit.Directory),
                Actual = facts.GoIn(winner),
                Evidence = [$"{edit.Line.Number}: {edit.Line.Text}", .. GoComparison.Evidence(facts)],
                Fix = $"Write {edit.Written} before the old PATH in line {edit.Line.Number} of {edit.File.Path}, as in PATH={edit.Written}:$PATH.",
                Remedy = new ProfileLineRemedy([ProfileLineChange.Of(edit, ProfileLineAction.MoveFirst)]),
            };
        }

        if (facts.Profiles.IsUnknown)
        {
            yield return Problem.Unknown($"The start-up files could not be read, because {facts.Profiles.Reason}.");
        }

        foreach (var problem in GoComparison.NotSeen(facts))
        {
            yield return problem;
        }
    }
}
