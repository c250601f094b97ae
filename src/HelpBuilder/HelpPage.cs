using System.Text.RegularExpressions;

namespace GoEnv.HelpBuilder;

/// <summary>One parameter of a help page.</summary>
/// <param name="Name">Its name without the dash.</param>
/// <param name="Description">Its text.</param>
/// <param name="Fields">The keys of its YAML block, such as Type, Aliases, Position and Default value.</param>
internal sealed record HelpParameter(string Name, string Description, IReadOnlyDictionary<string, string> Fields);

/// <summary>One example of a help page.</summary>
internal sealed record HelpExample(string Title, string Code, string Remarks);

/// <summary>A cmdlet's help page in PlatyPS's markdown schema.</summary>
internal sealed partial record HelpPage
{
    public required string Name { get; init; }

    public required string Synopsis { get; init; }

    public required string Syntax { get; init; }

    public required string Description { get; init; }

    public required IReadOnlyList<HelpExample> Examples { get; init; }

    public required IReadOnlyList<HelpParameter> Parameters { get; init; }

    public required string Inputs { get; init; }

    public required string Outputs { get; init; }

    public required string Notes { get; init; }

    public required string Links { get; init; }

    /// <summary>Reads a page; <see cref="FormatException"/> names the file and the section that is missing or wrong.</summary>
    public static HelpPage Parse(string markdown, string file)
    {
        var text = FrontMatter().Replace(markdown.ReplaceLineEndings("\n"), string.Empty);
        var name = Title().Match(text) is { Success: true } title
            ? title.Groups["name"].Value.Trim()
            : throw new FormatException($"{file}: there is no '# Verb-Noun' heading.");
        var sections = Split(text, "## ");
        string Section(string heading) => sections.FirstOrDefault(s => s.Heading == heading).Body
            ?? throw new FormatException($"{file}: the section '## {heading}' is missing.");
        return new HelpPage
        {
            Name = name,
            Synopsis = Section("SYNOPSIS"),
            Syntax = Section("SYNTAX"),
            Description = Section("DESCRIPTION"),
            Examples = Split(Section("EXAMPLES"), "### ").ConvertAll(s => ParseExample(s.Heading, s.Body, file)),
            Parameters = Split(Section("PARAMETERS"), "### ")
                .Where(s => s.Heading.StartsWith('-'))
                .Select(s => ParseParameter(s.Heading, s.Body, file))
                .ToList(),
            Inputs = Section("INPUTS"),
            Outputs = Section("OUTPUTS"),
            Notes = Section("NOTES"),
            Links = Section("RELATED LINKS"),
        };
    }

    private static HelpExample ParseExample(string title, string body, string file)
    {
        var code = Fence().Match(body);
        return code.Success
            ? new HelpExample(title, code.Groups["code"].Value.Trim('\n'), body[(code.Index + code.Length)..].Trim())
            : throw new FormatException($"{file}: the example '{title}' has no code.");
    }

    private static HelpParameter ParseParameter(string heading, string body, string file)
    {
        var block = Fence().Match(body);
        if (!block.Success)
        {
            throw new FormatException($"{file}: the parameter '{heading}' has no YAML block.");
        }

        var fields = block.Groups["code"].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(':', 2))
            .Where(parts => parts.Length == 2)
            .ToDictionary(parts => parts[0].Trim(), parts => parts[1].Trim(), StringComparer.Ordinal);
        return new HelpParameter(heading[1..], body[..block.Index].Trim(), fields);
    }

    /// <summary>The parts of a text under headings that begin with <paramref name="mark"/>; headings inside of fences are code.</summary>
    public static List<(string Heading, string Body)> Split(string text, string mark)
    {
        var sections = new List<(string Heading, List<string> Lines)>();
        var fenced = false;
        foreach (var line in text.Split('\n'))
        {
            fenced ^= line.StartsWith("```", StringComparison.Ordinal);
            if (!fenced && line.StartsWith(mark, StringComparison.Ordinal))
            {
                sections.Add((line[mark.Length..].Trim(), []));
            }
            else if (sections.Count > 0)
            {
                sections[^1].Lines.Add(line);
            }
        }

        return sections.ConvertAll(s => (s.Heading, string.Join('\n', s.Lines).Trim()));
    }

    [GeneratedRegex(@"\A---\n.*?\n---\n", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex FrontMatter();

    [GeneratedRegex(@"^# (?<name>.+)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Title();

    [GeneratedRegex(@"^```[a-z]*\n(?<code>.*?)^```$", RegexOptions.Singleline | RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Fence();
}
