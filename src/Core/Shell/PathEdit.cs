namespace GoEnv.Shell;

/// <summary>A folder that a line of a start-up file puts on PATH.</summary>
/// <param name="File">The file.</param>
/// <param name="Line">The line.</param>
/// <param name="Written">The folder as the line has it, without quotes.</param>
/// <param name="Directory">The folder with its variables replaced where they are known.</param>
/// <param name="IsAppended">True when it stands behind the PATH that was there before.</param>
internal sealed record PathEdit(ProfileFile File, ProfileLine Line, string Written, string Directory, bool IsAppended)
{
    private static readonly string[] LoginFiles = [".profile", "profile", ".bash_profile", ".bash_login", ".zprofile", "zprofile", ".zlogin", ".login"];
    private static readonly string[] InteractiveFiles = [".bashrc", "bash.bashrc", "bashrc", ".bash_aliases", ".zshrc", "zshrc"];

    public string Location => $"{File.Path}:{Line.Number}";

    public string FileName => File.Path[(File.Path.LastIndexOf('/') + 1)..];

    public bool IsZshrc => FileName is ".zshrc" or "zshrc";

    public bool IsBashrc => FileName is ".bashrc" or "bash.bashrc" or "bashrc";

    /// <summary>Who reads the file, as a clause.</summary>
    public string Readers => FileName switch
    {
        _ when LoginFiles.Contains(FileName) || File.Path.StartsWith("/etc/profile.d/", StringComparison.Ordinal) => "which only login shells read",
        _ when InteractiveFiles.Contains(FileName) => "which only interactive shells read to their end",
        _ => "which not every kind of start reads",
    };

    /// <summary>The line above this one at which shells that are not interactive stop reading; null when there is none.</summary>
    public ProfileLine? Guard => File.Lines.FirstOrDefault(line => line.Number < Line.Number && IsGuard(line));

    private bool IsGuard(ProfileLine line) =>
        Words(line.Text).Any(word => word is "return" or "exit")
        && File.Lines.Any(other => other.Number <= line.Number && other.Number >= line.Number - 3 && AsksWhetherInteractive(other.Text));

    private static bool AsksWhetherInteractive(string text) =>
        text.Contains("$-", StringComparison.Ordinal) || text.Contains("${-}", StringComparison.Ordinal)
        || text.Contains("PS1", StringComparison.Ordinal) || text.Contains("interactive", StringComparison.Ordinal);

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
