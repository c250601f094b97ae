namespace GoEnv.Shell;

/// <summary>Looks for starts that hang, or end before they run what they were started for.</summary>
public sealed class StartsEndRule() : Rule<ShellFacts>("GE2011", Severity.Error, "Every kind of start comes to its command")
{
    /// <inheritdoc/>
    protected internal override IEnumerable<Problem> Judge(ShellFacts facts, RuleContext context)
    {
        var used = facts.Starts.Where(start => start.IsUsed).ToList();
        var hung = used.FindAll(start => start.State == StartState.Hung);
        if (hung.Count > 0)
        {
            yield return Problem.Fail($"{GoComparison.Join(hung)} had not run {(hung.Count == 1 ? "its" : "their")} command after 4 s.") with
            {
                Expected = "a start of less than 4 s",
                Evidence = hung.Select(start => $"{start.Kind}: {start.Reason}").ToList(),
                Fix = $"Run '{Command(hung[0])}' and look for the command of a start-up file that waits.",
            };
        }

        foreach (var start in used.Where(start => start.State == StartState.Ended))
        {
            var exec = start.IsInteractive ? ProfileLines.All(facts).FirstOrDefault(x => IsExec(x.Line)) : default;
            yield return Problem.Fail(exec.File is null
                ? $"'{start.Kind}' does not run its command: {start.Reason}."
                : $"'{start.Kind}' does not run its command, as {exec.File.Path}:{exec.Line.Number} replaces it by another program.") with
            {
                Subject = start.Kind,
                Severity = start.IsInteractive ? Severity.Information : null,
                Location = exec.File is null ? null : $"{exec.File.Path}:{exec.Line.Number}",
                Fix = exec.File is null
                    ? $"Run '{Command(start)}' and look for the start-up file that exits."
                    : "Make the other shell the login shell with chsh, in place of starting it from a start-up file.",
            };
        }

        foreach (var problem in GoComparison.NotSeen(facts, _ => false))
        {
            yield return problem;
        }

        foreach (var problem in GoComparison.NotSeen(used.Where(start => start.State == StartState.NotStarted)))
        {
            yield return problem;
        }
    }

    private static bool IsExec(ProfileLine line) => line.Text.StartsWith("exec ", StringComparison.Ordinal)
        || line.Text.Contains(" exec ", StringComparison.Ordinal);

    private static string Command(ShellStart start) => start.Shell switch
    {
        "bash" or "zsh" or "sh" or "dash" or "ksh" or "mksh" => $"{start.Shell} -x{(start.Kind.Contains(" -", StringComparison.Ordinal) ? start.Kind[(start.Kind.IndexOf(" -", StringComparison.Ordinal) + 2)..] : "c")} true",
        _ => $"{start.Shell} -c true",
    };
}
