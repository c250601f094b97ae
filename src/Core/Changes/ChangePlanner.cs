namespace GoEnv.Changes;

/// <summary>What remedies come to on one target.</summary>
/// <param name="Steps">The steps.</param>
/// <param name="Failed">The remedies that cannot be done here, with the reasons.</param>
internal sealed record PlannedSteps(IReadOnlyList<ChangeStep> Steps, IReadOnlyList<(Remedy Remedy, PlanException Why)> Failed);

/// <summary>Makes steps of remedies: in the order of what depends on what, and one step for each file, however many edit it.</summary>
internal static class ChangePlanner
{
    /// <summary>The steps of all remedies that can be done.</summary>
    public static PlannedSteps Plan(IEnumerable<Remedy> remedies, TargetState state)
    {
        var steps = new List<ChangeStep>();
        var failed = new List<(Remedy, PlanException)>();
        var first = state;
        foreach (var remedy in remedies.OrderBy(remedy => remedy.Order))
        {
            // The state moves on with each remedy, so that two of them can edit one file. One that would have had something to
            // do at first, and has not now, was overtaken by another; whether its fault is mended the rule says afterwards.
            var (planned, why) = Steps(remedy, state);
            if (why is not null && (ReferenceEquals(first, state) || Steps(remedy, first).Why is not null))
            {
                failed.Add((remedy, why));
            }

            foreach (var step in planned)
            {
                state = state.After(step);
                steps.Add(step);
            }
        }

        return new PlannedSteps(Merge(steps), failed);
    }

    private static (List<ChangeStep> Steps, PlanException? Why) Steps(Remedy remedy, TargetState state)
    {
        try
        {
            var steps = remedy.Plan(state).ToList();
            return steps.OfType<FileStep>().FirstOrDefault(step => state.Uid != 0 && step.Before.Uid is { } owner && owner != state.Uid) is { } foreign
                ? ([], new PlanException($"{foreign.Path} belongs to another account (number {foreign.Before.Uid}), and {state.User} may not change it."))
                : (steps, null);
        }
        catch (PlanException e)
        {
            return ([], e);
        }
    }

    private static List<ChangeStep> Merge(List<ChangeStep> steps)
    {
        var merged = new List<ChangeStep>();
        foreach (var step in steps)
        {
            var i = step is FileStep ? merged.FindIndex(other => other is FileStep file && file.Path == ((FileStep)step).Path) : -1;
            if (i < 0)
            {
                merged.Add(step);
            }
            else
            {
                merged[i] = ((FileStep)merged[i]) with { After = ((FileStep)step).After };
            }
        }

        merged.RemoveAll(step => step is FileStep file && file.Before == file.After);
        return merged;
    }
}
