namespace GoEnv.Shell;

/// <summary>Why some kinds of start do not find the go that others find.</summary>
internal enum DisagreementCause
{
    BelowReturn,
    ZshrcOnly,
    Shadowed,
    Other,
}

/// <summary>Kinds of start that do not find the wanted go, for one cause.</summary>
/// <param name="Cause">The cause.</param>
/// <param name="Starts">The starts that do not find it.</param>
/// <param name="Wanted">The go that they should find.</param>
/// <param name="Finders">The starts that find it.</param>
/// <param name="Edit">The line that puts it on PATH where it is found; null when no line that was read does.</param>
internal sealed record Disagreement(
    DisagreementCause Cause,
    IReadOnlyList<ShellStart> Starts,
    string Wanted,
    IReadOnlyList<ShellStart> Finders,
    PathEdit? Edit);

/// <summary>A go that a start-up file puts on PATH behind the distribution's, which therefore wins.</summary>
/// <param name="Edit">The line that puts it there.</param>
/// <param name="Winner">The folder whose go wins.</param>
/// <param name="Starts">The starts in which it does.</param>
internal sealed record ShadowedGo(PathEdit Edit, string Winner, IReadOnlyList<ShellStart> Starts);

/// <summary>Compares what the kinds of start of one target find as go.</summary>
internal static class GoComparison
{
    private static readonly string[] DistributionFolders = ["/usr/bin", "/bin", "/usr/sbin", "/sbin", "/snap/bin"];

    /// <summary>The disagreements, one a cause.</summary>
    public static IReadOnlyList<Disagreement> Disagreements(ShellFacts facts)
    {
        var seen = facts.Compared.Where(start => start.State == StartState.Finished).Select(start => (Start: start, Go: facts.GoOf(start))).ToList();
        if (seen.Select(x => x.Go).Distinct(StringComparer.Ordinal).Count() < 2)
        {
            return [];
        }

        var edits = ProfileSyntax.Edits(facts).Where(edit => facts.GoIn(edit.Directory) is not null).ToList();
        var wanted = seen.Where(x => x.Go is not null)
            .GroupBy(x => x.Go!, StringComparer.Ordinal)
            .OrderByDescending(group => edits.Exists(edit => facts.GoIn(edit.Directory) == group.Key))
            .ThenByDescending(group => group.Count())
            .ThenBy(group => group.Key, StringComparer.Ordinal)
            .First();
        var making = edits.FindAll(edit => facts.GoIn(edit.Directory) == wanted.Key);
        var shadowed = Shadowed(facts).SelectMany(shadow => shadow.Starts).ToHashSet();
        var finders = wanted.Select(x => x.Start).ToList();
        return seen.Where(x => x.Go != wanted.Key)
            .Select(x => (x.Start, Why: shadowed.Contains(x.Start) ? (DisagreementCause.Shadowed, making.FirstOrDefault()) : Explain(facts, x.Start, making)))
            .GroupBy(x => x.Why, x => x.Start)
            .Select(group => new Disagreement(group.Key.Item1, group.ToList(), wanted.Key, finders, group.Key.Item2))
            .ToList();
    }

    /// <summary>Each go that a start-up file puts behind the distribution's.</summary>
    public static IReadOnlyList<ShadowedGo> Shadowed(ShellFacts facts)
    {
        var edits = ProfileSyntax.Edits(facts);
        return facts.Compared
            .Select(start => (Start: start, Shadow: Shadow(facts, start, edits)))
            .Where(x => x.Shadow is not null)
            .GroupBy(x => x.Shadow!.Value, x => x.Start)
            .Select(group => new ShadowedGo(group.Key.Edit, group.Key.Winner, group.ToList()))
            .ToList();
    }

    /// <summary>Unknown where the login shell, or a compared start that <paramref name="which"/> takes, was not seen.</summary>
    public static IEnumerable<Problem> NotSeen(ShellFacts facts, Func<ShellStart, bool>? which = null)
    {
        if (facts.LoginShell.IsUnknown)
        {
            yield return Problem.Unknown($"The login shell is not known, because {facts.LoginShell.Reason}.") with { Unread = facts.LoginShell.Reason };
        }

        foreach (var problem in NotSeen(facts.Compared.Where(start => which is null || which(start))))
        {
            yield return problem;
        }
    }

    /// <summary>The one Unknown of a rule that needs the starts: those that were not seen, with the reasons.</summary>
    public static IEnumerable<Problem> NotSeen(IEnumerable<ShellStart> starts)
    {
        var missing = starts.Where(start => start.State != StartState.Finished).ToList();
        if (missing.Count > 0)
        {
            var reasons = missing.GroupBy(start => start.Reason ?? "it was not asked", start => start.Kind, StringComparer.Ordinal)
                .Select(group => $"{Join(group)}: {group.Key}");
            var reason = string.Join("; ", reasons);
            yield return Problem.Unknown($"Not every kind of start could be seen ({reason}).") with { Unread = reason };
        }
    }

    /// <summary>Kinds as <c>a, b and c</c>.</summary>
    public static string Join(IEnumerable<string> kinds)
    {
        var list = kinds.Select(kind => $"'{kind}'").ToList();
        return list.Count < 2 ? string.Concat(list) : string.Join(", ", list.SkipLast(1)) + " and " + list[^1];
    }

    /// <summary>Kinds of starts as <c>a, b and c</c>.</summary>
    public static string Join(IEnumerable<ShellStart> starts) => Join(starts.Select(start => start.Kind));

    /// <summary>What every compared start finds, a line each.</summary>
    public static IReadOnlyList<string> Evidence(ShellFacts facts) => facts.Compared
        .Select(start => $"{start.Kind}: {(start.State == StartState.Finished ? facts.GoOf(start) ?? "no go" : "unknown, " + start.Reason)}")
        .ToList();

    private static (DisagreementCause Cause, PathEdit? Edit) Explain(ShellFacts facts, ShellStart start, List<PathEdit> making)
    {
        var below = making.Find(edit => edit.IsBashrc && edit.Guard is not null);
        if (start is { Shell: "bash", IsInteractive: false } && below is not null && ReadsBashrc(facts, start))
        {
            return (DisagreementCause.BelowReturn, below);
        }

        return start is { Shell: "zsh", IsInteractive: false } && making.Count > 0 && making.TrueForAll(edit => edit.IsZshrc)
            ? (DisagreementCause.ZshrcOnly, making[0])
            : (DisagreementCause.Other, making.FirstOrDefault());
    }

    // Over ssh bash reads .bashrc itself; a login shell reads it where a login file says so.
    private static bool ReadsBashrc(ShellFacts facts, ShellStart start) => start.Kind is "ssh" or "session"
        || (start.Kind.EndsWith("-lc", StringComparison.Ordinal) && facts.Profiles.TryGet(out var files) && files.Any(file =>
            file.Path.EndsWith("profile", StringComparison.Ordinal) && file.Lines.Any(line => line.Text.Contains("bashrc", StringComparison.Ordinal))));

    private static (PathEdit Edit, string Winner)? Shadow(ShellFacts facts, ShellStart start, IReadOnlyList<PathEdit> edits)
    {
        var entries = start.Entries.Select(ShellFacts.Trim).ToList();
        var winner = entries.FindIndex(entry => facts.GoIn(entry) is not null);
        if (winner < 0 || !DistributionFolders.Contains(entries[winner]))
        {
            return null;
        }

        return entries.Skip(winner + 1)
            .Where(entry => facts.GoIn(entry) is { } go && go != facts.GoIn(entries[winner]) && !DistributionFolders.Contains(entry))
            .Select(entry => edits.FirstOrDefault(edit => ShellFacts.Trim(edit.Directory) == entry))
            .FirstOrDefault(edit => edit is not null) is { } found
            ? (found, entries[winner])
            : null;
    }
}
