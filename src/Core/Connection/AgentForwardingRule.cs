namespace GoEnv.Connection;

/// <summary>Asks for a client that does not lend its agent to the target.</summary>
public sealed class AgentForwardingRule() : Rule<ConnectionFacts>("GE0202", Severity.Warning, "The ssh agent is not forwarded")
{
    /// <inheritdoc/>
    protected internal override IEnumerable<Problem> Judge(ConnectionFacts facts, RuleContext context)
    {
        if (facts.ClientOptions.IsAbsent)
        {
            yield break;
        }

        if (!facts.ClientOptions.TryGet(out var options) || !options.TryGetValue("forwardagent", out var values))
        {
            yield return Problem.Unknown($"The client's options are not known: {facts.ClientOptions.Reason ?? "ssh -G does not name ForwardAgent"}.");
        }
        else if (values[0] is not ("no" or "false"))
        {
            yield return Problem.Fail($"The client's option ForwardAgent is {values[0]}: root on the target can use the keys of your agent.") with
            {
                Subject = "ForwardAgent",
                Expected = "no",
                Actual = values[0],
                Fix = "Take ForwardAgent for the host out of ~/.ssh/config; use ProxyJump to go on from there.",
                // A socket that a later line names stays in what ssh reports, whatever an earlier line says.
                Remedy = values[0] is "yes" or "true" ? SshStanzaRemedy.Of(context.Target, new KeyValuePair<string, string>("ForwardAgent", "no")) : null,
            };
        }
    }
}
