using GoEnv.Tests.ApiServer;
using GoEnv.Tests.Binaries;

namespace GoEnv.Tests.Pods;

[Collection(typeof(SharedBinaries))]
public sealed class ContainerReaderTests(GoBinaries binaries)
{
    [Theory]
    [InlineData("dash", "1.19")]
    [InlineData("bash", "1.24")]
    [InlineData("busybox", "1.27")]
    [InlineData("mksh", "1.27")]
    public async Task What_runs_is_told_by_one_exec_of_little(string shell, string version)
    {
        var program = binaries.Build(version, "linux/amd64", "-tags=wait");
        await using var farm = await PodFarm.StartAsync();
        var root = farm.Root(shell, shell, (program, "/app/api"));
        farm.Add(shell, await Container.StartAsync(root, "/app/api"));
        var before = farm.Server.Requests.Count;

        var inside = await farm.AskAsync(shell);

        Assert.Equal((1, 1), (inside.Execs, farm.Server.Requests.Count - before));
        Assert.InRange(inside.BytesRead, 1, 100_000);
        var running = Assert.Single(inside.Programs.Value);
        Assert.Null(running.Info.Problem);
        Assert.Equal(("/app/api", "example.com/hello"), (running.Info.Path, running.Info.Module));
        Assert.StartsWith("go" + version, running.Info.GoVersionText, StringComparison.Ordinal);
        Assert.Equal([1], running.Info.Processes!.Select(process => process.Id));
        Assert.Equal(("api", 0L, 2.0, 64L << 20), (inside.Process.Value, inside.Uid.Value, inside.CpuLimit.Value, inside.MemoryLimit.Value));
        Assert.Equal((1000L, 3L), (inside.Throttling.Value.Periods, inside.Throttling.Value.Throttled));
        Assert.True(inside.Processors.Value >= 1 && inside.Debugger.IsAbsent && inside.Toolchains.Count == 0);
        Assert.Empty(running.Settings.Value);
    }

    [Fact]
    public async Task Kinds_of_binaries_are_read_as_they_lie_here()
    {
        var kinds = new[] { ("1.27", new[] { "-tags=wait", "-buildmode=pie" }), ("1.27", ["-tags=wait", "-ldflags=-s -w"]), ("1.19", ["-tags=wait", "-trimpath"]) };
        await using var farm = await PodFarm.StartAsync();
        foreach (var (kind, i) in kinds.Select((kind, i) => (kind, i)))
        {
            var program = binaries.Build(kind.Item1, "linux/amd64", kind.Item2);
            var root = farm.Root($"kind{i}", "busybox", (program, "/app/api"));
            ContainerRoot.Add(root, program, "app/same");
            farm.Add($"kind{i}", await Container.StartAsync(root, "/app/api"));
            var inside = await farm.AskAsync($"kind{i}");
            var here = GoEnv.Binaries.GoBinary.Read(program);
            var there = Assert.Single(inside.Programs.Value).Info;
            Assert.Equal((here.GoVersionText, here.Main, here.File!.Arch, here.File.BuildId, here.File.Kind), (there.GoVersionText, there.Main, there.File!.Arch, there.File.BuildId, there.File.Kind));
            Assert.Equal(here.Settings, there.Settings);
            Assert.Equal(1, inside.Execs);
        }
    }

    [Fact]
    public async Task Under_a_shell_all_Go_programs_count_and_what_an_exec_starts_does_not()
    {
        var (one, two) = (binaries.Build("1.27", "linux/amd64", "-tags=wait"), binaries.Build("1.19", "linux/amd64", "-tags=wait"));
        await using var farm = await PodFarm.StartAsync();
        var root = farm.Root("shell", "busybox", (one, "/app/one"), (two, "/app/two"), (one, "/app/tool"));
        var container = await Container.StartAsync(root, "/bin/sh", "-c",
            "exec 3<&0; DB_PASSWORD=hunter2 GOMAXPROCS=3 GODEBUG=gctrace=0 /app/one <&3 & /app/two <&3 & (/app/two <&3) & sleep 100000 & wait");
        farm.Add("shell", container);
        using var tool = container.Exec(["/app/tool"])!;
        await WaitAsync(() => container.Processes().Count(process => process.EndsWith(" one", StringComparison.Ordinal) || process.EndsWith(" two", StringComparison.Ordinal)) == 3
            && container.Processes().Any(process => process.EndsWith(" tool", StringComparison.Ordinal)));

        var inside = await farm.AskAsync("shell");
        tool.Kill();
        await tool.WaitForExitAsync(TestContext.Current.CancellationToken);

        var programs = inside.Programs.Value;
        Assert.Equal(["/app/one", "/app/two"], programs.Select(program => program.Info.Path).Order(StringComparer.Ordinal));
        Assert.Equal(2, programs.Single(program => program.Info.Path == "/app/two").Info.Processes!.Count);
        var settings = programs.Single(program => program.Info.Path == "/app/one").Settings.Value;
        Assert.Equal(["GODEBUG=gctrace=0", "GOMAXPROCS=3"], settings.Select(one => $"{one.Key}={one.Value}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_container_of_another_language_has_no_Go_programs_and_a_toolchain_is_seen()
    {
        await using var farm = await PodFarm.StartAsync();
        var root = farm.Root("other", "busybox");
        Directory.CreateDirectory(root + "/usr/local/go/bin");
        File.WriteAllText(root + "/usr/local/go/VERSION", "go1.24.4\ntime 2025\n");
        File.WriteAllText(root + "/usr/local/go/bin/go", "#!/bin/sh\n");
        File.SetUnixFileMode(root + "/usr/local/go/bin/go", UnixFileMode.UserRead | UnixFileMode.UserExecute);
        File.CreateSymbolicLink(root + "/bin/go", "/usr/local/go/bin/go");
        farm.Add("other", await Container.StartAsync(root, "/app/server", "1000000"));

        var inside = await farm.AskAsync("other");

        Assert.Empty(inside.Programs.Value);
        Assert.Equal([new GoEnv.Pods.ContainerToolchain("/usr/local/go/bin/go", "go1.24.4")], inside.Toolchains);
    }

    [Fact]
    public async Task Version_1_of_cgroups_is_read_too()
    {
        await using var farm = await PodFarm.StartAsync();
        var root = farm.Root("old", "dash");
        Directory.Delete(root + "/sys/fs/cgroup", recursive: true);
        Directory.CreateDirectory(root + "/sys/fs/cgroup/cpu,cpuacct");
        Directory.CreateDirectory(root + "/sys/fs/cgroup/memory");
        File.WriteAllText(root + "/sys/fs/cgroup/cpu,cpuacct/cpu.cfs_quota_us", "50000\n");
        File.WriteAllText(root + "/sys/fs/cgroup/cpu,cpuacct/cpu.cfs_period_us", "100000\n");
        File.WriteAllText(root + "/sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712\n");
        farm.Add("old", await Container.StartAsync(root, "/app/server", "1000000"));
        var inside = await farm.AskAsync("old");
        Assert.Equal(0.5, inside.CpuLimit.Value);
        Assert.True(inside.MemoryLimit.IsAbsent);

        Directory.Delete(root + "/sys", recursive: true);
        inside = await farm.AskAsync("old");
        Assert.True(inside.CpuLimit.IsUnknown && inside.MemoryLimit.IsUnknown);
    }

    private static async Task WaitAsync(Func<bool> condition)
    {
        for (var i = 0; !condition(); i++)
        {
            Assert.True(i < 400, "It did not come to pass in time.");
            await Task.Delay(25, TestContext.Current.CancellationToken);
        }
    }
}
