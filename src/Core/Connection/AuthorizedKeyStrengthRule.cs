namespace GoEnv.Connection;

/// <summary>Asks for keys in <c>authorized_keys</c> that are strong enough.</summary>
public sealed class AuthorizedKeyStrengthRule() : Rule<HostFacts>("GE0104", Severity.Warning, "No weak key may log in")
{
    /// <inheritdoc/>
    public override IReadOnlyList<RuleParameter> Parameters => [KeyStrength.SmallestRsa];

    /// <inheritdoc/>
    protected internal override IEnumerable<Problem> Judge(HostFacts facts, RuleContext context)
    {
        if (facts.AuthorizedKeys.IsAbsent || facts.AuthorizedKeysFile.IsAbsent || facts.Home.IsAbsent)
        {
            return [];
        }

        var path = (facts.Home.TryGet(out var home) ? home : "~") + "/.ssh/authorized_keys";
        return facts.AuthorizedKeys.TryGet(out var keys)
            ? keys.Distinct().Select(key => ToProblem(key, keys.Count(k => k == key), path, context.Policy.ValueOf(this, KeyStrength.SmallestRsa))).OfType<Problem>()
            : [Problem.Unknown($"The keys in {path} are not known: {facts.AuthorizedKeys.Reason}.")];
    }

    private static Problem? ToProblem(AuthorizedKey key, int count, string path, int smallestRsa) =>
        KeyStrength.WeaknessOf(key.Type, key.Bits, smallestRsa) is not { } weak ? null
            : Problem.Fail($"{count} {(count == 1 ? "key" : "keys")} in {path} of type {key.Type}, {key.Bits} bits: {weak.Why}.") with
            {
                Subject = $"{key.Type} {key.Bits}",
                Severity = weak.Severity,
                Expected = $"ED25519, ECDSA, or RSA of at least {smallestRsa} bits",
                Actual = $"{key.Type} {key.Bits}",
                Fix = $"Find them with 'ssh-keygen -l -f {path}' and let their owners bring Ed25519 keys (ssh-keygen -t ed25519).",
            };
}
