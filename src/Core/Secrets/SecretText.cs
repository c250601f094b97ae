using System.Text.RegularExpressions;

namespace GoEnv.Secrets;

/// <summary>
/// Hides in the text of a file or command what could be a secret: all that <see cref="SecretShape"/> calls a credential, and
/// <see cref="SecretForms.Possible"/>. What is hidden and is none costs little here, since nothing is reported of it.
/// </summary>
internal static class SecretText
{
    /// <summary>Stands where a secret was.</summary>
    public const string Mark = "...";

    /// <summary>The text with each secret replaced by <c>...</c>, with as many lines as before; nothing of it where it cannot be looked through in time.</summary>
    public static string Mask(string text)
    {
        try
        {
            return SecretForms.Possible.Aggregate(
                SecretShape.Replace(text, Hide),
                (masked, form) => form.Replace(masked, match => IsReference(match) ? match.Value : SecretForms.Replace(match, Hide)));
        }
        catch (RegexMatchTimeoutException)
        {
            return Hide(text);
        }
    }

    /// <summary>True when a text holds what could be a secret.</summary>
    public static bool IsIn(string text) => text.Contains("PRIVATE KEY-----", StringComparison.Ordinal) || Mask(text) != text;

    private static string Hide(string text) => string.Join('\n', text.Split('\n').Select(line => line.Length == 0 ? line : Mark));

    // $NAME and $(command) are where a secret comes from, and no secret.
    private static bool IsReference(Match match) =>
        match.Groups["named"].Success && match.Groups["value"].Value.Trim('"', '\'') is "" or ['$', ..] or ['`', ..] or Mark;
}
