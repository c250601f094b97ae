using YamlDotNet.Core;

namespace GoEnv.Yaml;

/// <summary>Says where and why a text is not YAML.</summary>
internal static class YamlSyntaxError
{
    public static YamlFileException Of(YamlException e, string text, string name)
    {
        var (line, column) = (Number(e.Start.Line), Number(e.Start.Column));
        if (FirstTab(text, line, e.Message.Contains("tab", StringComparison.Ordinal)) is var (tabLine, tabColumn))
        {
            return new YamlFileException(name, tabLine, tabColumn, "a tab indents this line; YAML indents with spaces", e);
        }

        var problem = char.ToLowerInvariant(e.Message[0]) + e.Message[1..].TrimEnd('.');
        return new YamlFileException(name, line, column, $"this is not YAML: {problem}", e);
    }

    /// <summary>On some malformed texts the parser fails with errors of its own, or gives events that do not fit together.</summary>
    public static YamlFileException Of(Exception e, Mark last, string name) => new(
        name, Number(last.Line), Number(last.Column), "this is not YAML from here on; look for a bracket or a quote without its partner", e);

    public static int Number(long position) => (int)Math.Clamp(position, 1, int.MaxValue);

    /// <summary>The first tab that indents the line, or one of the lines after it.</summary>
    private static (int Line, int Column)? FirstTab(string text, int line, bool after)
    {
        var source = new StringReader(text);
        for (var i = 1; source.ReadLine() is { } found && (i <= line || after); i++)
        {
            var tab = found.IndexOf('\t', StringComparison.Ordinal);
            if (i >= line && tab >= 0 && found.AsSpan(0, tab).IndexOfAnyExcept(' ') < 0)
            {
                return (i, tab + 1);
            }
        }

        return null;
    }
}
