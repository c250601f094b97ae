namespace GoEnv.Shell;

/// <summary>Looks for start-up files that print where a program, not a person, reads.</summary>
public sealed class StartsAreSilentRule() : Rule<ShellFacts>("GE2007", Severity.Error, "Shells without a terminal print nothing while they start")
{
    /// <inheritdoc/>
    protected internal override IEnumerable<Problem> Judge(ShellFacts facts, RuleContext context)
    {
        var quiet = facts.Starts.Where(start => start.IsUsed && !start.IsInteractive && IsLoginShells(facts, start)).ToList();
        var printing = quiet.Where(start => start.Printed.TryGet(out var bytes) && bytes > 0).ToList();
        if (printing.Count > 0)
        {
            var most = printing.Max(start => start.Printed.Value);
            var plain = printing.Exists(start => !IsLogin(start));
            yield return Problem.Fail($"{GoComparison.Join(printing)} {(printing.Count == 1 ? "prints" : "print")} {most} bytes "
                + $"on standard output while starting{(plain ? ", which breaks scp, rsync and sftp" : ", which mixes with the output of scripts")}.") with
            {
                Severity = plain ? null : Severity.Information,
                Expected = "0 bytes",
                Actual = $"{most} bytes",
                Evidence = quiet.Select(start => $"{start.Kind}: {(start.Printed.TryGet(out var bytes) ? bytes + " bytes" : "not seen")}").ToList(),
                Fix = "Let the start-up file print only in interactive shells, as in: case $- in *i*) ... ;; esac.",
            };
        }

        // What ended before its time may have had more to say.
        var unseen = quiet.Where(start => !start.Printed.TryGet(out var bytes) || (start.State != StartState.Finished && bytes == 0)).Select(start => start with { State = StartState.NotStarted });
        foreach (var problem in GoComparison.NotSeen(facts, _ => false).Concat(GoComparison.NotSeen(unseen)))
        {
            yield return problem;
        }
    }

    private static bool IsLogin(ShellStart start) => start.Kind.Contains(" -l", StringComparison.Ordinal);

    private static bool IsLoginShells(ShellFacts facts, ShellStart start) => start.Kind == "ssh"
        || (facts.LoginShell.TryGet(out var login) && start.Kind.StartsWith(login[(login.LastIndexOf('/') + 1)..] + " ", StringComparison.Ordinal));
}
