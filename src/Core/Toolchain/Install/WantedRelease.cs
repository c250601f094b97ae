using System.Text.RegularExpressions;

namespace GoEnv.Toolchain.Install;

/// <summary>Which release is wanted: the newest of all, the newest patch of a line, one by its version, or what a go.mod needs.</summary>
public sealed partial record WantedRelease
{
    private const string LatestWord = "latest";

    private WantedRelease(string text, GoVersion? version, bool isFloor, string? origin)
    {
        Text = text;
        Version = version;
        IsFloor = isFloor;
        Origin = origin;
    }

    /// <summary>The newest stable release.</summary>
    public static WantedRelease Latest { get; } = new(LatestWord, null, false, null);

    /// <summary>The wish as it was written: <c>latest</c>, <c>1.27</c>, <c>1.27.3</c>.</summary>
    public string Text { get; }

    /// <summary>The version or line that is named; null for the newest of all.</summary>
    public GoVersion? Version { get; }

    /// <summary>True where <see cref="Version"/> is the least that will do: the newest patch of its line is taken.</summary>
    public bool IsFloor { get; }

    /// <summary>True where exactly <see cref="Version"/> is meant.</summary>
    public bool IsExact => !IsFloor && Version is not null && Version.ToString() != Version.Line;

    private string? Origin { get; }

    /// <summary>Reads <c>latest</c>, a line such as <c>1.27</c>, or a version such as <c>1.27.3</c> or <c>go1.28rc1</c>; <see cref="FormatException"/> otherwise.</summary>
    public static WantedRelease Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Equals(LatestWord, StringComparison.OrdinalIgnoreCase))
        {
            return Latest;
        }

        return Whole().IsMatch(text) && GoVersion.TryParse(text, out var version)
            ? new WantedRelease(version.ToString(), version, false, null)
            : throw new FormatException($"'{text}' is not a Go release; write latest, a line such as 1.27, or a version such as 1.27.3.");
    }

    /// <summary>The newest patch of the line of <paramref name="version"/>, which is no older than it.</summary>
    public static WantedRelease AtLeast(GoVersion version)
    {
        ArgumentNullException.ThrowIfNull(version);
        return new WantedRelease(version.ToString(), version, true, null);
    }

    /// <summary>
    /// What the lines <c>go</c> and <c>toolchain</c> of a go.mod ask for: the higher of the two, which is the version that the
    /// go command would switch to (source: go.dev/doc/toolchain). <see cref="InstallException"/> when there is neither.
    /// </summary>
    public static WantedRelease FromGoMod(string text, string path)
    {
        ArgumentNullException.ThrowIfNull(text);
        var go = Read(GoLine(), text, path);
        var toolchain = Read(ToolchainLine(), text, path);
        var highest = toolchain is null || toolchain < go ? go : toolchain;
        return highest is null
            ? throw new InstallException(InstallError.GoModInvalid, $"{path} has no go line, so that it needs no particular release.", "Name a release with -Version.")
            : new WantedRelease(highest.ToString(), highest, true, path);
    }

    /// <summary>The release of an index that is wanted; null when it lists none.</summary>
    public IndexedRelease? Choose(DownloadIndex index)
    {
        ArgumentNullException.ThrowIfNull(index);
        if (Version is not { } version)
        {
            return index.Releases.FirstOrDefault(release => release.IsStable);
        }

        var exact = index.Releases.FirstOrDefault(release => release.Version == version);
        return IsExact
            ? exact
            : index.Releases.FirstOrDefault(release => release.IsStable && release.Version.Line == version.Line && release.Version >= version)
                ?? (version.IsPrerelease ? exact : null);
    }

    /// <summary>The one of some versions that is wanted; null where none is.</summary>
    public GoVersion? Choose(IEnumerable<GoVersion> versions) => Choose(new DownloadIndex(string.Empty, versions
        .OrderDescending()
        .Select(version => new IndexedRelease(version, !version.IsPrerelease && !version.IsDevel, []))
        .ToList()))?.Version;

    /// <summary>The wish in words, such as <c>the newest Go 1.27</c>.</summary>
    public override string ToString() => this switch
    {
        { Version: null } => "the newest Go",
        { Origin: { } origin } => $"Go {Version} or a newer patch, which {origin} needs",
        { IsFloor: true } => $"Go {Version} or a newer patch",
        { IsExact: true } => $"Go {Version}",
        _ => $"the newest Go {Version}",
    };

    private static GoVersion? Read(Regex pattern, string text, string path)
    {
        var match = pattern.Match(text);
        if (!match.Success || match.Groups["version"].Value == "default")
        {
            return null;
        }

        // A toolchain may have a suffix of its maker: go1.27.3-acme.
        return GoVersion.TryParse(match.Groups["version"].Value, out var version)
            ? version
            : throw new InstallException(
                InstallError.GoModInvalid,
                $"{path} asks for '{GoEnv.Text.TargetText.Clean(match.Groups["version"].Value)}', which is no Go version.",
                "Mend its go line, or name a release with -Version.");
    }

    [GeneratedRegex(@"^[ \t]*go[ \t]+(?<version>[^\s/]+)[ \t]*(//.*)?\r?$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex GoLine();

    [GeneratedRegex(@"^[ \t]*toolchain[ \t]+(?<version>[^\s/]+)[ \t]*(//.*)?\r?$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ToolchainLine();

    [GeneratedRegex(@"\A(go)?[0-9]+\.[0-9]+(\.[0-9]+)?((beta|rc)[0-9]+)?\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Whole();
}
