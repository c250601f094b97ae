using GoEnv.Tests.Ssh;

namespace GoEnv.Tests.Toolchain;

/// <summary>Every program that an installation starts is a point at which it is killed.</summary>
public sealed class KilledInstallTests
{
    private const string Old = InstallHost.Old;
    private const string New = InstallHost.New;

    [Theory]
    [InlineData("link")]
    [InlineData("tree")]
    [InlineData("absent")]
    public async Task Killed_anywhere_go_works_as_before_or_after_and_the_next_run_completes_it(string before)
    {
        Assert.SkipWhen(Tool.Find("setsid") is null || Tool.Find("dash") is null, "There is no setsid or no dash here.");
        await using var mirror = new LoopbackMirror();
        var releases = new Releases();
        var archive = releases.AddSmall(New);
        releases.Serve(mirror);
        var steps = 0;
        for (var finished = false; !finished; steps++)
        {
            using var host = new InstallHost();
            var was = Prepare(host, before);
            var install = ("install", host.Install(archive, mirror.Address("good")));
            finished = !host.RunAndKill(steps + 1, install, ("switch", host.Switch(New, was)));
            await WorksAsync(host, before, steps);
            Assert.False(host.RunAndKill(0, install, ("switch", host.Switch(New, State(host)))));
            Assert.Equal(New, host.Version);
            string[] old = before == "absent" ? [] : ["go-1.26.1"];
            Assert.Equal(["bin", "bin/go -> ../go/bin/go", "bin/gofmt -> ../go/bin/gofmt", "go -> go-1.27.3", .. old, "go-1.27.3"], host.Names);
        }

        Assert.InRange(steps, 20, 200);
        TestContext.Current.TestOutputHelper!.WriteLine($"{before}: {steps} points");
    }

    private static string Prepare(InstallHost host, string before)
    {
        switch (before)
        {
            case "link":
                host.AddTree("go-" + Old, Old);
                File.CreateSymbolicLink(host.Link, "go-" + Old);
                return "link go-" + Old;
            case "tree":
                host.AddTree("go", Old);
                return "tree " + Old;
            default:
                return "absent";
        }
    }

    // As the question that comes before each change would tell it.
    private static string State(InstallHost host) => new FileInfo(host.Link).LinkTarget is { } text
        ? "link " + text
        : Directory.Exists(host.Link) ? "tree " + Old : "absent";

    // The process that does both renames of a swap goes on; then there is a go.
    private static async Task WorksAsync(InstallHost host, string before, int step)
    {
        for (var i = 0; LinuxProcess.All().Any(process => process.CommandLine.Contains(host.Prefix, StringComparison.Ordinal)); i++)
        {
            Assert.True(i < 200, $"Killed before program {step}, something still runs.");
            await Task.Delay(20);
        }

        Assert.True(before == "absent" || host.Version is Old or New, $"Killed before program {step}, there is no go: {string.Join(", ", host.Names)}");
    }
}
