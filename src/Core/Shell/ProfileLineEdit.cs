using System.Text.RegularExpressions;
using GoEnv.Text;

namespace GoEnv.Shell;

/// <summary>Edits one line of a start-up file, and only where it still says what was seen there.</summary>
internal static partial class ProfileLineEdit
{
    private static readonly string[] Declarations = ["export", "declare", "typeset", "readonly", "local", "global", "set", "setenv", "command", "builtin"];

    /// <summary>
    /// Takes away what a line assigns to <paramref name="name"/>. The lines of the file that use the value have it written
    /// out; where it comes from a command, the PATH entries that use it go. <see cref="FormatException"/> when the line is
    /// not as it was seen, or cannot be edited.
    /// </summary>
    public static byte[] DropVariable(byte[] file, int number, string seen, string name) => SeenLine.Edit(file, number, seen, (lines, at) =>
    {
        var text = ByteText.Content(lines[at]);
        var value = string.Empty;
        lines[at] = LineCommands.WithoutCommands(lines, at, command => Cut(text, command, word =>
        {
            var assigned = word.StartsWith(name + "=", StringComparison.Ordinal);
            value = assigned ? word[(name.Length + 1)..] : value;
            return assigned || (word == name && IsDeclared(text, command));
        }, ref value));
        for (var i = 0; i < lines.Count; i++)
        {
            if (i != at && Uses(name).IsMatch(lines[i]) && !lines[i].TrimStart().StartsWith('#'))
            {
                lines[i] = Literal().IsMatch(value.Trim('"', '\''))
                    ? Uses(name).Replace(lines[i], Home().Replace(value.Trim('"', '\''), "$$HOME").Replace("$", "$$", StringComparison.Ordinal))
                    : LineCommands.WithoutEntries(lines, i, entry => Uses(name).IsMatch(entry));
            }
        }
    });

    /// <summary>Takes the command away that evaluates <c>go env</c>.</summary>
    public static byte[] DropEvaluation(byte[] file, int number, string seen) => SeenLine.Edit(file, number, seen, (lines, at) =>
    {
        var text = ByteText.Content(lines[at]);
        lines[at] = LineCommands.WithoutCommands(lines, at, command =>
            command.Words[0].Of(text) == "eval" && command.Whole.Of(text).Contains("go env", StringComparison.Ordinal) ? string.Empty : null);
    });

    /// <summary>Takes a folder, as it is written there, off the PATH that a line makes.</summary>
    public static byte[] DropEntry(byte[] file, int number, string seen, string entry) => SeenLine.Edit(file, number, seen, (lines, at) =>
        lines[at] = PathWords.AreIn(lines[at])
            ? LineCommands.WithoutCommands(lines, at, command => PathWords.Without(ByteText.Content(lines[at]), command, entry))
            : LineCommands.WithoutEntries(lines, at, written => written == entry));

    /// <summary>Puts a folder before what was on PATH, in a line that puts it behind.</summary>
    public static byte[] MoveFirst(byte[] file, int number, string seen, string entry) => SeenLine.Edit(file, number, seen, (lines, at) =>
        lines[at] = IsFirst(ByteText.Content(lines[at]), entry) ? lines[at]
            : PathWords.AreIn(lines[at]) ? LineCommands.WithoutCommands(lines, at, command => PathWords.WithFirst(ByteText.Content(lines[at]), command, entry))
            : LineCommands.WithWords(lines, at, word => PathEntries.WithFirst(word, written => written == entry)));

    /// <summary>Lets a line of sh put a folder on PATH only where it is not on it yet.</summary>
    public static byte[] Guard(byte[] file, int number, string seen, string entry) => SeenLine.Edit(file, number, seen, (lines, at) =>
    {
        var text = ByteText.Content(lines[at]);
        var command = ShellLine.Parse(text).FirstOrDefault(c => c.Words.Any(word => word.Of(text).StartsWith("PATH=", StringComparison.Ordinal)))
            ?? throw new FormatException("no command of it sets PATH");
        var whole = command.Whole;
        var guard = $"case \":$PATH:\" in *\":{entry}:\"*) ;; *) ";
        lines[at] = text.Contains(guard, StringComparison.Ordinal) ? lines[at]
            : $"{text[..whole.Start]}{guard}{whole.Of(text)} ;; esac{text[whole.End..]}{ByteText.Ending(lines[at])}";
    });

    /// <summary>Puts another text in the place of one that stands in the line once.</summary>
    public static byte[] Replace(byte[] file, int number, string seen, string old, string with) => SeenLine.Edit(file, number, seen, (lines, at) =>
    {
        var found = lines[at].IndexOf(old, StringComparison.Ordinal);
        lines[at] = found >= 0 && lines[at].IndexOf(old, found + 1, StringComparison.Ordinal) < 0
            ? lines[at][..found] + with + lines[at][(found + old.Length)..]
            : throw new FormatException($"'{old}' does not stand in it once");
    });

    /// <summary>Puts another value in the place of what a line assigns to a variable.</summary>
    public static byte[] SetVariable(byte[] file, int number, string seen, string name, string value) => SeenLine.Edit(file, number, seen, (lines, at) =>
    {
        var text = ByteText.Content(lines[at]);
        lines[at] = LineCommands.WithoutCommands(lines, at, command => ValueOf(text, command, name) is { } old
            ? text[command.Whole.Start..old.Start] + value + text[old.End..command.Whole.End]
            : null);
    });

    /// <summary>What a line assigns to a variable for what comes after it, with quotation marks; null where it assigns nothing.</summary>
    public static string? ValueOf(string line, string name)
    {
        try
        {
            return ShellLine.Parse(line).Select(command => ValueOf(line, command, name)?.Of(line)).LastOrDefault(value => value is not null);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static Part? ValueOf(string text, ShellCommand command, string name)
    {
        var words = command.Words.Select(word => word.Of(text)).ToList();
        if (words[0] is "set" or "setenv")
        {
            return words.IndexOf(name) is > 0 and var at && at == words.Count - 2 ? command.Words[at + 1] : null;
        }

        // Before a command that is no declaration a variable is that command's alone.
        var found = words.FindLastIndex(word => word.StartsWith(name + "=", StringComparison.Ordinal));
        return found >= 0 && (Declarations.Contains(words[0]) || words.TrueForAll(word => Assigned().IsMatch(word)))
            ? command.Words[found] with { Start = command.Words[found].Start + name.Length + 1 }
            : null;
    }

    private static string? Cut(string text, ShellCommand command, Func<string, bool> isOut, ref string value)
    {
        var words = command.Words.Select(word => word.Of(text)).ToList();
        // set -gx NAME value (fish), setenv NAME value (csh)
        if (words[0] is "set" or "setenv" && words.FindIndex(word => isOut(word)) is > 0 and var name)
        {
            value = string.Join(' ', words.Skip(name + 1));
            return string.Empty;
        }

        var rest = words.Where(word => !isOut(word)).ToList();
        return rest.Count == words.Count ? null
            : rest.TrueForAll(word => Declarations.Contains(word) || word.StartsWith('-')) ? string.Empty
            : string.Join(' ', rest);
    }

    private static bool IsDeclared(string text, ShellCommand command) => Declarations.Contains(command.Words[0].Of(text));

    private static bool IsFirst(string text, string entry) => ShellLine.Parse(text)
        .SelectMany(command => command.Words)
        .Select(word => word.Of(text))
        .Any(word => LineCommands.PathWord().IsMatch(word) && ProfileSyntax.Entries(word).FirstOrDefault() == (entry, false));

    private static Regex Uses(string name) => new($$"""\$(?:\{{{name}}\}|{{name}}(?![A-Za-z0-9_]))""", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));

    [GeneratedRegex(@"^[A-Za-z0-9_./~${}+-]+$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Literal();

    [GeneratedRegex("^[A-Za-z_][A-Za-z0-9_]*=", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Assigned();

    [GeneratedRegex("^~(?=/|$)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Home();
}
