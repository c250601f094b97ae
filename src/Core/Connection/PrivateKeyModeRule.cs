using GoEnv.Changes;

namespace GoEnv.Connection;

/// <summary>Asks for private keys on the target that only their owner may read.</summary>
public sealed class PrivateKeyModeRule() : Rule<HostFacts>("GE0102", Severity.Error, "Private keys in ~/.ssh can be read by their owner alone")
{
    /// <inheritdoc/>
    protected internal override IEnumerable<Problem> Judge(HostFacts facts, RuleContext context)
    {
        if (facts.PrivateKeys.IsAbsent || facts.Home.IsAbsent)
        {
            return [];
        }

        return facts.PrivateKeys.TryGet(out var keys)
            ? keys.SelectMany(Judge)
            : [Problem.Unknown($"The private keys are not known: {facts.PrivateKeys.Reason}.")];
    }

    private static IEnumerable<Problem> Judge(PrivateKeyFile key)
    {
        if (!key.Owner.TryGet(out var owner))
        {
            yield return Problem.Unknown($"The mode of {key.Path} is not known: {key.Owner.Reason ?? "it has gone"}.") with { Subject = key.Path };
        }
        else if ((owner.Mode & 0x3f) != 0)
        {
            yield return key.Unread is { } why
                ? Problem.Unknown($"Whether {key.Path} is a private key is not known: {why}.") with { Subject = key.Path }
                : Problem.Fail($"The private key {key.Path} is open to other accounts (mode {owner.OctalMode}); ssh refuses to use it.") with
                {
                    Subject = key.Path,
                    Expected = "600",
                    Actual = owner.OctalMode,
                    Fix = $"chmod 600 '{key.Path}', and replace the key where others could have read it.",
                    Remedy = new ModeRemedy(key.Path) { Clear = 0x3f },
                };
        }
    }
}
