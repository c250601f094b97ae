using System.Text.RegularExpressions;

namespace GoEnv.Shell;

/// <summary>Edits the PATH of fish and csh, which is a list of words.</summary>
internal static partial class PathWords
{
    /// <summary>True for a line that sets PATH so.</summary>
    public static bool AreIn(string line) => PathList().IsMatch(line);

    // set -gx PATH a b $PATH, fish_add_path a: a list of words, from the place that is given; 0 where the command is none with that entry.
    private static (List<string> Words, int From) List(string text, ShellCommand command, string entry)
    {
        var words = command.Words.Select(word => word.Of(text)).ToList();
        var from = words[0] == "fish_add_path" ? 1 : words[0] is "set" or "setenv" ? words.FindIndex(word => word is "PATH" or "fish_user_paths") + 1 : 0;
        return (words, words.Skip(from).Any(word => IsEntry(word, entry)) ? from : 0);
    }

    private static bool IsEntry(string word, string entry) => word.Trim('"', '\'') == entry;

    /// <summary>The command without a folder; null where it does not name it, empty where nothing of it is left.</summary>
    public static string? Without(string text, ShellCommand command, string entry)
    {
        var (words, from) = List(text, command, entry);
        var rest = words.Where((word, i) => i < from || !IsEntry(word, entry)).ToList();
        return from == 0 ? null
            : rest.Skip(from).All(word => word is "$PATH" or "$fish_user_paths" || word.StartsWith('-')) ? string.Empty : string.Join(' ', rest);
    }

    /// <summary>The command with a folder before the others; null where it does not name it.</summary>
    public static string? WithFirst(string text, ShellCommand command, string entry)
    {
        var (words, from) = List(text, command, entry);

        // fish_add_path puts folders first unless it is told otherwise.
        var isAppended = words[0] == "fish_add_path" && words.RemoveAll(word => word is "-a" or "--append") > 0;
        return from == 0 ? null : isAppended ? string.Join(' ', words)
            : string.Join(' ', words.Take(from).Concat(words.Skip(from).OrderByDescending(word => word.StartsWith('-')).ThenByDescending(word => IsEntry(word, entry))));
    }

    [GeneratedRegex(@"(^|[\s;])(fish_add_path|(set|setenv)(\s+-[a-zA-Z-]+)*\s+(PATH|fish_user_paths))\s", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PathList();
}
