namespace GoEnv.Toolchain;

/// <summary>A rule over one variable of <c>go env</c>; it passes where the variable is empty or there is no toolchain.</summary>
public abstract class SettingRule : Rule<ToolchainFacts>
{
    private readonly string name;

    private protected SettingRule(string id, Severity severity, string title, string name)
        : base(id, severity, title) => this.name = name;

    /// <inheritdoc/>
    protected internal sealed override IEnumerable<Problem> Judge(ToolchainFacts facts, RuleContext context)
    {
        if (facts.Winner is null)
        {
            return facts.WithoutWinner();
        }

        var value = facts.Session.GetValueOrDefault(name) is { Length: > 0 } exported ? exported : facts.Env(name);
        if (value is null)
        {
            return facts.GoEnv.IsUnknown
                ? [facts.EnvUnknown($"{name} is not known")]
                : [];
        }

        if (value == "(hidden)")
        {
            return [Problem.Unknown($"{name} is not known: its passwords could not be left out on the target.") with { Subject = name }];
        }

        return Judge(value, facts).Select(problem => problem with
        {
            Subject = name,
            Actual = problem.Actual ?? value,
            Fix = problem.Fix ?? facts.Unset(name),
            Remedy = problem.Remedy ?? (problem is { Status: FindingStatus.Fail, Fix: null } ? facts.UnsetRemedy(name) : null),
        });
    }

    private protected abstract IEnumerable<Problem> Judge(string value, ToolchainFacts facts);
}
