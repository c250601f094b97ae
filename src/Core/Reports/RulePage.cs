using System.Reflection;

namespace GoEnv.Reports;

/// <summary>The page of a rule, which explains it at length.</summary>
/// <param name="Title">The rule's title.</param>
/// <param name="Markdown">The page without its heading and its line on severity.</param>
public sealed record RulePage(string Title, string Markdown)
{
    /// <summary>The page that ships for a rule; null where there is none.</summary>
    public static RulePage? Find(string ruleId)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"rules/{ruleId}.md");
        if (stream is null)
        {
            return null;
        }

        using var reader = new StreamReader(stream);
        return Parse(reader.ReadToEnd());
    }

    /// <summary>Reads a page whose first line is <c># GEnnnn Title</c>.</summary>
    public static RulePage Parse(string text)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n').ToList();
        var heading = lines[0].StartsWith("# ", StringComparison.Ordinal) ? lines[0][2..] : string.Empty;
        var body = lines.Skip(heading.Length > 0 ? 1 : 0).Where(line => !line.StartsWith("Severity:", StringComparison.Ordinal));
        return new RulePage(heading[(heading.IndexOf(' ') + 1)..].Trim(), string.Join('\n', body).Trim());
    }
}
