namespace GoEnv.Connection;

/// <summary>What is known of the strength of key types. A type that is not known here is never called weak.</summary>
internal static class KeyStrength
{
    /// <summary>The smallest RSA key that is not called weak, in bits; NIST SP 800-57 for use beyond 2030.</summary>
    public const int SmallestRsa = 3072;

    /// <summary>Why a key is weak, and how much it matters; null when it is not.</summary>
    public static (string Why, Severity Severity)? WeaknessOf(string type, int bits) => type.ToUpperInvariant() switch
    {
        "DSA" or "DSA-CERT" => ("DSA keys are broken and OpenSSH has dropped them", Severity.Error),
        "RSA1" => ("keys of protocol 1 are broken", Severity.Error),
        "RSA" or "RSA-CERT" when bits < 2048 => ($"an RSA key of {bits} bits can be broken", Severity.Error),
        "RSA" or "RSA-CERT" when bits < SmallestRsa => ($"an RSA key of {bits} bits is below {SmallestRsa}", Severity.Warning),
        _ => null,
    };
}
