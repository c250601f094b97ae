namespace GoEnv.Shell;

/// <summary>A folder for PATH.</summary>
/// <param name="Path">The folder; <c>$HOME</c> at its start stands for the home of whoever reads the file.</param>
/// <param name="Append">True to put it behind what is there, false to put it before.</param>
public sealed record PathFolder(string Path, bool Append = false);

/// <summary>The lines of the managed block for each kind of shell.</summary>
public static class ProfileBody
{
    private const string Note = "# Written by GoEnv; what is changed between these two marks will be overwritten.";

    /// <summary>Lines that sh, bash and zsh read. Reading them twice changes nothing.</summary>
    public static IReadOnlyList<string> Sh(IEnumerable<PathFolder> folders, IEnumerable<KeyValuePair<string, string>> variables) =>
    [
        Note,
        .. folders.Select(folder => (Path: Double(folder.Path), folder.Append)).Select(folder =>
            $"case \":$PATH:\" in *\":{folder.Path}:\"*) ;; *) export PATH=\""
            + (folder.Append ? $"${{PATH:+$PATH:}}{folder.Path}" : $"{folder.Path}${{PATH:+:$PATH}}") + "\" ;; esac"),
        .. variables.Select(variable => $"export {variable.Key}=\"{Double(variable.Value)}\""),
    ];

    /// <summary>Lines that fish reads.</summary>
    public static IReadOnlyList<string> Fish(IEnumerable<PathFolder> folders, IEnumerable<KeyValuePair<string, string>> variables) =>
    [
        Note,
        .. folders.Select(folder => (Path: Double(folder.Path, "\"\\$"), folder.Append)).Select(folder =>
            $"contains -- \"{folder.Path}\" $PATH; or set -gx PATH "
            + (folder.Append ? $"$PATH \"{folder.Path}\"" : $"\"{folder.Path}\" $PATH")),
        .. variables.Select(variable => $"set -gx {variable.Key} \"{Double(variable.Value, "\"\\$")}\""),
    ];

    /// <summary>The lines with those of an older block behind them that they do not replace.</summary>
    public static IReadOnlyList<string> With(IReadOnlyList<string> lines, IReadOnlyList<string> older) =>
        [.. lines, .. older.Where(line => !lines.Contains(line) && !lines.Any(other => Sets(other) is { } name && name == Sets(line)))];

    /// <summary>Why a text cannot stand in a start-up file; null when it can.</summary>
    public static string? Refusal(string text) =>
        text.Length == 0 ? "it is empty"
        : text.Any(c => c < ' ' || c == '\x7f') ? "it has a control character in it"
        : null;

    /// <summary>Why a folder cannot stand on PATH; null when it can.</summary>
    public static string? FolderRefusal(string folder) => Refusal(folder)
        ?? (folder.Contains(':', StringComparison.Ordinal) ? "a colon separates folders"
            : Home(folder) is ['/', ..] or "$HOME" || Home(folder).StartsWith("$HOME/", StringComparison.Ordinal) ? null : "it is not absolute");

    /// <summary>Why a name cannot be that of a variable; null when it can.</summary>
    public static string? NameRefusal(string name) =>
        name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_')
            ? name is "PATH" or "GOROOT" ? "the block does not set it by this parameter" : null
            : "it is no name of a variable";

    /// <summary>A folder with <c>$HOME</c> in place of a <c>~</c> at its start.</summary>
    public static string Home(string folder) => folder == "~" || folder.StartsWith("~/", StringComparison.Ordinal) ? "$HOME" + folder[1..] : folder;

    // The variable of a line that is not about PATH.
    private static string? Sets(string line) => line.Split(' ', '=') switch
    {
        ["export", var name, ..] => name,
        ["set", "-gx", var name, ..] => name,
        _ => null,
    };

    // In double quotes; $HOME at the start is the one thing that a shell is to replace.
    private static string Double(string text, string special = "\"\\$`")
    {
        var home = text == "$HOME" || text.StartsWith("$HOME/", StringComparison.Ordinal);
        var rest = home ? text[5..] : text;
        return (home ? "$HOME" : string.Empty) + string.Concat(rest.Select(c => special.Contains(c) ? "\\" + c : c.ToString()));
    }
}
