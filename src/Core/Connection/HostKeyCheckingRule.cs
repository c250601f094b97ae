namespace GoEnv.Connection;

/// <summary>Asks for a client that checks the host key of the target.</summary>
public sealed class HostKeyCheckingRule() : Rule<ConnectionFacts>("GE0201", Severity.Error, "The ssh client checks the target's host key")
{
    /// <inheritdoc/>
    protected internal override IEnumerable<Problem> Judge(ConnectionFacts facts, RuleContext context)
    {
        if (facts.ClientOptions.IsAbsent)
        {
            yield break;
        }

        if (!facts.ClientOptions.TryGet(out var options) || !options.ContainsKey("stricthostkeychecking"))
        {
            yield return Problem.Unknown($"The client's options are not known: {facts.ClientOptions.Reason ?? "ssh -G does not name them"}.");
            yield break;
        }

        var strict = options["stricthostkeychecking"][0];
        if (strict is "no" or "off" or "false")
        {
            yield return Fail("StrictHostKeyChecking", strict, "any host that answers is taken for the target",
                "Set 'StrictHostKeyChecking accept-new' or 'yes' for the host in ~/.ssh/config.", Remedy(context, options, "accept-new"));
        }
        else if (strict is not ("yes" or "true") && options.GetValueOrDefault("userknownhostsfile", []).Any(IsNowhere))
        {
            // With "yes" the keys come from the global file or a command, and an unknown key is refused all the same.
            yield return Fail("UserKnownHostsFile", options["userknownhostsfile"][0], "the client forgets each host key that it has seen",
                "Take UserKnownHostsFile for the host out of ~/.ssh/config.", Remedy(context, options, strict is "accept-new" ? null : "accept-new"));
        }
    }

    private static bool IsNowhere(string files) => files.Trim() is "/dev/null" or "none";

    // A client that asks nobody reaches no host whose key it has never kept, so that "ask" becomes "accept-new" with the file.
    private static SshStanzaRemedy? Remedy(RuleContext context, IReadOnlyDictionary<string, IReadOnlyList<string>> options, string? strict) => SshStanzaRemedy.Of(
        context.Target,
        [
            .. strict is null ? Array.Empty<KeyValuePair<string, string>>() : [new("StrictHostKeyChecking", strict)],
            .. options.GetValueOrDefault("userknownhostsfile", []).Any(IsNowhere) ? [new("UserKnownHostsFile", "~/.ssh/known_hosts")] : Array.Empty<KeyValuePair<string, string>>(),
        ]);

    private static Problem Fail(string option, string value, string why, string fix, SshStanzaRemedy? remedy) =>
        Problem.Fail($"The client's option {option} is {value}: {why}.") with { Subject = option, Actual = value, Fix = fix, Remedy = remedy };
}
