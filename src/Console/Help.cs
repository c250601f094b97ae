using System.Reflection;
using System.Text;
using GoEnv.HelpBuilder;

namespace GoEnv.Console;

/// <summary>The help of commands, from the same pages as PowerShell's.</summary>
internal static class Help
{
    private const int Width = 100;

    public static string Overview()
    {
        var text = new StringBuilder("""
            goenvctl: checks Go environments on this machine and on hosts reached by ssh.

            Usage: goenvctl COMMAND [ARGUMENTS] [-o FORMAT] [-Verbose]
                   goenvctl COMMAND --help

            Commands:

            """);
        foreach (var command in Command.All)
        {
            text.Append("  ").Append(command.Name.PadRight(24)).Append(Page(command)?.Synopsis).Append('\n');
        }

        return text.Append("""

            FORMAT is table, json or jsonl, and for findings sarif, junit, csv, markdown, html or prometheus.

            Exit codes: 0 all passes; 1 a finding of severity warning or error fails; 2 something could not be checked;
            64 the command line or a file that it names is wrong.

            """).ToString();
    }

    public static string Of(Command command)
    {
        var page = Page(command);
        var text = new StringBuilder().Append(command.Name).Append("\n\n").Append(Plain(page?.Description, 0)).Append("\nParameters:\n\n");
        foreach (var parameter in command.Parameters)
        {
            text.Append("  -").Append(parameter.Name).Append(Kind(parameter)).Append('\n');
            if (page?.Parameters.FirstOrDefault(p => p.Name == parameter.Name) is { } described)
            {
                text.Append(Plain(described.Description, 6));
            }
        }

        foreach (var example in page?.Examples ?? [])
        {
            text.Append('\n').Append(example.Title).Append("\n\n").Append(Indent(example.Code)).Append('\n').Append(Plain(example.Remarks, 0));
        }

        return text.ToString();
    }

    private static string Kind(CommandParameter parameter) =>
        parameter.IsSwitch ? string.Empty : $" <{parameter.ElementType.Name}{(parameter.IsList ? ", ..." : string.Empty)}>";

    // Paragraphs with an empty line between them, folded to a width that every terminal has.
    private static string Plain(string? markdown, int indent) => string.Join('\n', PlainText.Paragraphs(markdown ?? string.Empty)
        .Select(paragraph => Fold(paragraph, new string(' ', indent))));

    private static string Fold(string paragraph, string indent)
    {
        var text = new StringBuilder();
        foreach (var line in paragraph.Split('\n'))
        {
            var rest = line;
            while (indent.Length + rest.Length > Width && rest.LastIndexOf(' ', Width - indent.Length) is var cut and > 0)
            {
                text.Append(indent).Append(rest.AsSpan(0, cut)).Append('\n');
                rest = rest[(cut + 1)..];
            }

            text.Append(indent).Append(rest).Append('\n');
        }

        return text.ToString();
    }

    private static string Indent(string text) => string.Concat(text.Split('\n').Select(line => $"  {line}\n"));

    private static HelpPage? Page(Command command)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"cmdlets/{command.Name}.md");
        if (stream is null)
        {
            return null;
        }

        using var reader = new StreamReader(stream);
        return HelpPage.Parse(reader.ReadToEnd(), command.Name + ".md");
    }
}
