using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace GoEnv.Yaml;

/// <summary>
/// Makes positioned values of a parser's events. Nesting and the number of values, with every alias expanded, are bounded;
/// an alias shares the value of its anchor.
/// </summary>
internal sealed class YamlDocumentReader(string text, string name)
{
    public const int MaximumDepth = 64;
    public const int MaximumValues = 1_000_000;

    private readonly Dictionary<string, YamlValue> anchors = [];
    private readonly Parser parser = new(new StringReader(text));
    private long count;

    public YamlValue Read()
    {
        try
        {
            Next();
            if (Next() is StreamEnd)
            {
                return new YamlValue(name, 1, 1, YamlKind.Null, string.Empty, isQuoted: false);
            }

            Next();
            var value = ReadValue(0);
            Next();
            return Next() is StreamEnd ? value : throw Error(parser.Current!, "a second document starts here; keep one document in a file");
        }
        catch (YamlException e)
        {
            throw Broken(e);
        }
        catch (Exception e) when (e is not (YamlFileException or OutOfMemoryException))
        {
            // On some malformed texts the parser fails with errors of its own, or gives events that do not fit together.
            var at = parser.Current?.End ?? Mark.Empty;
            throw new YamlFileException(
                name, Number(at.Line), Number(at.Column), "this is not YAML from here on; look for a bracket or a quote without its partner", e);
        }
    }

    private ParsingEvent Next() => parser.MoveNext() ? parser.Current! : throw new InvalidOperationException("The text ended.");

    private YamlValue ReadValue(int depth)
    {
        var start = parser.Current!;
        if (++count > MaximumValues)
        {
            throw Error(start, "the file holds more than a million values; split it");
        }

        if (start is AnchorAlias alias)
        {
            return Expand(alias);
        }

        var node = (NodeEvent)start;
        if (!node.Tag.IsEmpty)
        {
            throw Error(start, $"the tag '{node.Tag}' is not supported; remove it");
        }

        if (depth > MaximumDepth)
        {
            throw Error(start, $"values are nested more than {MaximumDepth} deep; flatten them");
        }

        var value = start switch
        {
            Scalar scalar => ReadScalar(scalar),
            SequenceStart => ReadList(start, depth),
            _ => ReadMap(start, depth),
        };
        if (!node.Anchor.IsEmpty)
        {
            anchors[node.Anchor.Value] = value;
        }

        return value;
    }

    private YamlValue Expand(AnchorAlias alias)
    {
        if (!anchors.TryGetValue(alias.Value.Value, out var value))
        {
            throw Error(alias, $"the alias '*{alias.Value.Value}' has no anchor before it; write '&{alias.Value.Value}' at the value it stands for");
        }

        count += value.Weight - 1;
        return count <= MaximumValues ? value : throw Error(alias, "the aliases expand to more than a million values; write fewer");
    }

    private YamlValue ReadScalar(Scalar scalar)
    {
        var isQuoted = scalar.Style != ScalarStyle.Plain;
        var kind = !isQuoted && scalar.Value is "" or "~" or "null" or "Null" or "NULL" ? YamlKind.Null : YamlKind.Text;
        return Make(scalar, isQuoted ? YamlKind.Text : kind, scalar.Value, isQuoted);
    }

    private YamlValue ReadList(ParsingEvent start, int depth)
    {
        var items = new List<YamlValue>();
        while (Next() is not SequenceEnd)
        {
            items.Add(ReadValue(depth + 1));
        }

        return new YamlValue(name, Line(start), Column(start), YamlKind.List, string.Empty, isQuoted: false)
        {
            Items = items,
            Weight = 1 + items.Sum(item => item.Weight),
        };
    }

    private YamlValue ReadMap(ParsingEvent start, int depth)
    {
        var entries = new List<YamlEntry>();
        var lines = new Dictionary<string, int>();
        while (Next() is not MappingEnd)
        {
            var at = parser.Current!;
            var key = ReadValue(depth + 1);
            if (key.Kind is YamlKind.List or YamlKind.Map)
            {
                throw Error(at, "a key is a list or a map; write a key as one text, in quotes if it has [ or {");
            }

            if (!lines.TryAdd(key.RawText, key.Line))
            {
                throw Error(at, $"'{key.RawText}' is given twice, first on line {lines[key.RawText]}; keep one");
            }

            Next();
            entries.Add(new YamlEntry(key, ReadValue(depth + 1)));
        }

        return new YamlValue(name, Line(start), Column(start), YamlKind.Map, string.Empty, isQuoted: false)
        {
            Entries = entries,
            Weight = 1 + entries.Sum(entry => entry.Key.Weight + entry.Value.Weight),
        };
    }

    private YamlValue Make(ParsingEvent at, YamlKind kind, string raw, bool isQuoted) =>
        new(name, Line(at), Column(at), kind, raw, isQuoted);

    private YamlFileException Error(ParsingEvent at, string problem) => new(name, Line(at), Column(at), problem);

    private YamlFileException Broken(YamlException e)
    {
        var (line, column) = (Number(e.Start.Line), Number(e.Start.Column));
        if (FirstTab(line, e.Message.Contains("tab", StringComparison.Ordinal)) is var (tabLine, tabColumn))
        {
            return new YamlFileException(name, tabLine, tabColumn, "a tab indents this line; YAML indents with spaces", e);
        }

        var problem = char.ToLowerInvariant(e.Message[0]) + e.Message[1..].TrimEnd('.');
        return new YamlFileException(name, line, column, $"this is not YAML: {problem}", e);
    }

    /// <summary>The first tab that indents the line, or one of the lines after it.</summary>
    private (int Line, int Column)? FirstTab(int line, bool after)
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

    private static int Line(ParsingEvent at) => Number(at.Start.Line);

    private static int Column(ParsingEvent at) => Number(at.Start.Column);

    private static int Number(long position) => (int)Math.Clamp(position, 1, int.MaxValue);
}
