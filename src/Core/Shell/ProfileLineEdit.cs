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
    public static byte[] DropVariable(byte[] file, int number, string seen, string name) => Edit(file, number, seen, (lines, at) =>
    {
        var text = ByteText.Content(lines[at]);
        var value = string.Empty;
        lines[at] = WithoutCommands(lines, at, command => Cut(text, command, word =>
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
                    : WithoutEntries(lines, i, entry => Uses(name).IsMatch(entry));
            }
        }
    });

    /// <summary>Takes the command away that evaluates <c>go env</c>.</summary>
    public static byte[] DropEvaluation(byte[] file, int number, string seen) => Edit(file, number, seen, (lines, at) =>
    {
        var text = ByteText.Content(lines[at]);
        lines[at] = WithoutCommands(lines, at, command =>
            command.Words[0].Of(text) == "eval" && command.Whole.Of(text).Contains("go env", StringComparison.Ordinal) ? string.Empty : null);
    });

    /// <summary>Takes a folder, as it is written there, off the PATH that a line makes.</summary>
    public static byte[] DropEntry(byte[] file, int number, string seen, string entry) => Edit(file, number, seen, (lines, at) =>
        lines[at] = PathList().IsMatch(lines[at])
            ? WithoutCommands(lines, at, command => FromList(ByteText.Content(lines[at]), command, entry))
            : WithoutEntries(lines, at, written => written == entry));

    /// <summary>Puts a folder before what was on PATH, in a line that puts it behind.</summary>
    public static byte[] MoveFirst(byte[] file, int number, string seen, string entry) => Edit(file, number, seen, (lines, at) =>
        lines[at] = IsFirst(ByteText.Content(lines[at]), entry) ? lines[at] : WithWords(lines, at, word => PathEntries.WithFirst(word, written => written == entry)));

    /// <summary>Lets a line of sh put a folder on PATH only where it is not on it yet.</summary>
    public static byte[] Guard(byte[] file, int number, string seen, string entry) => Edit(file, number, seen, (lines, at) =>
    {
        var text = ByteText.Content(lines[at]);
        var command = ShellLine.Parse(text).FirstOrDefault(c => c.Words.Any(word => word.Of(text).StartsWith("PATH=", StringComparison.Ordinal)))
            ?? throw new FormatException("no command of it sets PATH");
        var whole = command.Whole;
        lines[at] = $"{text[..whole.Start]}case \":$PATH:\" in *\":{entry}:\"*) ;; *) {whole.Of(text)} ;; esac{text[whole.End..]}{ByteText.Ending(lines[at])}";
    });

    /// <summary>Puts another text in the place of one that stands in the line once.</summary>
    public static byte[] Replace(byte[] file, int number, string seen, string old, string with) => Edit(file, number, seen, (lines, at) =>
    {
        var found = lines[at].IndexOf(old, StringComparison.Ordinal);
        lines[at] = found >= 0 && lines[at].IndexOf(old, found + 1, StringComparison.Ordinal) < 0
            ? lines[at][..found] + with + lines[at][(found + old.Length)..]
            : throw new FormatException($"'{old}' does not stand in it once");
    });

    private static byte[] Edit(byte[] file, int number, string seen, Action<List<string>, int> edit)
    {
        var lines = ByteText.Lines(ByteText.Of(file));
        var at = Locate(lines, number - 1, ByteText.Encode(seen));
        if (at > 0 && ByteText.Content(lines[at - 1]).EndsWith('\\'))
        {
            throw new FormatException($"line {at + 1} goes on from the line above it");
        }

        edit(lines, at);
        return ByteText.Bytes(string.Concat(lines));
    }

    // What was seen has "..." for words that did not leave the target. A block put above the line moves it.
    private static int Locate(List<string> lines, int at, string seen)
    {
        if (at >= 0 && at < lines.Count && Says(lines[at], seen))
        {
            return at;
        }

        var others = Enumerable.Range(0, lines.Count).Where(i => Says(lines[i], seen)).ToList();
        return others is [var one] ? one : throw new FormatException($"line {at + 1} no longer says '{seen}'");
    }

    private static bool Says(string line, string seen)
    {
        var at = 0;
        if (line.TrimStart().StartsWith('#') || seen.Length == 0)
        {
            return false;
        }

        foreach (var part in seen.Split([" ", "...", "$(go env", "go env"], StringSplitOptions.RemoveEmptyEntries))
        {
            var found = line.IndexOf(part, at, StringComparison.Ordinal);
            if (found < 0)
            {
                return false;
            }

            at = found + part.Length;
        }

        return true;
    }

    // cut gives what a command becomes, empty where nothing is left of it, and null where it stays.
    private static string WithoutCommands(List<string> lines, int at, Func<ShellCommand, string?> cut)
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

    private static string WithoutEntries(List<string> lines, int at, Func<string, bool> isOut) =>
        WithWords(lines, at, word => PathEntries.Without(word, isOut));

    private static string WithWords(List<string> lines, int at, Func<string, string> edit)
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

    private static bool IsFirst(string text, string entry) => ShellLine.Parse(text)
        .SelectMany(command => command.Words)
        .Select(word => word.Of(text))
        .Any(word => PathWord().IsMatch(word) && ProfileSyntax.Entries(word).FirstOrDefault() == (entry, false));

    // set -gx PATH a b $PATH, fish_add_path a: a list of words.
    private static string? FromList(string text, ShellCommand command, string entry)
    {
        var words = command.Words.Select(word => word.Of(text)).ToList();
        var from = words[0] == "fish_add_path" ? 1 : words.FindIndex(word => word is "PATH" or "fish_user_paths") + 1;
        if (words[0] is not ("set" or "setenv" or "fish_add_path") || from == 0 || !words.Skip(from).Any(IsEntry))
        {
            return null;
        }

        var rest = words.Where((word, i) => i < from || !IsEntry(word)).ToList();
        return rest.Skip(from).All(word => word is "$PATH" or "$fish_user_paths" || word.StartsWith('-')) ? string.Empty : string.Join(' ', rest);

        bool IsEntry(string word) => word.Trim('"', '\'') == entry;
    }

    private static bool IsInside(List<string> lines, int at)
    {
        var above = lines.Take(at).LastOrDefault(IsCode);
        var below = lines.Skip(at + 1).FirstOrDefault(IsCode);
        return Indent(lines[at]).Length > 0 || (above is not null && Opens().IsMatch(above)) || (below is not null && Closes().IsMatch(below));

        static bool IsCode(string line) => line.Trim() is { Length: > 0 } code && code[0] != '#';
    }

    private static string Indent(string text) => text[..^text.TrimStart(' ', '\t').Length];

    private static Regex Uses(string name) => new($$"""\$(?:\{{{name}}\}|{{name}}(?![A-Za-z0-9_]))""", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));

    [GeneratedRegex(@"^[A-Za-z0-9_./~${}+-]+$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Literal();

    [GeneratedRegex("^~(?=/|$)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Home();

    [GeneratedRegex(@"(^|[\s;])(fish_add_path|(set|setenv)(\s+-[a-zA-Z-]+)*\s+(PATH|fish_user_paths))\s", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PathList();

    [GeneratedRegex(@"^(PATH|path)\+?=", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PathWord();

    [GeneratedRegex("""^((export|declare|typeset)( -[a-zA-Z]+)* )?(PATH=["']?(\$\{?PATH\}?)?["']?|path\+?=\( *("?\$\{?path(\[@\])?\}?"?)? *\))$""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NothingNew();

    [GeneratedRegex(@"(\b(then|do|else|begin)|[{)(]|&&|\|\|)\s*$|^\s*(if|for|while|case|else|elif|function|begin|switch)\b(?!.*\b(fi|done|esac|end)\b)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Opens();

    [GeneratedRegex(@"^\s*(fi|done|else|elif|end|esac|;;|\})", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Closes();
}
