namespace GoEnv.Connection;

/// <summary>Asks for an <c>authorized_keys</c> that nobody else may change.</summary>
public sealed class AuthorizedKeysModeRule()
    : Rule<HostFacts>("GE0103", Severity.Error, "~/.ssh/authorized_keys can be changed by its owner alone")
{
    /// <inheritdoc/>
    protected internal override IEnumerable<Problem> Judge(HostFacts facts, RuleContext context) =>
        facts.AuthorizedKeysFile.IsAbsent || facts.Home.IsAbsent
            ? []
            : SshFolderRule.Writable(
                (facts.Home.TryGet(out var home) ? home : "~") + "/.ssh/authorized_keys", facts.AuthorizedKeysFile, facts);
}
