using System.Globalization;
using System.Reflection;
using GoEnv.Toolchain;

namespace GoEnv.Releases;

/// <summary>Go releases and their support windows.</summary>
public sealed record GoReleases
{
    /// <summary>The age in days from which findings say how old the data is.</summary>
    public int StaleAfterDays { get; init; } = 60;

    // A new line comes every six months, in February and August; it has not come earlier than this after the last.
    private const int DaysBetweenLines = 160;

    private static readonly Lazy<GoReleases> LazyShipped = new(LoadShipped);
    private readonly IReadOnlyList<GoRelease> all = [];
    private readonly IReadOnlyList<GoVersion> lines = [];
    private readonly IReadOnlyDictionary<string, List<GoRelease>> ofLine = new Dictionary<string, List<GoRelease>>(StringComparer.Ordinal);

    /// <summary>With the age from which the policy calls it old.</summary>
    internal GoReleases Under(Policies.Policy policy) => policy.ReleaseDataDays is { } days ? this with { StaleAfterDays = days } : this;

    /// <summary>The data that ships with the module.</summary>
    public static GoReleases Shipped => LazyShipped.Value;

    /// <summary>The day up to which the list is whole.</summary>
    public DateOnly Date { get; init; }

    /// <summary>Every stable release that is known, newest first.</summary>
    public IReadOnlyList<GoRelease> All
    {
        get => all;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            all = value.OrderByDescending(release => release.Version).ToList();
            ofLine = all.GroupBy(release => release.Version.Line, StringComparer.Ordinal)
                .ToDictionary(group => group.Key, group => group.ToList(), StringComparer.Ordinal);
            Lines = all.Select(release => release.Version.Line).Distinct(StringComparer.Ordinal).ToList();
            lines = Lines.Select(GoVersion.Parse).ToList();
        }
    }

    /// <summary>The release lines, such as <c>1.27</c>, newest first.</summary>
    public IReadOnlyList<string> Lines { get; private init; } = [];

    /// <summary>True when the data is too old to be relied on without saying so.</summary>
    public bool IsStale(DateTimeOffset now) => AgeInDays(now) > StaleAfterDays;

    /// <summary>A clause that tells the data's age, with a leading space; empty while the data is fresh.</summary>
    public string AgeNote(DateTimeOffset now) => IsStale(now)
        ? string.Create(CultureInfo.InvariantCulture, $" (by release data of {Date:yyyy-MM-dd}, {AgeInDays(now)} days old)")
        : string.Empty;

    /// <summary>The releases of a line, newest first; empty for a line that is not known.</summary>
    public IReadOnlyList<GoRelease> Line(string line) => ofLine.TryGetValue(line, out var releases) ? releases : [];

    /// <summary>The newest release of a line; null for a line that is not known.</summary>
    public GoRelease? Newest(string line) => Line(line) is [var newest, ..] ? newest : null;

    /// <summary>The lines that are supported at <paramref name="now"/>, newest first.</summary>
    public IReadOnlyList<string> SupportedLines(DateTimeOffset now) =>
        lines.Where(line => Support(line, now).State == SupportState.Supported).Select(line => line.Line).ToList();

    /// <summary>Whether the line of <paramref name="version"/> is supported: it is until two newer lines exist.</summary>
    public LineSupport Support(GoVersion version, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(version);
        var dated = string.Create(CultureInfo.InvariantCulture, $"the release data of {Date:yyyy-MM-dd}");
        if (Lines.Count == 0)
        {
            return new LineSupport(SupportState.Unknown, Reason: "there is no release data");
        }

        var line = GoVersion.Parse(version.Line);
        var newer = lines.Where(known => known > line && Released(known, now)).Order().ToList();
        if (newer.Count >= 2)
        {
            return new LineSupport(SupportState.Ended, First(newer[1].Line)?.Date);
        }

        if (newer.Count == 0 && !Lines.Contains(version.Line, StringComparer.Ordinal))
        {
            return new LineSupport(SupportState.Unknown, Reason: $"{dated} does not know Go {version.Line}");
        }

        return IsStale(now) && !CannotHaveEnded(2 - newer.Count, now)
            ? new LineSupport(SupportState.Unknown, Reason: $"{dated} is too old to tell whether Go {version.Line} is still supported")
            : new LineSupport(SupportState.Supported);
    }

    private static GoReleases LoadShipped()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("data/go-releases.json")
            ?? throw new InvalidOperationException("The release data is not embedded.");
        using var reader = new StreamReader(stream);
        return ReleaseDataFile.Parse(reader.ReadToEnd(), "the shipped release data");
    }

    private int AgeInDays(DateTimeOffset now) => DateOnly.FromDateTime(now.UtcDateTime).DayNumber - Date.DayNumber;

    private GoRelease? First(string line) => Line(line) is [.., var first] ? first : null;

    // A release whose day is not known is in the list because it has been seen.
    private bool Released(GoVersion line, DateTimeOffset now) =>
        First(line.Line)?.Date is not { } date || date <= DateOnly.FromDateTime(now.UtcDateTime);

    private bool CannotHaveEnded(int linesToCome, DateTimeOffset now) =>
        First(Lines[0])?.Date is { } newest
        && DateOnly.FromDateTime(now.UtcDateTime) < newest.AddDays(DaysBetweenLines * linesToCome);
}
