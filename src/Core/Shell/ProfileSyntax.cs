using System.Text.RegularExpressions;

namespace GoEnv.Shell;

/// <summary>Reads the folders that start-up files put on PATH. Knows sh, zsh and fish as far as such lines go.</summary>
internal static partial class ProfileSyntax
{
    /// <summary>The folders that the files put on PATH, in reading order.</summary>
    public static IReadOnlyList<PathEdit> Edits(ShellFacts facts)
    {
        if (!facts.Profiles.TryGet(out var files))
        {
            return [];
        }

        var variables = new Dictionary<string, string>(StringComparer.Ordinal) { ["HOME"] = facts.Home };
        var goPath = facts.Starts.Select(s => s.GoPath.TryGet(out var v) ? v : null).FirstOrDefault(v => v is not null);
        variables["(go env GOPATH)"] = goPath ?? facts.Home + "/go";
        var edits = new List<PathEdit>();
        foreach (var file in files)
        {
            foreach (var line in file.Lines)
            {
                foreach (var (entry, appended) in Entries(line.Text))
                {
                    edits.Add(new PathEdit(file, line, entry, Expand(entry, variables), appended));
                }

                foreach (Match match in Assignment().Matches(line.Text))
                {
                    variables[match.Groups["name"].Value] = Expand(Unquote(match.Groups["value"].Value), variables);
                }
            }
        }

        return edits;
    }

    /// <summary>The folders that a line puts on PATH, and whether behind what was there.</summary>
    public static IEnumerable<(string Entry, bool IsAppended)> Entries(string text)
    {
        foreach (Match match in PathAssignment().Matches(text))
        {
            var value = match.Groups["value"].Value;
            var parts = value.StartsWith('(')
                ? Unquote(value).Trim('(', ')').Split(' ', StringSplitOptions.RemoveEmptyEntries)
                : OldPath().Replace(Unquote(value), m => m.Value[^2] == ':' ? "$PATH:" : ":$PATH").Split(':', StringSplitOptions.RemoveEmptyEntries);
            foreach (var entry in Placed(parts, match.Groups["plus"].Success))
            {
                yield return entry;
            }
        }

        foreach (Match match in ListCommand().Matches(text))
        {
            var words = Unquote(match.Groups["rest"].Value).Split([' ', ':'], StringSplitOptions.RemoveEmptyEntries);
            var appends = match.Groups["command"].Value == "append_path" || words.Any(word => word is "-a" or "--append" or "after");
            foreach (var entry in Placed(words.Where(word => !word.StartsWith('-') && word is not ("after" or "before" or "...")), appends))
            {
                yield return entry;
            }
        }
    }

    private static IEnumerable<(string Entry, bool IsAppended)> Placed(IEnumerable<string> parts, bool appended)
    {
        foreach (var part in parts)
        {
            if (part is "$PATH" or "${PATH}" or "$path" or "${path}" or "$path[@]" or "${path[@]}" or "$fish_user_paths")
            {
                appended = true;
            }
            else
            {
                yield return (part, appended);
            }
        }
    }

    private static string Expand(string text, Dictionary<string, string> variables)
    {
        var home = text.StartsWith('~') && (text.Length == 1 || text[1] == '/') ? variables["HOME"] + text[1..] : text;
        return Variable().Replace(home, match => variables.GetValueOrDefault(match.Groups["name"].Value, match.Value));
    }

    private static string Unquote(string text) => text.Replace("\"", string.Empty, StringComparison.Ordinal)
        .Replace("'", string.Empty, StringComparison.Ordinal);

    private const string Value = """(?<value>\([^)]*\)|(?:"[^"]*"|'[^']*'|\$\([^)]*\)|[^\s;&|"'])*)""";

    [GeneratedRegex("""(?<![A-Za-z0-9_$"'/:{])(?:PATH|path|fish_user_paths|DEFAULT|OVERRIDE)(?<plus>\+)?=""" + Value, RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PathAssignment();

    [GeneratedRegex("""(?<![A-Za-z0-9_$"'/:{])(?<name>(?!PATH\b|path\b)[A-Za-z_][A-Za-z0-9_]*)=""" + Value, RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Assignment();

    [GeneratedRegex(@"(?:^|[;&|] |(?:then|else|and|or) )(?<command>fish_add_path|pathmunge|append_path|prepend_path|set(?: -[a-zA-Z-]+)* (?:PATH|fish_user_paths)|setenv PATH)(?<rest>( [^;&|]*)?)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ListCommand();

    [GeneratedRegex(@"\$\{PATH:?\+(?:\$\{?PATH\}?:|:\$\{?PATH\}?)\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex OldPath();

    [GeneratedRegex(@"\$\{?(?<name>[A-Za-z_][A-Za-z0-9_]*)\}?|\$(?<name>\(go env GOPATH\))", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Variable();
}
