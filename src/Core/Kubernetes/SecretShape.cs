using System.Text.RegularExpressions;

namespace GoEnv.Kubernetes;

/// <summary>Tells credentials by the name of what holds them and by their form.</summary>
internal static partial class SecretShape
{
    /// <summary>Stands where a credential was.</summary>
    public const string Mark = "(credential)";

    private static readonly string[] Words = ["PASSWORD", "PASSWD", "PASSPHRASE", "SECRET", "TOKEN", "APIKEY", "API_KEY", "ACCESS_KEY", "PRIVATE_KEY", "SECRET_KEY", "CREDENTIAL", "CREDENTIALS"];

    // What such a variable names is a place or a property of a credential.
    private static readonly string[] Tails =
    [
        "_FILE", "_PATH", "_DIR", "_NAME", "_URL", "_URI", "_ENABLED", "_DISABLED", "_TTL", "_EXPIRY", "_EXPIRATION", "_LENGTH", "_HEADER", "_TYPE",
        "_MOUNT", "_NAMESPACE", "_ISSUER", "_AUDIENCE", "_LIFETIME", "_DURATION", "_INTERVAL", "_TIMEOUT", "_REF", "_KEY_ID", "_REQUIRED",
    ];

    /// <summary>Why a value looks like a credential, as a clause; null where it does not.</summary>
    public static string? Of(string name, string value)
    {
        if (string.IsNullOrWhiteSpace(value) || Reference().IsMatch(value))
        {
            return null;
        }

        return Form(value) ?? (IsNamed(name) && IsCandidate(name, value) ? "its name says so" : null);
    }

    /// <summary>The words of a command line without credentials.</summary>
    public static IReadOnlyList<string> Redact(IReadOnlyList<string> words)
    {
        var safe = new List<string>(words.Count);
        var isNext = false;
        foreach (var word in words)
        {
            var flag = word.TrimStart('-');
            if (isNext && !word.StartsWith('-') && !Reference().IsMatch(word))
            {
                safe.Add(Mark);
            }
            else
            {
                safe.Add(Text(word));
            }

            isNext = word.StartsWith('-') && !word.Contains('=') && IsNamed(flag.Replace('-', '_').Replace('.', '_'));
        }

        return safe;
    }

    /// <summary>A text without credentials.</summary>
    public static string Text(string text)
    {
        text = UserInfo().Replace(text, match => match.Groups["head"].Value + Mark + "@");
        text = Known().Replace(text, Mark);
        return Assignment().Replace(text, match =>
        {
            var key = match.Groups["key"].Value;
            return Of(key.TrimStart('-').Replace('-', '_').Replace('.', '_'), match.Groups["value"].Value) is not null ? $"{key}={Mark}" : match.Value;
        });
    }

    private static string? Form(string value) => value switch
    {
        _ when UserInfo().IsMatch(value) => "it is a URL with a password in it",
        _ when value.Contains("PRIVATE KEY-----", StringComparison.Ordinal) => "it is a private key",
        _ when Known().IsMatch(value) => "it has the form of an access token",
        _ => null,
    };

    private static bool IsNamed(string name)
    {
        var upper = Camel().Replace(name, "${low}_${high}").ToUpperInvariant();
        return !Tails.Any(tail => upper.EndsWith(tail, StringComparison.Ordinal))
            && Words.Any(word => upper == word || upper.EndsWith("_" + word, StringComparison.Ordinal) || upper.StartsWith(word + "_", StringComparison.Ordinal));
    }

    // A path, a switch or a number is none, but a password may be a number.
    private static bool IsCandidate(string name, string value) =>
        !value.StartsWith('/') && value.ToLowerInvariant() is not ("true" or "false" or "yes" or "no" or "none" or "on" or "off" or "enabled" or "disabled" or "null")
        && (!value.All(c => char.IsAsciiDigit(c) || c is '.' or 's' or 'm' or 'h') || name.Contains("PASS", StringComparison.OrdinalIgnoreCase));

    [GeneratedRegex(@"^\$\([A-Za-z_][A-Za-z0-9_.-]*\)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Reference();

    [GeneratedRegex(@"(?<head>[a-z][a-z0-9+.-]*://[^\s/@:]*:)(?!\$\()[^\s/@]+@", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex UserInfo();

    [GeneratedRegex(@"\b(AKIA[0-9A-Z]{16}|gh[pousr]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9_]{22,}|glpat-[A-Za-z0-9_-]{20,}|xox[abprs]-[A-Za-z0-9-]{10,}|AIza[0-9A-Za-z_-]{35}|sk_live_[0-9A-Za-z]{16,}|npm_[A-Za-z0-9]{36}|eyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Known();

    [GeneratedRegex(@"(?<key>--?[A-Za-z][\w.-]*|\b[A-Za-z_]\w*)=(?<value>""[^""]*""|'[^']*'|[^\s;&|]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Assignment();

    [GeneratedRegex("(?<low>[a-z0-9])(?<high>[A-Z])", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Camel();
}
