using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace GoEnv.Yaml;

/// <summary>
/// Makes positioned values of a parser's events. Nesting and the number of values, with every alias expanded, are bounded;
/// an alias shares the value of its anchor.
/// </summary>
internal sealed class YamlDocumentReader(string text, string name, int maximumValues = YamlDocumentReader.MaximumValues)
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
            throw YamlSyntaxError.Of(e, text, name);
        }
        catch (Exception e) when (e is not (YamlFileException or OutOfMemoryException))
        {
            throw YamlSyntaxError.Of(e, parser.Current?.End ?? Mark.Empty, name);
        }
    }

    private ParsingEvent Next() => parser.MoveNext() ? parser.Current! : throw new InvalidOperationException("The text ended.");

    private YamlValue ReadValue(int depth)
    {
        var start = parser.Current!;
        if (++count > maximumValues)
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
        return count <= maximumValues ? value : throw Error(alias, "the aliases expand to more than a million values; write fewer");
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

    private static int Line(ParsingEvent at) => YamlSyntaxError.Number(at.Start.Line);

    private static int Column(ParsingEvent at) => YamlSyntaxError.Number(at.Start.Column);
}
