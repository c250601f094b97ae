namespace GoEnv.Connection;

/// <summary>Asks for identity files of this side that are strong enough.</summary>
public sealed class IdentityStrengthRule() : Rule<ConnectionFacts>("GE0203", Severity.Warning, "The client's identity files are not weak")
{
    /// <inheritdoc/>
    public override IReadOnlyList<RuleParameter> Parameters => [KeyStrength.SmallestRsa];

    /// <inheritdoc/>
    protected internal override IEnumerable<Problem> Judge(ConnectionFacts facts, RuleContext context)
    {
        if (facts.Identities.IsAbsent)
        {
            return [];
        }

        return facts.Identities.TryGet(out var identities)
            ? identities.Select(identity => Judge(identity, context.Policy.ValueOf(this, KeyStrength.SmallestRsa))).OfType<Problem>()
            : [Problem.Unknown($"The client's identity files are not known: {facts.Identities.Reason}.")];
    }

    private static Problem? Judge(IdentityFile identity, int smallestRsa)
    {
        if (!identity.KeyType.TryGet(out var type) || !identity.Bits.TryGet(out var bits))
        {
            return Problem.Unknown($"The type of {identity.Path} is not known: {identity.KeyType.Reason ?? identity.Bits.Reason}.") with
            {
                Subject = identity.Path,
            };
        }

        return KeyStrength.WeaknessOf(type, bits, smallestRsa) is not { } weak ? null
            : Problem.Fail($"The identity file {identity.Path} is weak: {weak.Why}.") with
            {
                Subject = identity.Path,
                Severity = weak.Severity,
                Expected = $"ED25519, ECDSA, or RSA of at least {smallestRsa} bits",
                Actual = $"{type} {bits}",
                Fix = "Make a new key with 'ssh-keygen -t ed25519' and put its public half on the targets.",
            };
    }
}
