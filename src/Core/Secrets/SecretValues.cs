using System.Text.RegularExpressions;

namespace GoEnv.Secrets;

/// <summary>Tells by a value whether it can be a credential.</summary>
internal static partial class SecretValues
{
    private const int ShortestRandom = 16;

    private static readonly string[] Switches =
    [
        "0", "1", "true", "false", "yes", "no", "none", "on", "off", "enabled", "disabled", "null", "nil", "undefined", "auto", "default", "unset", "n/a", "todo", "redacted", "(redacted)",
    ];

    // They name where the credential is.
    private static readonly string[] Stores = ["vault:", "ref+", "arn:aws", "awssm:", "sm://", "op://", "secretref:", "keyvault", "akvs:", "file:", "http://", "https://", "enc[", "enc(", "id=", "type=", "src="];

    /// <summary>A value that is put in elsewhere, or that only stands for one.</summary>
    public static bool IsReference(string value) => Reference().IsMatch(Bare(value)) || Bare(value).StartsWith("$(", StringComparison.Ordinal) || Bare(value).StartsWith('`');

    /// <summary>True where a value may be what a name of that kind says.</summary>
    public static bool Fits(string value, SecretNames.Says says)
    {
        var bare = Bare(value);
        return says switch
        {
            SecretNames.Says.Password => IsCandidate(bare),
            SecretNames.Says.Credential => IsCandidate(bare) && !Quantity().IsMatch(bare),
            SecretNames.Says.Perhaps => IsCandidate(bare) && IsRandom(bare),
            _ => false,
        };
    }

    /// <summary>As <see cref="Fits"/>, for a value in a text that may be a program: there names stand in place of values.</summary>
    public static bool FitsInText(string key, string value, SecretNames.Says says) =>
        Fits(value, says) && !value.Contains(SecretShape.Mark, StringComparison.Ordinal) && !Bare(value).StartsWith('$') && !Code().IsMatch(Bare(value))
        && !string.Equals(value.TrimEnd(',', ')', ';'), key, StringComparison.OrdinalIgnoreCase);

    /// <summary>True for what a machine made up, other than a UUID.</summary>
    public static bool IsRandom(string value) =>
        value.Length >= ShortestRandom && !Uuid().IsMatch(value) && Random().IsMatch(value)
        && value.Count(char.IsAsciiDigit) >= 2 && value.Count(char.IsAsciiLetter) >= 2 && Run().IsMatch(value);

    private static bool IsCandidate(string bare) =>
        bare.Length > 0 && !IsReference(bare) && !Switches.Contains(bare, StringComparer.OrdinalIgnoreCase)
        && !Stores.Any(store => bare.StartsWith(store, StringComparison.OrdinalIgnoreCase)) && !IsPath(bare);

    // What base64 makes may begin with a slash too.
    private static bool IsPath(string bare) =>
        Path().IsMatch(bare) && !(bare[0] == '/' && bare.Split('/').Any(part => part.Length >= ShortestRandom && part.Any(char.IsAsciiDigit) && part.Any(char.IsAsciiLetterUpper) && part.Any(char.IsAsciiLetterLower)));

    private static string Bare(string value)
    {
        var trimmed = value.Trim();
        return trimmed.Length >= 2 && trimmed[0] is '"' or '\'' && trimmed[^1] == trimmed[0] ? trimmed[1..^1].Trim() : trimmed.Trim('"', '\'');
    }

    [GeneratedRegex(@"^(\$\([^)]*\)|\$\{[^}]*\}|\$[A-Z_][A-Z0-9_]*|\$[0-9@*#]|\{\{.*\}\}|%[A-Z_]+%|%\([A-Za-z_]+\)s|%[sqv]|<[^<>]*>|[*]+|[xX]{3,}|[.]{3}|…)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Reference();

    [GeneratedRegex(@"^\d+(\.\d+)?((ns|us|ms|s|m|h|d|w|%|Ki|Mi|Gi|k|K|M|G|B|KB|MB|GB)\d+(\.\d+)?)*(ns|us|ms|s|m|h|d|w|%|Ki|Mi|Gi|k|K|M|G|B|KB|MB|GB)?$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Quantity();

    [GeneratedRegex(@"^(\.{0,2}/|~/|[A-Za-z]:\\|@/)[^\s=+]*$|^[\w.-]+\.(json|pem|key|crt|cer|p12|pfx|jks|txt|ya?ml|toml|env|properties)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Path();

    [GeneratedRegex(@"^[({\[^%*.\\=,<>)]|^[A-Za-z_]\w*(\.[A-Za-z_]\w*)*[(\[]|^[A-Za-z_]+(\.[A-Za-z_]+)+[),;]*$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Code();

    [GeneratedRegex("^[0-9A-Fa-f]{8}-([0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12}$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Uuid();

    [GeneratedRegex(@"^[A-Za-z0-9+/=_.~:-]+$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Random();

    [GeneratedRegex("[A-Za-z0-9]{12}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Run();
}
