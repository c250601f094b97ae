namespace GoEnv.Shell;

/// <summary>The lines of the start-up files, for rules that judge them one by one.</summary>
internal static class ProfileLines
{
    /// <summary>Every line that was read.</summary>
    public static IEnumerable<(ProfileFile File, ProfileLine Line)> All(ShellFacts facts) =>
        facts.Profiles.TryGet(out var files) ? files.SelectMany(file => file.Lines.Select(line => (file, line))) : [];

    /// <summary>Unknown, where files could not be read.</summary>
    public static IEnumerable<Problem> NotRead(ShellFacts facts)
    {
        if (facts.Profiles.IsUnknown)
        {
            yield return Problem.Unknown($"The start-up files could not be read, because {facts.Profiles.Reason}.");
        }

        foreach (var path in facts.Cut)
        {
            yield return Problem.Unknown($"{path} has more or longer lines than are read.") with { Subject = path };
        }

        foreach (var path in facts.Unreadable)
        {
            yield return Problem.Unknown($"This account may not read {path}.") with { Subject = path };
        }
    }
}
