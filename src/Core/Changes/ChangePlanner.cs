namespace GoEnv.Changes;

/// <summary>Makes steps of remedies: in the order of what depends on what, and one step for each file, however many edit it.</summary>
internal static class ChangePlanner
{
    /// <summary>The steps; <see cref="PlanException"/> when a remedy cannot be done.</summary>
    public static IReadOnlyList<ChangeStep> Plan(IEnumerable<Remedy> remedies, TargetState state)
    {
        var steps = new List<ChangeStep>();
        foreach (var step in remedies.OrderBy(remedy => remedy.Order).SelectMany(Planned))
        {
            steps.Add(step);
        }

        return Merge(steps);

        // The state moves on with each remedy, so that two of them can edit one file.
        List<ChangeStep> Planned(Remedy remedy)
        {
            var planned = remedy.Plan(state).ToList();
            foreach (var step in planned)
            {
                state = state.After(step);
            }

            return planned;
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
