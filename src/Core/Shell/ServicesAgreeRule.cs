namespace GoEnv.Shell;

/// <summary>Compares the go that cron, the user's service manager and the VS Code server find with that of login shells.</summary>
public sealed class ServicesAgreeRule() : Rule<ShellFacts>(
    "GE2012", Severity.Information, "Services of the account find the go that its login shell finds")
{
    /// <inheritdoc/>
    protected internal override IEnumerable<Problem> Judge(ShellFacts facts, RuleContext context)
    {
        var services = facts.Starts.Where(start => start.Kind is "cron" or "systemd-user" or "vscode-server").ToList();
        var wanted = facts.Compared.Where(start => start.State == StartState.Finished)
            .OrderByDescending(start => start.Kind.Contains(" -l", StringComparison.Ordinal))
            .Select(facts.GoOf)
            .FirstOrDefault(go => go is not null);
        foreach (var start in services.Where(start => start.State == StartState.Finished && wanted is not null && facts.GoOf(start) != wanted))
        {
            var found = facts.GoOf(start);
            yield return Problem.Fail($"'{start.Kind}' finds {found ?? "no go"}, while the login shell finds {wanted}.") with
            {
                Subject = start.Kind,
                Severity = start.Kind == "vscode-server" ? Severity.Warning : null,
                Expected = wanted,
                Actual = found ?? "no go",
                Evidence = [$"{start.Kind}: PATH={start.Path}"],
                Fix = start.Kind switch
                {
                    "cron" => "Write a PATH= line at the top of the crontab with 'crontab -e'; cron does not replace variables in it.",
                    "systemd-user" => $"Write PATH= with the folder of {wanted} in ~/.config/environment.d/go.conf and sign in again.",
                    _ => "Mend what GE2001 to GE2004 name, then run 'Remote-SSH: Kill VS Code Server on Host' and connect again.",
                },
            };
        }

        if (services.Count > 0 && wanted is null)
        {
            foreach (var problem in GoComparison.NotSeen(facts))
            {
                yield return problem;
            }
        }

        foreach (var problem in GoComparison.NotSeen(services))
        {
            yield return problem;
        }
    }
}
