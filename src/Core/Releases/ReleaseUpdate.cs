using GoEnv.Toolchain;

namespace GoEnv.Releases;

/// <summary>What an update of the release data brought.</summary>
public sealed record ReleaseUpdate
{
    private const int MostBytes = 32 * 1024 * 1024;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <summary>The index that was read: an address without its user name and password, or a path.</summary>
    public required string Source { get; init; }

    /// <summary>The file that was written.</summary>
    public required string Destination { get; init; }

    /// <summary>The day up to which the data was whole before.</summary>
    public required DateOnly DateBefore { get; init; }

    /// <summary>The day up to which the data is whole now.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>The releases that were not known before, newest first.</summary>
    public required IReadOnlyList<GoVersion> Added { get; init; }

    /// <summary>The release lines that were not known before, newest first.</summary>
    public required IReadOnlyList<string> AddedLines { get; init; }

    /// <summary>False when the index is older than what was known: it did not make the data newer.</summary>
    public bool IsNewer => Date > DateBefore;

    /// <summary>
    /// Merges the index at <paramref name="source"/>, an http(s) address or a path, into the newest data known and writes
    /// the result to <paramref name="destination"/>. <see cref="ReleaseDataException"/>, with the file untouched, when the
    /// index cannot be had within 60 s and 32 MiB or is none; <see cref="IOException"/> or
    /// <see cref="UnauthorizedAccessException"/> when the destination cannot be written.
    /// </summary>
    internal static async Task<ReleaseUpdate> RunAsync(
        string source, string destination, DateTimeOffset now, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(source);
        var before = KnownBefore(destination);
        var (text, shown, asOf) = Uri.TryCreate(source, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? (await DownloadAsync(address, cancellationToken).ConfigureAwait(false), Shown(address), now)
            : await ReadAsync(source, now, cancellationToken).ConfigureAwait(false);
        var after = ReleaseIndex.Merge(before, ReleaseIndex.Parse(text, shown), DateOnly.FromDateTime(asOf.UtcDateTime));
        ReleaseDataFile.Save(after, destination);
        var known = before.All.Select(release => release.Version).ToHashSet();
        return new ReleaseUpdate
        {
            Source = shown,
            Destination = Path.GetFullPath(destination),
            DateBefore = before.Date,
            Date = after.Date,
            Added = after.All.Select(release => release.Version).Where(version => !known.Contains(version)).ToList(),
            AddedLines = after.Lines.Except(before.Lines, StringComparer.Ordinal).ToList(),
        };
    }

    // A damaged file is what an update mends.
    private static GoReleases KnownBefore(string destination)
    {
        try
        {
            return ReleaseDataFile.Load(destination);
        }
        catch (ReleaseDataException)
        {
            return GoReleases.Shipped;
        }
    }

    private static string Shown(Uri address) =>
        address.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped);

    private static async Task<string> DownloadAsync(Uri address, CancellationToken cancellationToken)
    {
        using var client = new HttpClient { Timeout = Limit, MaxResponseContentBufferSize = MostBytes };
        try
        {
            return await client.GetStringAsync(address, cancellationToken).ConfigureAwait(false);
        }
        catch (HttpRequestException e)
        {
            throw new ReleaseDataException($"{Shown(address)} cannot be read: {e.Message}", e);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ReleaseDataException($"{Shown(address)} did not answer within {Limit.TotalSeconds} seconds.", e);
        }
    }

    // An index in a file is as old as the file: it cannot tell what was released since.
    private static async Task<(string Text, string Shown, DateTimeOffset AsOf)> ReadAsync(
        string path, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var file = new FileInfo(path);
        if (!file.Exists)
        {
            throw new ReleaseDataException($"{path} does not exist; name a file or an http or https address.");
        }

        if (file.Length > MostBytes)
        {
            throw new ReleaseDataException($"{path} is larger than {MostBytes / 1024 / 1024} MiB and is no index of Go releases.");
        }

        try
        {
            var text = await File.ReadAllTextAsync(path, cancellationToken).ConfigureAwait(false);
            var written = new DateTimeOffset(file.LastWriteTimeUtc, TimeSpan.Zero);
            return (text, path, written < now ? written : now);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ReleaseDataException($"{path} cannot be read: {e.Message}", e);
        }
    }
}
