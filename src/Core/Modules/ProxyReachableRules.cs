namespace GoEnv.Modules;

/// <summary>Says which module proxy does not answer as one. On request only.</summary>
public sealed class ProxyReachableRule() : Rule<ModuleProxyFacts>(
    "GE3040", Severity.Error, "Every module proxy answers the target")
{
    /// <inheritdoc/>
    public override bool OnRequest => true;

    /// <inheritdoc/>
    protected internal override IEnumerable<Problem> Judge(ModuleProxyFacts facts, RuleContext context)
    {
        ArgumentNullException.ThrowIfNull(facts);
        for (var i = 0; i < facts.Proxies.Count; i++)
        {
            if (Judge(facts.Proxies[i], i == facts.Proxies.Count - 1) is { } problem)
            {
                yield return problem with { Subject = facts.Proxies[i].Url, Actual = facts.Proxies[i].Status?.ToString() };
            }
        }
    }

    private static Problem? Judge(ProxyAnswer answer, bool isLast) => answer switch
    {
        { Fault: ProxyFault.NotAsked or ProxyFault.Hidden } => Problem.Unknown($"The proxy {answer.Url} {answer.Describe()}."),
        { Fault: ProxyFault.None, Status: 200, IsPage: false } => null,
        { Fault: ProxyFault.None, Status: 401, HasCredentials: true } => Problem.Unknown(
            $"The proxy {answer.Url} needs credentials; those in GOPROXY were not tried."),
        { Fault: ProxyFault.None, Status: 404 or 410 } => Problem.Fail(
            $"The proxy {answer.Url} has no golang.org/x/text ({answer.Status}): its path is wrong, or it serves other modules alone.") with
        {
            Severity = isLast ? Severity.Warning : Severity.Information,
            Fix = "Compare the path in GOPROXY with the proxy's own instructions.",
        },
        _ => Problem.Fail($"The proxy {answer.Url} {answer.Describe()}.") with
        {
            Expected = "the list of versions of golang.org/x/text",
            Fix = Fix(answer),
        },
    };

    internal static string Fix(ProxyAnswer answer) => answer switch
    {
        { Fault: ProxyFault.Name } => "Check the name in the setting, /etc/resolv.conf, and HTTPS_PROXY where a web proxy resolves names.",
        { Fault: ProxyFault.Refused or ProxyFault.Timeout } => "Check the port, the firewall, and HTTPS_PROXY and NO_PROXY.",
        { Fault: ProxyFault.UnknownAuthority } => "Add the company's CA to the system's certificates (update-ca-certificates or update-ca-trust).",
        { Fault: ProxyFault.Missing } => "Mount or create the folder, or correct the path.",
        { Status: 401 or 403 } => "Add a 'machine' entry for the host to ~/.netrc (mode 0600).",
        { Status: 200 } => "Something else answers in its place: check the path, and whether a sign-in page or web proxy is between.",
        _ => $"curl -v '{answer.Url}'",
    };
}

/// <summary>Says whether the checksum database answers. On request only.</summary>
public sealed class ChecksumDatabaseReachableRule() : Rule<ModuleProxyFacts>(
    "GE3041", Severity.Error, "The checksum database answers the target")
{
    /// <inheritdoc/>
    public override bool OnRequest => true;

    /// <inheritdoc/>
    protected internal override IEnumerable<Problem> Judge(ModuleProxyFacts facts, RuleContext context)
    {
        ArgumentNullException.ThrowIfNull(facts);
        if (facts.ChecksumDatabase.IsUnknown)
        {
            yield return Problem.Unknown($"Whether the checksum database answers is not known because {facts.ChecksumDatabase.Reason}.");
        }

        if (!facts.ChecksumDatabase.TryGet(out var answer))
        {
            yield break;
        }

        if (answer.Fault == ProxyFault.NotAsked)
        {
            yield return Problem.Unknown($"The checksum database {answer.Url} {answer.Describe()}.");
        }
        else if (answer is not { Fault: ProxyFault.None, Status: 200 }
            || !answer.FirstLine.StartsWith("go.sum database tree", StringComparison.Ordinal))
        {
            yield return Problem.Fail($"The checksum database at {answer.Url} {answer.Describe()}; modules that are not in go.sum yet cannot be added.") with
            {
                Subject = answer.Url,
                Actual = answer.Status?.ToString(),
                Expected = "go.sum database tree",
                Fix = ProxyReachableRule.Fix(answer),
            };
        }
    }
}
