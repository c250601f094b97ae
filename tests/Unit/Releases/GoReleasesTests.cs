using GoEnv.Releases;
using GoEnv.Toolchain;

namespace GoEnv.Tests.Releases;

public sealed class GoReleasesTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 9, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly string folder = Directory.CreateTempSubdirectory("goenv").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void The_shipped_data_knows_what_is_supported()
    {
        var shipped = GoReleases.Shipped;
        Assert.Equal(["1.27", "1.26"], shipped.SupportedLines(Now));
        Assert.Equal(new LineSupport(SupportState.Ended, new DateOnly(2026, 8, 19)), shipped.Support(GoVersion.Parse("1.25.3"), Now));
        Assert.Equal(SupportState.Supported, shipped.Support(GoVersion.Parse("1.25.3"), new DateTimeOffset(2026, 8, 1, 0, 0, 0, TimeSpan.Zero)).State);
        Assert.Equal("1.27.3", shipped.Newest("1.27")!.Version.ToString());
        Assert.Equal(new GoRelease(GoVersion.Parse("1.26.10"), null, null), shipped.Newest("1.26"));
        Assert.True(shipped.Line("1.26").Single(release => release.Version == GoVersion.Parse("1.26.6")).Security);
        Assert.Equal(SupportState.Unknown, shipped.Support(GoVersion.Parse("1.28.0"), Now).State);
        Assert.False(shipped.IsStale(Now));
        Assert.True(shipped.IsStale(Now.AddDays(60)));
        Assert.False((shipped with { StaleAfterDays = 120 }).IsStale(Now.AddDays(60)));
    }

    [Fact]
    public void The_text_of_the_file_reads_the_same()
    {
        var read = ReleaseDataFile.Parse(ReleaseDataFile.Format(GoReleases.Shipped), "x");
        Assert.Equal(GoReleases.Shipped.All, read.All);
        Assert.Equal(GoReleases.Shipped.Date, read.Date);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{\"schemaVersion\":2,\"date\":\"2026-01-01\",\"lines\":[]}")]
    [InlineData("{\"schemaVersion\":1,\"date\":\"2026-01-01\",\"lines\":[{\"line\":\"1.2\",\"patches\":[]}]}")]
    [InlineData("{\"schemaVersion\":1,\"date\":\"2026-01-01\",\"lines\":[{\"line\":\"1.2\",\"patches\":[{\"version\":\"x\"}]}]}")]
    public void Refuses_other_files_and_names_them(string json) =>
        Assert.Contains("the file", Assert.Throws<ReleaseDataException>(() => ReleaseDataFile.Parse(json, "the file")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("<html>")]
    [InlineData("{\"version\":\"go1.27.3\"}")]
    [InlineData("[]")]
    [InlineData("[{\"version\":\"go1.27.3\"}]")]
    [InlineData("[{\"version\":\"seven\",\"stable\":true}]")]
    [InlineData("[{\"version\":\"go1.28rc1\",\"stable\":false}]")]
    public async Task A_bad_index_is_refused_and_changes_nothing(string json)
    {
        var (index, data) = (Path.Combine(folder, "index.json"), Path.Combine(folder, "data.json"));
        await File.WriteAllTextAsync(index, json);
        ReleaseDataFile.Save(GoReleases.Shipped, data);
        var before = await File.ReadAllTextAsync(data);
        var error = await Assert.ThrowsAsync<ReleaseDataException>(() => ReleaseDataFile.UpdateAsync(index, data, Now, CancellationToken.None));
        Assert.Contains(index, error.Message, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllTextAsync(data));
    }

    [Fact]
    public async Task A_new_line_ends_another_and_keeps_what_is_known()
    {
        var update = await Update("go1.28.0", "go1.27.4", "go1.28rc2");
        Assert.Equal(["1.28.0", "1.27.4"], update.Added.Select(version => version.ToString()));
        Assert.Equal(["1.28"], update.AddedLines);
        Assert.True(update.IsNewer);
        var data = ReleaseDataFile.Load(Path.Combine(folder, "data.json"));
        Assert.Equal(GoReleases.Shipped.All.Count + 2, data.All.Count);
        Assert.Equal(new LineSupport(SupportState.Ended), data.Support(GoVersion.Parse("1.26.10"), Now));
        Assert.Null(data.Newest("1.27")!.Security);
        Assert.True(data.Line("1.26").Single(release => release.Version == GoVersion.Parse("1.26.6")).Security);
        Assert.Empty(Directory.GetFiles(folder, "*.tmp"));
    }

    [Fact]
    public async Task An_index_older_than_the_data_makes_nothing_newer_and_loses_nothing()
    {
        var update = await Update("go1.27.1", "go1.26.8");
        Assert.Equal(["1.27.1", "1.26.8"], update.Added.Select(version => version.ToString()));
        Assert.False(update.IsNewer);
        Assert.Equal(GoReleases.Shipped.Newest("1.27"), ReleaseDataFile.Load(Path.Combine(folder, "data.json")).Newest("1.27"));
    }

    [Fact]
    public async Task A_damaged_copy_of_the_user_is_replaced()
    {
        var data = Path.Combine(folder, "data.json");
        await File.WriteAllTextAsync(data, "{");
        Assert.Equal(["1.28.0"], (await Update("go1.28.0")).Added.Select(version => version.ToString()));
        Assert.Equal(GoReleases.Shipped.All.Count + 1, ReleaseDataFile.Load(data).All.Count);
    }

    [Fact]
    public async Task A_destination_that_cannot_be_written_is_no_bad_index()
    {
        var index = Path.Combine(folder, "index.json");
        await File.WriteAllTextAsync(index, """[{"version":"go1.28.0","stable":true,"files":[]}]""");
        await Assert.ThrowsAnyAsync<IOException>(() => ReleaseDataFile.UpdateAsync(index, Path.Combine(index, "data.json"), Now, CancellationToken.None));
    }

    [Fact]
    public async Task An_index_in_a_file_is_as_old_as_the_file()
    {
        var update = await Update("go1.27.3", "go1.26.10");
        Assert.Equal(new DateOnly(2026, 8, 30), update.Date);
    }

    [Fact]
    public void An_older_copy_of_the_user_does_not_hide_the_shipped_data()
    {
        var path = Path.Combine(folder, "old.json");
        ReleaseDataFile.Save(GoReleases.Shipped with { Date = new DateOnly(2020, 1, 1), All = GoReleases.Shipped.All.TakeLast(5).ToList() }, path);
        var data = ReleaseDataFile.Load(path);
        Assert.Equal((GoReleases.Shipped.Date, GoReleases.Shipped.All.Count), (data.Date, data.All.Count));
        Assert.Same(GoReleases.Shipped, ReleaseDataFile.Load(Path.Combine(folder, "none.json")));
    }

    private async Task<ReleaseUpdate> Update(params string[] versions)
    {
        var index = Path.Combine(folder, "index.json");
        var entries = versions.Select(version => $$"""{"version":"{{version}}","stable":{{(version.Contains("rc", StringComparison.Ordinal) ? "false" : "true")}},"files":[]}""");
        await File.WriteAllTextAsync(index, $"[{string.Join(',', entries)}]");
        File.SetLastWriteTimeUtc(index, new DateTime(2026, 8, 30, 0, 0, 0, DateTimeKind.Utc));
        return await ReleaseDataFile.UpdateAsync(index, Path.Combine(folder, "data.json"), Now, CancellationToken.None);
    }
}
