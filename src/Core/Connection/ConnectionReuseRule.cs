namespace GoEnv.Connection;

/// <summary>Says where a client that connects often would gain from keeping connections; applied on request alone.</summary>
public sealed class ConnectionReuseRule()
    : Rule<ConnectionFacts>("GE0204", Severity.Information, "The ssh client keeps and watches its connections")
{
    /// <inheritdoc/>
    public override bool OnRequest => true;

    /// <inheritdoc/>
    protected internal override IEnumerable<Problem> Judge(ConnectionFacts facts, RuleContext context)
    {
        if (facts.ClientOptions.IsAbsent)
        {
            yield break;
        }

        if (!facts.ClientOptions.TryGet(out var options)
            || !options.TryGetValue("controlmaster", out var master) || !options.TryGetValue("serveraliveinterval", out var alive))
        {
            yield return Problem.Unknown($"The client's options are not known: {facts.ClientOptions.Reason ?? "ssh -G does not name them"}.");
            yield break;
        }

        // The client of Windows has no multiplexing.
        if (master[0] is "false" or "no" && !OperatingSystem.IsWindows())
        {
            yield return Problem.Fail("The client's option ControlMaster is off: each command connects and logs in anew.") with
            {
                Subject = "ControlMaster",
                Actual = master[0],
                Fix = "Set 'ControlMaster auto', 'ControlPersist 10m' and 'ControlPath ~/.ssh/cm-%C' for the host in ~/.ssh/config.",
                Remedy = SshStanzaRemedy.Of(context.Target, new("ControlMaster", "auto"), new("ControlPath", "~/.ssh/cm-%C"), new("ControlPersist", "10m")),
            };
        }

        if (alive[0] == "0")
        {
            yield return Problem.Fail("The client's option ServerAliveInterval is 0: a connection that was cut off is not noticed.") with
            {
                Subject = "ServerAliveInterval",
                Actual = alive[0],
                Fix = "Set 'ServerAliveInterval 15' for the host in ~/.ssh/config.",
                Remedy = SshStanzaRemedy.Of(context.Target, new KeyValuePair<string, string>("ServerAliveInterval", "15")),
            };
        }
    }
}
