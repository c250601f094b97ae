using GoEnv.Tests.Ssh;
using GoEnv.Toolchain.Install;

namespace GoEnv.Tests.Toolchain;

/// <summary>What this side reads from mirrors that behave and from those that do not.</summary>
public sealed class ArchiveTests : IAsyncDisposable
{
    private static readonly GoPlatform Here = new("linux", Releases.Arch);
    private readonly string folder = Directory.CreateTempSubdirectory("goenv-cache").FullName;
    private readonly LoopbackMirror mirror = new();
    private readonly Releases releases = new();
    private readonly MirrorClient client = new() { Stall = TimeSpan.FromSeconds(1) };
    private readonly ReleaseArchive archive;

    public ArchiveTests()
    {
        releases.AddSmall("1.26.1");
        archive = releases.AddSmall("1.27.3");
        releases.Serve(mirror);
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await mirror.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task The_first_index_that_has_the_release_vouches_for_it_and_is_read_once()
    {
        var source = new ReleaseSource(Mirrors("missing", "page", "noindex", "good"), client);
        var found = await source.FindAsync(WantedRelease.Latest, Here, default);
        Assert.Equal(archive, found.Archive);
        Assert.Equal(mirror.Address("good"), found.Index);
        Assert.Equal(4, found.Mirrors.Count);
        await source.FindAsync(WantedRelease.Parse("1.26"), Here, default);
        Assert.Equal(4, mirror.Requests.Count);
    }

    [Theory]
    [InlineData("latest", "linux", "missing,page", InstallError.IndexUnavailable, "404 Not Found|HTML page")]
    [InlineData("1.27.9", "linux", "good", InstallError.ReleaseNotFound, "does not list Go 1.27.9; the newest that comes near is 1.27.3")]
    [InlineData("1.25", "linux", "good,missing", InstallError.ReleaseNotFound, "does not list the newest Go 1.25|404")]
    [InlineData("latest", "freebsd", "good", InstallError.PlatformNotFound, "no archive of Go 1.27.3 for freebsd/")]
    public async Task What_each_index_did_is_told(string wish, string os, string behaviours, InstallError error, string says)
    {
        var source = new ReleaseSource(Mirrors(behaviours.Split(',')), client);
        var failure = await Assert.ThrowsAsync<InstallException>(() => source.FindAsync(WantedRelease.Parse(wish), Here with { Os = os }, default));
        Assert.Equal(error, failure.Error);
        Assert.All(says.Split('|'), part => Assert.Contains(part, failure.Message, StringComparison.Ordinal));
        Assert.All(behaviours.Split(','), behaviour => Assert.Contains(mirror.Address(behaviour), failure.Message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_mirror_that_refuses_the_connection_is_told()
    {
        using var closed = new System.Net.Sockets.Socket(System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Tcp);
        closed.Bind(new System.Net.IPEndPoint(System.Net.IPAddress.Loopback, 0));
        var address = $"http://127.0.0.1:{((System.Net.IPEndPoint)closed.LocalEndPoint!).Port}/dl";
        var failure = await Assert.ThrowsAsync<InstallException>(() =>
            new ReleaseSource([Mirror.Parse(address)], client).FindAsync(WantedRelease.Latest, Here, default));
        Assert.Contains("refused", failure.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("half")]
    [InlineData("stall")]
    [InlineData("short")]
    public async Task A_download_goes_on_with_what_a_bad_mirror_gave_and_is_kept(string broken)
    {
        using var cache = new ArchiveCache(folder, client);
        var progress = new Recorded();
        var path = await cache.GetAsync(Found("missing", "page", "wrong", broken, "good"), progress, default);
        Assert.Equal(archive.Sha256, await ArchiveCache.SumAsync(path, default));
        Assert.Contains($"bytes={archive.Size / 2}-", mirror.Requests[^1], StringComparison.Ordinal);
        Assert.Equal(archive.Size, progress.Last?.Bytes);
        var asked = mirror.Requests.Count;
        using var later = new ArchiveCache(folder, client);
        Assert.Equal(path, await later.GetAsync(Found("good"), null, default));
        Assert.Equal(asked, mirror.Requests.Count);

        // What is in the cache and was changed is not used.
        File.AppendAllText(path, "x");
        using var last = new ArchiveCache(folder, client);
        Assert.Equal(archive.Sha256, await ArchiveCache.SumAsync(await last.GetAsync(Found("good"), null, default), default));
    }

    [Fact]
    public async Task A_mirror_that_cannot_go_on_is_read_from_the_start()
    {
        using var cache = new ArchiveCache(folder, client);
        var path = await cache.GetAsync(Found("half", "norange"), null, default);
        Assert.Equal(archive.Sha256, await ArchiveCache.SumAsync(path, default));
    }

    [Fact]
    public async Task A_beginning_that_is_none_of_the_archive_is_dropped()
    {
        using var cache = new ArchiveCache(folder, client);
        File.WriteAllBytes(Path.Combine(folder, $"{archive.Sha256[..16]}-{archive.FileName}.part"), new byte[1000]);
        var path = await cache.GetAsync(Found("good"), null, default);
        Assert.Equal(archive.Sha256, await ArchiveCache.SumAsync(path, default));
    }

    [Fact]
    public async Task What_each_mirror_did_is_told_and_nothing_wrong_is_kept()
    {
        using var cache = new ArchiveCache(folder, client);
        var failure = await Assert.ThrowsAsync<InstallException>(() => cache.GetAsync(Found("missing", "page", "wrong", "half"), null, default));
        Assert.Equal(InstallError.ArchiveUnavailable, failure.Error);
        Assert.All(
            ["it answers 404 Not Found", "HTML page", "its SHA-256 is", "the connection ended before the whole file was there"],
            part => Assert.Contains(part, failure.Message, StringComparison.Ordinal));
        Assert.Equal([".part"], Directory.EnumerateFiles(folder).Select(Path.GetExtension));
    }

    [Fact]
    public async Task A_mirror_that_stalls_is_left()
    {
        using var cache = new ArchiveCache(folder, client);
        var failure = await Assert.ThrowsAsync<InstallException>(() => cache.GetAsync(Found("stall"), null, default));
        Assert.Contains("it sent nothing for 1 s", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_offline_archive_tells_its_release_and_is_held_against_its_sum()
    {
        var path = Path.Combine(folder, "any.tar.gz");
        await File.WriteAllBytesAsync(path, releases.Files[archive.FileName]);
        var offline = await OfflineArchive.OpenAsync(path, archive.Sha256.ToUpperInvariant(), default);
        Assert.Equal((archive.Version, archive.Sha256, archive.Size, true), (offline.Version, offline.Sha256, offline.Size, offline.IsVerified));
        Assert.False((await OfflineArchive.OpenAsync(path, null, default)).IsVerified);
        Assert.Contains("its SHA-256 is", await Refused(path, new string('0', 64)), StringComparison.Ordinal);
        await File.WriteAllTextAsync(path, "<html>");
        Assert.NotEmpty(await Refused(path, null));
        Assert.Contains("/none", await Refused(Path.Combine(folder, "none"), null), StringComparison.Ordinal);
        Tool.Run("tar", "-czf", path, "-C", "/etc", "hostname");
        Assert.Contains("go/VERSION", await Refused(path, null), StringComparison.Ordinal);
        await File.WriteAllBytesAsync(path, releases.Files[archive.FileName][..1000]);
        Assert.NotEmpty(await Refused(path, null));
    }

    private static async Task<string> Refused(string path, string? sum)
    {
        var failure = await Assert.ThrowsAsync<InstallException>(() => OfflineArchive.OpenAsync(path, sum, default));
        Assert.Equal(InstallError.ArchiveInvalid, failure.Error);
        return failure.Message;
    }

    private List<Mirror> Mirrors(params string[] behaviours) => behaviours.Select(behaviour => Mirror.Parse(mirror.Address(behaviour))).ToList();

    private FoundArchive Found(params string[] behaviours) => new(archive, "test", Mirrors(behaviours));

    private sealed class Recorded : IProgress<TransferProgress>
    {
        public TransferProgress? Last { get; private set; }

        public void Report(TransferProgress value) => Last = value;
    }
}
