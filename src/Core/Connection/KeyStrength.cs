namespace GoEnv.Connection;

/// <summary>What is known of the strength of key types. A type that is not known here is never called weak.</summary>
internal static class KeyStrength
{
    /// <summary>The smallest RSA key that is not called weak; the default is NIST SP 800-57's for use beyond 2030.</summary>
    public static readonly RuleParameter SmallestRsa = new("rsaBits", 3072, 2048, 16384, "the smallest RSA key that is not called weak");

    /// <summary>Why a key is weak, and how much it matters; null when it is not.</summary>
    public static (string Why, Severity Severity)? WeaknessOf(string type, int bits, int smallestRsa) => type.ToUpperInvariant() switch
    {
        "DSA" or "DSA-CERT" => ("DSA keys are broken and OpenSSH has dropped them", Severity.Error),
        "RSA1" => ("keys of protocol 1 are broken", Severity.Error),
        "RSA" or "RSA-CERT" when bits < 2048 => ($"an RSA key of {bits} bits can be broken", Severity.Error),
        "RSA" or "RSA-CERT" when bits < smallestRsa => ($"an RSA key of {bits} bits is below {smallestRsa}", Severity.Warning),
        _ => null,
    };
}
