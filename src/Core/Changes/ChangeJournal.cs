using GoEnv.Reports;
using GoEnv.Text;

namespace GoEnv.Changes;

/// <summary>
/// The changes that this side has made or begun: a JSON file each. They hold files of targets as they were, with any secret in them, and so
/// the folder and each file are for their owner only.
/// </summary>
public sealed class ChangeJournal(string folder)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>The folder.</summary>
    public string Folder { get; } = folder;

    /// <summary>The user's own journal: <c>$XDG_STATE_HOME/goenv/changes</c>, else <c>~/.local/state/goenv/changes</c>.</summary>
    public static string UserFolder
    {
        get
        {
            var state = Environment.GetEnvironmentVariable("XDG_STATE_HOME");
            return Path.Combine(
                string.IsNullOrEmpty(state)
                    ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".local", "state")
                    : state,
                "goenv",
                "changes");
        }
    }

    /// <summary>Writes a change, or writes it anew; <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/> when it cannot.</summary>
    public void Save(Change change)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(Folder);
        }
        else
        {
            Directory.CreateDirectory(Folder, OwnerOnly);
            if (File.GetUnixFileMode(Folder) != OwnerOnly)
            {
                File.SetUnixFileMode(Folder, OwnerOnly);
            }
        }

        using var file = AtomicFile.Create(PathOf(change.Id), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        using (var text = new StreamWriter(file.Stream, leaveOpen: true))
        {
            text.Write(GoEnvJson.WriteWithSecrets(change with { Remedies = [] }));
            text.Write('\n');
        }

        file.Commit();
    }

    /// <summary>The changes, newest first; <see cref="FormatException"/> names a file that is none.</summary>
    public IEnumerable<Change> Read() => Directory.Exists(Folder)
        ? Directory.EnumerateFiles(Folder, "*.json").OrderDescending(StringComparer.Ordinal).Select(Load)
        : [];

    /// <summary>The change of that id; null when there is none.</summary>
    public Change? Find(string id) => ChangeId.IsValid(id) && File.Exists(PathOf(id)) ? Load(PathOf(id)) : null;

    private string PathOf(string id) => Path.Combine(Folder, id + ".json");

    private static Change Load(string path)
    {
        try
        {
            return GoEnvJson.Read(File.ReadAllText(path)) as Change ?? throw new FormatException("it is no change");
        }
        catch (FormatException e)
        {
            throw new FormatException($"{path}: {e.Message}", e);
        }
    }
}
