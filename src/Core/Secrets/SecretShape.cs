using System.Text.RegularExpressions;

namespace GoEnv.Secrets;

/// <summary>
/// Tells credentials by the name of what holds them and by their form, and takes them out of texts. What it names is reported, so that
/// what only could be one is none here: that is for <see cref="SecretText"/>.
/// </summary>
internal static partial class SecretShape
{
    /// <summary>Stands where a credential was.</summary>
    public const string Mark = "(credential)";

    private const string Inside = "a credential stands in it";

    /// <summary>As <see cref="Of"/>; what cannot be looked through in time is taken for one.</summary>
    public static string? Suspect(string name, string value)
    {
        try
        {
            return Of(name, value);
        }
        catch (RegexMatchTimeoutException)
        {
            return "it could not be looked through in time";
        }
    }

    /// <summary>Why a value looks like a credential, as a clause; null where it does not. <see cref="RegexMatchTimeoutException"/> when that takes too long.</summary>
    public static string? Of(string name, string value)
    {
        if (string.IsNullOrWhiteSpace(value) || SecretValues.IsReference(value))
        {
            return null;
        }

        return SecretForms.All.FirstOrDefault(one => one.Form.IsMatch(value)).Clause
            ?? (SecretValues.Fits(value, SecretNames.Of(name)) ? "its name says so" : Assigned(value, _ => Mark) != value ? Inside : null);
    }

    /// <summary>As <see cref="Of"/>, for a whole file as one value, whose name says nothing of what stands in it.</summary>
    public static string? OfFile(string text) => Masked(text) == text ? null : Inside;

    /// <summary>The words of a command line without credentials.</summary>
    public static IReadOnlyList<string> Redact(IReadOnlyList<string> words)
    {
        var program = words.Count == 0 ? string.Empty : words[0][(words[0].LastIndexOf('/') + 1)..];
        return words.Select((word, i) =>
        {
            var flag = i > 0 && words[i - 1].StartsWith('-') && !words[i - 1].Contains('=', StringComparison.Ordinal) ? words[i - 1] : null;
            if (flag is not null && !word.StartsWith('-') && SecretValues.Fits(word, SecretNames.Of(flag)))
            {
                return Mark;
            }

            // What a short flag means depends on the program.
            var before = i == 0 ? string.Empty : flag is null ? program + " " : $"{program} {flag} ";
            var safe = Text(before + word);
            return safe.StartsWith(before, StringComparison.Ordinal) ? safe[before.Length..] : Text(word);
        }).ToList();
    }

    /// <summary>A text without credentials; nothing of it where it cannot be looked through in time.</summary>
    public static string Text(string text)
    {
        try
        {
            return Masked(text);
        }
        catch (RegexMatchTimeoutException)
        {
            return Mark;
        }
    }

    /// <summary>The text with something else in place of each credential.</summary>
    public static string Replace(string text, Func<string, string> put)
    {
        foreach (var (form, _) in SecretForms.All)
        {
            text = form.Replace(text, match => SecretForms.Replace(match, put));
        }

        return Assigned(text, put);
    }

    private static string Masked(string text) => Replace(text, _ => Mark);

    // What has a name within the text.
    private static string Assigned(string text, Func<string, string> put)
    {
        text = Member().Replace(text, Judge);
        text = Assignment().Replace(text, Judge);
        text = Setting().Replace(text, Judge);
        text = Flag().Replace(text, Judge);
        return text.Contains('\n', StringComparison.Ordinal) ? Line().Replace(text, Judge) : text;

        string Judge(Match match) => IsCredential(match) ? SecretForms.Replace(match, put) : match.Value;
    }

    private static bool IsCredential(Match match)
    {
        var (key, value) = (match.Groups["key"].Value, match.Groups["value"].Value);
        var says = SecretNames.Of(key);

        // In a file whose lines are key and value the names of objects stand beside those of credentials.
        if (match.Groups["line"].Success && says == SecretNames.Says.Credential)
        {
            says = SecretNames.Says.Perhaps;
        }

        return SecretValues.FitsInText(key, value, says) || (match.Groups["login"].Success && value.Length > 0);
    }

    // Of JSON; "auth" is the login of a registry.
    [GeneratedRegex(@"""((?<login>auth(?=""\s*:\s*""[A-Za-z0-9+/]{8,}={0,2}""))|(?<key>[A-Za-z_][\w.-]{0,80}))""\s*:\s*""(?<value>([^""\\]|\\.)*)""", RegexOptions.ExplicitCapture, SecretForms.Patience)]
    private static partial Regex Member();

    [GeneratedRegex(@"(?<key>(?<![\w-])--?[A-Za-z][\w.-]{0,80}|\b[A-Za-z_]\w{0,80})[ \t]?=[ \t]?(?<value>""[^""\n]*""|'[^'\n]*'|[^\s;&|""]+)", RegexOptions.ExplicitCapture, SecretForms.Patience)]
    private static partial Regex Assignment();

    // Of csh and fish.
    [GeneratedRegex(@"\b(setenv|set([ \t]+-[A-Za-z-]{1,20}){1,9})[ \t]+(?<key>[A-Za-z_]\w{0,80})[ \t]+(?<value>""[^""\n]*""|'[^'\n]*'|[^\s;&|""]+)", RegexOptions.ExplicitCapture, SecretForms.Patience)]
    private static partial Regex Setting();

    [GeneratedRegex(@"(?<![\w-])(?<key>--?[A-Za-z][\w.-]{0,80})[ \t]+(?<value>""[^""\n]*""|'[^'\n]*'|[^\s;&|""'-][^\s;&|""']*)", RegexOptions.ExplicitCapture, SecretForms.Patience)]
    private static partial Regex Flag();

    [GeneratedRegex(@"^(?<line>[ \t-]*)[""']?(?<key>[A-Za-z_][\w.-]{0,80})[""']?[ \t]*:[ \t]+(?<value>""[^""\n]*""|'[^'\n]*'|[^\s#]+)[ \t\r]*(#.*)?$", RegexOptions.ExplicitCapture | RegexOptions.Multiline, SecretForms.Patience)]
    private static partial Regex Line();
}
