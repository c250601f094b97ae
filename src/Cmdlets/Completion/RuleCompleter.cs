namespace GoEnv.Cmdlets;

/// <summary>Completes rule ids.</summary>
public sealed class RuleCompleter : Completer
{
    /// <inheritdoc/>
    private protected override IEnumerable<(string Word, string Help)> Words() =>
        Catalog.Rules.Select(rule => (rule.Id, rule.Title));
}
