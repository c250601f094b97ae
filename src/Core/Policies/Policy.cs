namespace GoEnv.Policies;

/// <summary>What a team asks of its Go environments.</summary>
public sealed record Policy
{
    /// <summary>The policy that ships with the module.</summary>
    public static Policy Default { get; } = new();

    /// <summary>Severities that replace a rule's own, by rule id.</summary>
    public IReadOnlyDictionary<string, Severity> Severities { get; init; } = new Dictionary<string, Severity>();

    /// <summary>The severity of a rule: the policy's, else that of the problem, else the rule's own.</summary>
    public Severity SeverityOf(Rule rule, Severity? problem) =>
        Severities.TryGetValue(rule.Id, out var severity) ? severity : problem ?? rule.Severity;
}
