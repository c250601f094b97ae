using System.Text.RegularExpressions;
using GoEnv.Text;

namespace GoEnv.Shell;

/// <summary>Takes commands, and words of commands, out of one line of a start-up file; the rest of the line stays as it is.</summary>
internal static partial class LineCommands
{
    // cut gives what a command becomes, empty where nothing is left of it, and null where it stays.
    public static string WithoutCommands(List<string> lines, int at, Func<ShellCommand, string?> cut)
    {
        var text = ByteText.Content(lines[at]);
        var commands = ShellLine.Parse(text);
        var cuts = commands.Select(cut).ToList();
        if (cuts.TrueForAll(left => left is null))
        {
            throw new FormatException($"line {at + 1} has no command that does this alone");
        }

        // Where nothing else is on the line, the line stays to be read; ":" keeps the body of an if from being empty.
        if (cuts.TrueForAll(left => left is { Length: 0 }))
        {
            return (IsInside(lines, at) ? Indent(text) + ": # " + text.TrimStart() : "# " + text) + ByteText.Ending(lines[at]);
        }

        for (var i = commands.Count - 1; i >= 0; i--)
        {
            if (cuts[i] is { } left)
            {
                text = text[..commands[i].Whole.Start] + (left.Length == 0 ? ":" : left) + text[commands[i].Whole.End..];
            }
        }

        return text + ByteText.Ending(lines[at]);
    }

    public static string WithoutEntries(List<string> lines, int at, Func<string, bool> isOut) =>
        WithWords(lines, at, word => PathEntries.Without(word, isOut));

    public static string WithWords(List<string> lines, int at, Func<string, string> edit)
    {
        var text = ByteText.Content(lines[at]);
        var changed = false;
        var result = WithoutCommands(lines, at, command =>
        {
            var whole = command.Whole.Of(text);
            foreach (var word in command.Words.Reverse().Where(word => PathWord().IsMatch(word.Of(text))))
            {
                var before = word.Of(text);
                var after = edit(before);
                changed |= after != before;
                whole = after == before ? whole
                    : whole[..(word.Start - command.Whole.Start)] + after + whole[(word.End - command.Whole.Start)..];
            }

            return whole == command.Whole.Of(text) ? null : NothingNew().IsMatch(whole) ? string.Empty : whole;
        });
        return changed ? result : throw new FormatException($"line {at + 1} does not put it on PATH in a way that can be edited");
    }

    private static bool IsInside(List<string> lines, int at)
    {
        var above = lines.Take(at).LastOrDefault(IsCode);
        var below = lines.Skip(at + 1).FirstOrDefault(IsCode);
        return Indent(lines[at]).Length > 0 || (above is not null && Opens().IsMatch(above)) || (below is not null && Closes().IsMatch(below));

        static bool IsCode(string line) => line.Trim() is { Length: > 0 } code && code[0] != '#';
    }

    private static string Indent(string text) => text[..^text.TrimStart(' ', '\t').Length];

    [GeneratedRegex(@"^(PATH|path)\+?=", RegexOptions.ExplicitCapture, 1000)]
    public static partial Regex PathWord();

    [GeneratedRegex("""^((export|declare|typeset)( -[a-zA-Z]+)* )?(PATH=["']?(\$\{?PATH\}?)?["']?|path\+?=\( *("?\$\{?path(\[@\])?\}?"?)? *\))$""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NothingNew();

    [GeneratedRegex(@"(\b(then|do|else|begin)|[{)(]|&&|\|\|)\s*$|^\s*(if|for|while|case|else|elif|function|begin|switch)\b(?!.*\b(fi|done|esac|end)\b)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Opens();

    [GeneratedRegex(@"^\s*(fi|done|else|elif|end|esac|;;|\})", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Closes();
}
