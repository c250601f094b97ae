using System.Text.RegularExpressions;

namespace GoEnv.Text;

/// <summary>
/// Finds in a line of a file what could be a secret: user information of a URL, the value of a name that speaks of a password, token
/// or key, a line of a netrc file, an authorization header, and tokens that are known by their beginnings.
/// </summary>
internal static partial class SecretText
{
    private const string Mark = "...";

    /// <summary>The line with each secret replaced by <c>...</c>.</summary>
    public static string Mask(string line)
    {
        try
        {
            var text = UserInfo().Replace(line, Mark);
            text = Named().Replace(text, match => IsReference(match.Groups["value"].Value) ? match.Value : match.Groups["name"].Value + Mark);
            text = Netrc().Replace(text, "${name}" + Mark);
            text = Header().Replace(text, "${name}" + Mark);
            return Token().Replace(text, Mark);
        }
        catch (RegexMatchTimeoutException)
        {
            return Mark;
        }
    }

    /// <summary>True when some line of a text holds what could be a secret.</summary>
    public static bool IsIn(string text) =>
        text.Contains("PRIVATE KEY-----", StringComparison.Ordinal) || text.Split('\n').Any(line => Mask(line) != line);

    // $NAME and $(command) are where a secret comes from, and no secret.
    private static bool IsReference(string value) => value.Trim('"', '\'') is "" or ['$', ..] or ['`', ..] or Mark;

    [GeneratedRegex("""(?<=\bhttps?://)[^\s/@"'<>]+(?=@)|(?<=[a-z0-9+.-]://[^\s/@:"'<>]*:)[^\s/@"'<>]+(?=@)""", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex UserInfo();

    [GeneratedRegex(
        """(?<name>(\b(set|setenv)\s+(-\S+\s+)*)?\b\w*(passw(or)?d|passphrase|token|secret|api_?key|access_?key|private_?key|credentials?|_auth\b|_pat\b)\w*["']?(\s*[=:]\s*|(?<=\b(set|setenv)\s+(-\S+\s+)*\w+)\s+))(?<value>"[^"]*"|'[^']*'|[^\s;&|]+)""",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture,
        1000)]
    private static partial Regex Named();

    [GeneratedRegex(@"(?<name>^\s*(machine\s+\S+\s+|default\s+)?(login\s+\S+\s+)?password\s+)\S+", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Netrc();

    [GeneratedRegex(@"(?<name>\bauthorization\b\W*(?>(\w+\s+)?)|\bbearer\s+(?=\S{16})|\bcurl\b.*\s(-u|--user)[\s=]+(?=\S+:))[A-Za-z0-9+/_.:=~-]{6,}", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Header();

    [GeneratedRegex(
        @"\b(gh[pousr]_[A-Za-z0-9]{20,}|github_pat_\w{20,}|glpat-[\w-]{16,}|xox[abprs]-[\w-]{10,}|AKIA[0-9A-Z]{16}|sk-[\w-]{20,}|eyJ[\w-]{10,}\.[\w-]+\.[\w-]+)",
        RegexOptions.ExplicitCapture,
        1000)]
    private static partial Regex Token();
}
