using GoEnv.Tests.Core;

namespace GoEnv.Tests.Pods;

/// <summary>How the main process of a container is told from those of its pod and its node, in a made-up /proc.</summary>
public sealed class MainProcessTests : IDisposable
{
    private const string Own = "0::/kubepods/pod1/main";

    private readonly string proc = Directory.CreateTempSubdirectory("goenv-proc").FullName;

    public static TheoryData<string> All => Shells.All;

    public void Dispose() => Directory.Delete(proc, recursive: true);

    [Theory]
    [MemberData(nameof(All))]
    public async Task Where_the_processes_of_a_node_are_seen(string shell)
    {
        Process(1, 0, "0::/init.scope", 1);
        Process(100, 1, "0::/system.slice/containerd.service", 10);
        Process(150, 100, "0::/kubepods/pod1/side", 15);
        Process(160, 100, "0::/kubepods/pod2/main", 15, "dlv");
        Process(200, 100, Own, 20);
        Process(210, 200, Own, 30);
        Process(300, 100, Own, 25, "tool");
        Process(310, 100, "0::/kubepods/pod1/side", 26, "dlv");
        var output = await AskAsync(shell, 100, Own);
        Assert.Equal("200", output.Text("main").Value);
        Assert.Equal("200 210", output.Text("all").Value);
        Assert.Equal("310", output.Text("dlv").Value);
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task Where_the_node_is_seen_from_a_name_space_of_cgroups(string shell)
    {
        Process(1, 0, "0::/../..", 1);
        Process(100, 1, "0::/../../../system.slice/containerd.service", 10);
        Process(160, 100, "0::/../../pod2/main", 15, "dlv");
        Process(170, 100, "0::/../..", 15, "dlv");
        Process(200, 100, "0::/", 20);
        Process(310, 100, "0::/../side", 26, "dlv");
        var output = await AskAsync(shell, 100, "0::/");
        Assert.Equal(("200", "200", "310"), (output.Text("main").Value, output.Text("all").Value, output.Text("dlv").Value));
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task Where_the_processes_of_a_pod_are_seen(string shell)
    {
        Process(1, 0, "0::/kubepods/pod1/pause", 1);
        Process(6, 0, "0::/kubepods/pod1/side", 5);
        Process(7, 0, Own, 6);
        Process(9, 7, Own, 7);
        Process(12, 1, Own, 8, "orphan");
        var output = await AskAsync(shell, 0, Own);
        Assert.Equal(("7", "7 9"), (output.Text("main").Value, output.Text("all").Value));
    }

    // The way to debug a program: what runs in a container beside it that is asked to see its processes.
    [Theory]
    [MemberData(nameof(All))]
    public async Task Where_an_ephemeral_container_looks_at_this_one(string shell)
    {
        Process(1, 0, "0::/", 1);
        Process(30, 0, "0::/../eph", 8, "dlv");
        Process(40, 1, "0::/below", 9, "dlv");
        Process(41, 1, "0::/", 9, "dlv");
        Assert.Equal("40 41", (await AskAsync(shell, 0, "0::/")).Text("dlv").Value);
    }

    private void Process(int id, int parent, string cgroup, int started, string name = "api")
    {
        var folder = Directory.CreateDirectory(Path.Combine(proc, $"{id}")).FullName;
        File.WriteAllText(Path.Combine(folder, "status"), $"Name:\t{name}\nPPid:\t{parent}\nUid:\t0\t0\t0\t0\n");
        File.WriteAllText(Path.Combine(folder, "cgroup"), cgroup + "\n");
        File.WriteAllText(Path.Combine(folder, "stat"), $"{id} ({name}) S {parent} 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 {started} 0\n");
    }

    // The shell's own process, whose number is not known before, was started by an exec from outside.
    private Task<ProbeOutput> AskAsync(string shell, int parent, string cgroup)
    {
        Process(0, parent, cgroup, 40, "sh");
        Directory.Move(Path.Combine(proc, "0"), Path.Combine(proc, "self"));
        var script = Probe.LoadScript("pod.sh").Replace("/proc/", proc + "/", StringComparison.Ordinal);
        return Shells.AskAsync(shell, $"cp -R {proc}/self {proc}/$$\n{script}\nset -f\npod_find\npod_tree\nset -- $pod_all\nge_put main \"$pod_main\"\nge_put all \"$*\"\nge_put dlv \"${{pod_dlv# }}\"");
    }
}
