using GoEnv.Changes;
using GoEnv.Tests.Changes;
using GoEnv.Tests.Core;
using GoEnv.Tests.Ssh;
using GoEnv.Toolchain.Install;

namespace GoEnv.Tests.Toolchain;

/// <summary>Every program that a step starts is a point at which it is killed, with all that belongs to it.</summary>
public sealed class KilledInstallTests
{
    private const string Old = InstallHost.Old;
    private const string New = InstallHost.New;

    public static readonly TheoryData<string, string> Installations = Each("link", "tree", "absent");

    public static readonly TheoryData<string, string> Undos = Each("link", "tree");

    public static readonly TheoryData<string, string> Removals = Each(New, Old);

    [Theory]
    [MemberData(nameof(Installations))]
    public async Task An_installation_killed_anywhere_leaves_a_go_that_works_and_the_next_run_completes_it(string shell, string before)
    {
        await using var mirror = new LoopbackMirror();
        var releases = new Releases();
        var archive = releases.AddSmall(New);
        releases.Serve(mirror);
        var remedy = InstallHost.Install(archive, mirror.Address("good")) with { Stall = TimeSpan.FromSeconds(100) };
        string[] old = before == "absent" ? [] : before == "tree" ? ["go-1.26.1"] : [Old];
        await EachAsync(
            shell,
            $"install over {before}",
            host => Prepare(host, before),
            (host, engine) => engine.PlanAsync(new ChangeRequest(Target.Local, [remedy]), complete: true, default),
            before == "absent" ? [null, New] : [Old, New],
            host => Assert.Equal(Sorted(["bin/go -> ../go/bin/go", "bin/gofmt -> ../go/bin/gofmt", "go -> share/goenv/go/1.27.3", .. old, New]), host.Names));
    }

    [Theory]
    [MemberData(nameof(Undos))]
    public async Task Taking_an_installation_back_can_be_killed_anywhere(string shell, string before)
    {
        var releases = new Releases();
        await using var mirror = new LoopbackMirror();
        var archive = releases.AddSmall(New);
        releases.Serve(mirror);
        IReadOnlyList<string> names = [];
        await EachAsync(
            shell,
            $"undo to {before}",
            host =>
            {
                Prepare(host, before);
                names = host.Names;
                host.MustAsync("dash", InstallHost.Install(archive, mirror.Address("good"))).GetAwaiter().GetResult();
            },
            async (host, engine) =>
            {
                // What was cut off is completed first, as by every command that plans.
                await engine.PlanAsync(new ChangeRequest(Target.Local, []), complete: true, default);
                var last = host.Journal.Read().Last();
                return new PlannedChange(Target.Local, host.Version == Old ? null : engine.Undo(last), null);
            },
            [Old, New],
            host => Assert.Equal(names, host.Names));
    }

    [Theory]
    [MemberData(nameof(Removals))]
    public async Task A_removal_killed_anywhere_leaves_a_whole_tree_or_none(string shell, string version) => await EachAsync(
        shell,
        "remove " + version,
        host =>
        {
            host.Add(Old, isUsed: true);
            host.Add(New);
        },
        (host, engine) => engine.PlanAsync(new ChangeRequest(Target.Local, [new ToolchainRemoveRemedy(version) { IsForced = true }]), complete: true, default),
        version == New ? [Old] : [Old, null],
        host => Assert.Equal(version == New ? [Old, "go -> share/goenv/go/1.26.1"] : [New], host.Names),
        host => Assert.True(!Directory.Exists(host.Tree(version)) || File.Exists(Path.Combine(host.Tree(version), "bin/gofmt"))));

    // dash has them all; to the other shells each step comes once.
    private static TheoryData<string, string> Each(params string[] cases) => new(
        from shell in Shells.All.Select(row => row.Data)
        from one in cases
        where one == cases[0] || KillPoints.Stride(shell, 0) == 1
        select (shell, one));

    private static async Task EachAsync(
        string shell,
        string what,
        Action<InstallHost> prepare,
        Func<InstallHost, ChangeEngine, Task<PlannedChange>> plan,
        string?[] versions,
        Action<InstallHost> completed,
        Action<InstallHost>? always = null)
    {
        Assert.SkipWhen(Tool.Find("setsid") is null || Tool.Find(shell.Split(' ')[0]) is null, $"There is no setsid or no {shell} here.");
        var (steps, tried) = (0, 0);
        for (var finished = false; !finished; steps += KillPoints.Stride(shell, 11), tried++)
        {
            using var host = new InstallHost();
            prepare(host);
            var path = new KillingPath(host.At("killing"));
            path.Arm(0);
            var session = host.Session(shell, path.Path);
            var engine = host.Engine(session);
            var planned = await plan(host, engine);
            Assert.Null(planned.Error);
            path.Arm(steps + 1);
            Tool.Run("chown", "-R", "61900", host.At("killing"));
            var applied = await engine.ApplyAsync(planned.Change!, default);
            finished = applied.Error is null;
            Assert.True(!finished || applied.ErrorId is null, applied.Result.Message);
            await IdleAsync(host, steps);
            Assert.True(versions.Contains(host.Version, StringComparer.Ordinal), $"{what}: killed before program {steps + 1}, go is {host.Version ?? "gone"}: {string.Join(", ", host.Names)}");
            always?.Invoke(host);

            path.Arm(0);
            var again = await plan(host, engine);
            Assert.Null(again.Error);
            if (again.Change is not null)
            {
                var second = await engine.ApplyAsync(again.Change, default);
                Assert.True(second.ErrorId is null, $"{what}: killed before program {steps + 1}: {second.Result.Message}");
            }

            completed(host);
        }

        Assert.InRange(steps, 3, 300);
        Assert.True(tried > 1, "It was killed nowhere.");
        TestContext.Current.TestOutputHelper!.WriteLine($"{what}, {shell}: killed at {tried - 1} places");
    }

    private static void Prepare(InstallHost host, string before)
    {
        if (before == "link")
        {
            host.Add(Old, isUsed: true);
        }
        else if (before == "tree")
        {
            InstallHost.AddTree(host.Link, Old);
        }
    }

    private static string[] Sorted(string[] names) => [.. names.Order(StringComparer.Ordinal)];

    // The process that does both renames of a swap goes on; then there is a go.
    private static async Task IdleAsync(InstallHost host, int step)
    {
        for (var i = 0; LinuxProcess.All().Any(process => process.CommandLine.Contains(host.Prefix, StringComparison.Ordinal)); i++)
        {
            Assert.True(i < 400, $"Killed before program {step + 1}, something still runs.");
            await Task.Delay(10);
        }
    }
}
