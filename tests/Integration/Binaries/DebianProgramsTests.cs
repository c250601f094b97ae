using GoEnv.Binaries;
using GoEnv.Targets;
using GoEnv.Tests.Ssh;

namespace GoEnv.Tests.Binaries;

/// <summary>Programs that Debian ships, beside what the newest <c>go version -m</c> prints of them.</summary>
public sealed class DebianProgramsTests(SshFarm farm) : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("goenv-debian").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void They_read_as_the_go_command_reads_them()
    {
        var programs = Programs();
        var found = BinarySearch.Read(BinarySearch.Find(programs, recurse: true), packages: false, CancellationToken.None).Where(info => info.Problem is null);
        Compare(programs, found.ToList());
    }

    [Fact]
    public async Task They_read_the_same_on_a_host_without_Go()
    {
        var programs = Programs();
        await farm.NeedAsync();
        Assert.SkipUnless(Tool.Try("ssh", "-F", farm.ConfigFile, "dash@farm", "command -v go").ExitCode != 0, "The host has Go on its PATH.");

        // The folder of the programs may be one that no other account enters.
        File.SetUnixFileMode(folder, SshFarm.AllMayRun);
        Tool.Run("cp", "-r", programs, Path.Combine(folder, "programs"));
        programs = Path.Combine(folder, "programs");
        var session = new Sessions { Ssh = farm.Client }.Open(SshFarm.Target("dash"));
        var answer = await new TargetBinaries(session, new BinaryQuery { Paths = [programs], Recurse = true }, TimeSpan.FromMinutes(1)).ReadAsync(CancellationToken.None);

        Compare(programs, answer.Files.Where(info => info.Problem is null).ToList());
        Assert.Empty(answer.Files.Where(info => info.Problem is not null).Select(info => info.Problem!.Message));
        Assert.InRange(answer.RoundTrips, 1, 3);
        var bytes = answer.Files.Sum(info => new FileInfo(info.Path).Length);
        Assert.True(answer.BytesRead < bytes / 50, $"{answer.BytesRead} of {bytes} bytes were read");
    }

    private static string Programs()
    {
        var programs = GoToolchain.Beside("programs");
        Assert.SkipWhen(programs is null, "The programs of Debian are not unpacked: tests/Integration/toolchains.sh does that where there is a network.");
        return programs;
    }

    private static void Compare(string programs, IReadOnlyList<GoBuildInfo> found)
    {
        Assert.Equal(
            GoVersionCommand.Scan(programs).Order(StringComparer.Ordinal),
            found.Select(info => $"{info.Path}: {info.GoVersionText}").Order(StringComparer.Ordinal));
        Assert.True(found.Count >= 12, $"{found.Count} Go binaries in {programs}");
        foreach (var info in found)
        {
            Assert.Equal(GoVersionCommand.Text(info.Path), GoVersionCommand.Text(info));
        }
    }
}
