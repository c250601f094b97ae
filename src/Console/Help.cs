using System.Reflection;
using System.Text;
using GoEnv.HelpBuilder;

namespace GoEnv.Console;

/// <summary>The help of commands, from the same pages as PowerShell's.</summary>
internal static class Help
{
    public static string Overview()
    {
        var text = new StringBuilder("""
            goenvctl: checks Go environments on this machine and on hosts reached by ssh.

            Usage: goenvctl COMMAND [ARGUMENTS] [-o table|json|jsonl] [-Verbose]
                   goenvctl COMMAND --help

            Commands:

            """);
        foreach (var command in Command.All)
        {
            text.Append("  ").Append(command.Name.PadRight(24)).Append(Page(command)?.Synopsis).Append('\n');
        }

        return text.Append("""

            Exit codes: 0 all passes; 1 a finding of severity warning or error; 2 something could not be checked;
            64 the command line or a file that it names is wrong.

            """).ToString();
    }

    public static string Of(Command command)
    {
        var page = Page(command);
        var text = new StringBuilder().Append(command.Name).Append("\n\n").Append(page?.Description).Append("\n\nParameters:\n\n");
        foreach (var parameter in command.Parameters)
        {
            text.Append("  -").Append(parameter.Name).Append(Kind(parameter)).Append('\n');
            if (page?.Parameters.FirstOrDefault(p => p.Name == parameter.Name) is { } described)
            {
                text.Append("      ").Append(described.Description.Replace("\n", "\n      ", StringComparison.Ordinal)).Append('\n');
            }
        }

        foreach (var example in page?.Examples ?? [])
        {
            text.Append('\n').Append(example.Title).Append("\n\n").Append(Indent(example.Code)).Append('\n');
        }

        return text.ToString();
    }

    private static string Kind(CommandParameter parameter) =>
        parameter.IsSwitch ? string.Empty : $" <{parameter.ElementType.Name}{(parameter.IsList ? ", ..." : string.Empty)}>";

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
