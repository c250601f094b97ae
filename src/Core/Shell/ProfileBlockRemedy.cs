using GoEnv.Changes;

namespace GoEnv.Shell;

/// <summary>The managed block of start-up files: folders on PATH and variables.</summary>
public sealed record ProfileBlockRemedy : Remedy
{
    /// <summary>The folders to put on PATH, the first before the others.</summary>
    public IReadOnlyList<PathFolder> Folders { get; init; } = [];

    /// <summary>Folders of which the first that has a go on the target comes before <see cref="Folders"/>.</summary>
    public IReadOnlyList<string> Candidates { get; init; } = [];

    /// <summary>Variables to export.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();

    /// <summary>The one file to write; null for the files of <see cref="Shells"/>.</summary>
    public string? File { get; init; }

    /// <summary>Lines that the block stands in for; one that cannot be taken out stays.</summary>
    public IReadOnlyList<ProfileLineChange> Instead { get; init; } = [];

    /// <summary>The shells whose start-up files are written: bash, zsh, fish; none for the login shell and those that the account has files of.</summary>
    public IReadOnlyList<string> Shells { get; init; } = [];

    /// <summary>Whose start-up files are written, where <see cref="File"/> names none.</summary>
    public ProfileScope Scope { get; init; }

    /// <summary>True to leave nothing in the block that is not named here; else it is added to what is there.</summary>
    public bool Replaces { get; init; }

    /// <summary>True to take the block away.</summary>
    public bool Removes { get; init; }

    /// <inheritdoc/>
    public override ChangeImpact Impact => ChangeImpact.Medium;

    /// <inheritdoc/>
    public override bool ShowsInNewSessions => true;

    /// <inheritdoc/>
    public override IReadOnlyList<PathQuery> Reads =>
        Edits(_ => false, null).Concat(Edits(_ => true, null)).Select(edit => edit.Query)
            .Concat(File is null ? ProfilePlaces.Asked(Scope).Select(path => new PathQuery(path)) : [])
            .Concat(Candidates.Select(Go))
            .Distinct()
            .ToList();

    /// <inheritdoc/>
    public override string Describe()
    {
        var where = File ?? (Shells.Count > 0 ? string.Join(", ", Shells) : "the shells that the account uses")
            + (Scope == ProfileScope.Machine ? ", for every account" : string.Empty);
        var what = Candidates.Take(1).Select(_ => "the folder of the installed go first on PATH")
            .Concat(Folders.Select(folder => $"{folder.Path} {(folder.Append ? "last" : "first")} on PATH")).Concat(Variables.Select(pair => $"{pair.Key}={pair.Value}"));
        return Removes ? $"Take the managed block out of the start-up files of {where}."
            : $"Put {string.Join(", ", what)} in the managed block of the start-up files of {where}"
                + (Instead.Count > 0 ? $"; {string.Join("; ", Instead)}." : ".");
    }

    /// <inheritdoc/>
    public override IEnumerable<ChangeStep> Plan(TargetState state)
    {
        var chosen = Candidates.FirstOrDefault(folder => state[Go(folder)].Image.Kind == FileKind.Regular);
        var block = chosen is null ? this : this with { Folders = [new PathFolder(Written(chosen)), .. Folders] };
        return Removes || block.Folders.Count + block.Variables.Count > 0
            ? TextEdit.Plan(block.Edits(path => state[path].Image.Exists, state.LoginShell), state)
            : throw new PlanException($"There is no go in {string.Join(", ", Candidates)}; name the folder that is to be on PATH.");
    }

    /// <summary>
    /// The files to write, each with what it becomes of its content. <paramref name="exists"/> is asked of
    /// <see cref="ProfilePlaces.Asked"/>.
    /// </summary>
    internal IReadOnlyList<TextEdit> Edits(Func<string, bool> exists, string? loginShell)
    {
        var files = File is not null ? [(Shell: "bash", Path: File)]
            : (Shells.Count > 0 ? Shells : ProfilePlaces.Used(exists, loginShell))
                .SelectMany(shell => ProfilePlaces.Of(shell, Scope, exists).Select(path => (Shell: shell, Path: path)))
                .DistinctBy(file => file.Path)
                .ToList();
        return
        [
            // First, as the block moves the lines of its file.
            .. Instead.Select(line => new TextEdit(line.Path, bytes => Without(bytes, line))),
            .. files.Select(file => new TextEdit(file.Path, bytes => ManagedBlock.Put(bytes, Body(bytes, file.Shell), atTop: true))),
        ];
    }

    private static PathQuery Go(string folder) => new(folder + "/go") { Content = false };

    private static string Written(string folder) => folder.StartsWith('~') ? "$HOME" + folder[1..] : folder;

    private static byte[] Without(byte[] file, ProfileLineChange line)
    {
        try
        {
            return line.Apply(file);
        }
        catch (FormatException)
        {
            // The block comes before it, so that the line does no harm where it stays.
            return file;
        }
    }

    private IReadOnlyList<string> Body(byte[] file, string shell)
    {
        var lines = shell == "fish" ? ProfileBody.Fish(Folders, Variables) : ProfileBody.Sh(Folders, Variables);
        return Removes ? [] : Replaces ? lines : ProfileBody.With(lines, ManagedBlock.Read(file) ?? []);
    }

    /// <summary>
    /// The block of one file with the folder that a line puts on PATH, and the line without it; null where the line's folder
    /// is not known in full.
    /// </summary>
    internal static ProfileBlockRemedy? For(PathEdit edit, string file, string home) => Folder(edit.Directory, home) is { } folder
        ? new ProfileBlockRemedy { File = file, Folders = [new PathFolder(folder)], Instead = [ProfileLineChange.Of(edit, ProfileLineAction.DropEntry)] }
        : null;

    /// <summary>A folder as a start-up file should have it; null where it is not an absolute path.</summary>
    internal static string? Folder(string directory, string home) => directory switch
    {
        _ when !directory.StartsWith('/') || directory.AsSpan().ContainsAny("$:") || directory.Contains("...", StringComparison.Ordinal) => null,
        _ when home.Length > 1 && directory.StartsWith(home + "/", StringComparison.Ordinal) => "$HOME" + directory[home.Length..],
        _ => directory,
    };
}
