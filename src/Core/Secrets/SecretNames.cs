using System.Text.RegularExpressions;

namespace GoEnv.Secrets;

/// <summary>Tells by the name of a variable, a flag or a key whether what it holds is a credential.</summary>
internal static partial class SecretNames
{
    /// <summary>A regular expression of the words that speak of a credential wherever they stand in a name.</summary>
    public const string Words = @"passw(or)?d|passphrase|token|secret|api_?key|access_?key|private_?key|credential|_auth\b|_pat\b";

    // Each a list of words of a name; the last may have more before it, as in PGPASSWORD.
    private static readonly string[] Passwords = ["PASSWORD", "PASSWD", "PASSPHRASE"];

    private static readonly string[] Others =
    [
        "SECRET", "TOKEN", "APIKEY", "API_KEY", "ACCESS_KEY", "ACCESSKEY", "PRIVATE_KEY", "PRIVATEKEY", "SECRET_KEY", "SECRETKEY", "CREDENTIAL", "CREDENTIALS",
        "SIGNING_KEY", "ENCRYPTION_KEY", "MASTER_KEY", "HMAC_KEY", "ACCOUNT_KEY", "SHARED_KEY", "SERVICE_ROLE_KEY",
    ];

    // Short ones are words of their own alone: BYPASS and PWD are none.
    private static readonly string[] ShortPasswords = ["PASS", "PWD", "PASSWORT"];

    private static readonly string[] JoinedPasswords = ["SSHPASS", "STOREPASS", "KEYPASS", "DBPASS", "USERPASS", "ROOTPASS", "ADMINPASS", "REDISCLI_AUTH"];

    // What may follow the word without a change of its meaning.
    private static readonly string[] Qualifiers =
    [
        "PROD", "PRODUCTION", "DEV", "STAGING", "TEST", "LIVE", "OLD", "NEW", "CURRENT", "PREVIOUS", "PRIMARY", "SECONDARY", "BACKUP", "DEFAULT", "MAIN", "ADMIN", "ROOT",
        "RO", "RW", "READ", "WRITE", "BASE", "VALUE", "PLAIN", "B64", "BASE64", "HASH", "SALT", "TXT", "US", "EU", "ID",
    ];

    // What such a variable says is a place or a property of a credential, or whether there is one.
    private static readonly string[] Tails =
    [
        "_FILE", "_FILENAME", "_PATH", "_DIR", "_NAME", "_URL", "_URI", "_ENABLED", "_DISABLED", "_TTL", "_EXPIRY", "_EXPIRATION", "_LENGTH", "_HEADER", "_TYPE",
        "_MOUNT", "_NAMESPACE", "_ISSUER", "_AUDIENCE", "_LIFETIME", "_DURATION", "_INTERVAL", "_TIMEOUT", "_REF", "_KEY_ID", "_TOKEN_ID", "_PASSWORD_KEY", "_REQUIRED",
        "_PREFIX", "_SUFFIX", "_POLICY", "_ALGORITHM", "_ALG", "_FORMAT", "_VERSION", "_SIZE", "_COUNT", "_LIMIT", "_MIN", "_MAX", "_USERNAME", "_USER", "_HOST", "_PORT",
        "_ADDR", "_ADDRESS", "_ENDPOINT", "_SERVICE", "_PROVIDER", "_STORE", "_BACKEND", "_SOURCE", "_MODE", "_SCOPE", "_SCOPES", "_REGION", "_ARN", "_LOCATION", "_FIELD",
        "_EXPIRES", "_SECONDS", "_MINUTES", "_HOURS", "_DAYS", "_AGE", "_HINT", "_STDIN", "_PUBLIC_KEY", "_PUBLISHABLE_KEY", "_SITE_KEY", "_INSTRUMENTATION_KEY",
    ];

    private static readonly string[] Heads =
        ["NO_", "NOT_", "ASK_", "PROMPT_", "WITHOUT_", "SHOW_", "HIDE_", "DISABLE_", "SKIP_", "ENABLE_", "ALLOW_", "REQUIRE_", "USE_", "HAS_", "IS_", "MAX_", "MIN_", "PUBLIC_"];

    // They name an object of the cluster, or a cluster of etcd, more often than they hold a secret.
    private static readonly string[] OfObjects = ["TLS_SECRET", "PULL_SECRET", "CERT_SECRET", "CERTIFICATE_SECRET", "CA_SECRET", "CLUSTER_TOKEN"];

    /// <summary>How sure a name says it.</summary>
    internal enum Says
    {
        /// <summary>Nothing of the kind.</summary>
        Nothing,

        /// <summary>It may be one, where its value looks like one that a machine made.</summary>
        Perhaps,

        /// <summary>A credential.</summary>
        Credential,

        /// <summary>A password, which a person may have chosen.</summary>
        Password,
    }

    public static Says Of(string name)
    {
        var upper = Camel().Replace(name.TrimStart('-'), "${low}_${high}").Replace('-', '_').Replace('.', '_').Replace("__", "_", StringComparison.Ordinal).ToUpperInvariant();
        if (Tails.Any(tail => ("_" + upper).EndsWith(tail, StringComparison.Ordinal)) || Heads.Any(head => upper.StartsWith(head, StringComparison.Ordinal)))
        {
            return Says.Nothing;
        }

        // A number or a place behind the word says which of several it is.
        var core = upper;
        while (core.LastIndexOf('_') is > 0 and var at && (core[(at + 1)..].All(char.IsAsciiDigit) || Qualifiers.Contains(core[(at + 1)..])))
        {
            core = core[..at];
        }

        return Passwords.Any(word => core.EndsWith(word, StringComparison.Ordinal)) || ShortPasswords.Any(word => core.EndsWith("_" + word, StringComparison.Ordinal)) || core == "PASS"
            || JoinedPasswords.Any(word => core.EndsWith(word, StringComparison.Ordinal)) ? Says.Password
            : OfObjects.Any(word => core.EndsWith(word, StringComparison.Ordinal)) ? Says.Perhaps
            : Others.Any(word => core.EndsWith(word, StringComparison.Ordinal)) ? Says.Credential
            : core.EndsWith("_KEY", StringComparison.Ordinal) || core.EndsWith("_PAT", StringComparison.Ordinal) || core.EndsWith("AUTH", StringComparison.Ordinal)
                || Passwords.Concat(Others).Any(word => ("_" + core).Contains("_" + word + "_", StringComparison.Ordinal)) ? Says.Perhaps
            : Says.Nothing;
    }

    [GeneratedRegex("(?<low>[a-z0-9])(?<high>[A-Z])", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Camel();
}
