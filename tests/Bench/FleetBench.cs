using GoEnv.Tests.Ssh;

namespace GoEnv.Tests.Bench;

/// <summary>One audit of 100 ssh targets against ssh itself with the same script, and against Ansible's fact gathering.</summary>
internal static class FleetBench
{
    private const int Targets = 100;
    private const int Rounds = 5;
    private const string Throttle = "16";

    public static async Task RunAsync()
    {
        await using var farm = new SshFarm();
        await farm.NeedAsync();
        var folder = Directory.CreateTempSubdirectory("goenv-bench").FullName;
        try
        {
            var config = Path.Combine(folder, "config");
            var names = Enumerable.Range(1, Targets).Select(i => $"target{i:000}").ToArray();
            File.WriteAllText(config, $"Host {string.Join(' ', names)}\n  HostName 127.0.0.1\n  User bash\n  HostKeyAlias farm-bench\n"
                + $"  Port {PortOf(farm)}\n  UserKnownHostsFile {Path.Combine(folder, "known_hosts")}\n" + File.ReadAllText(farm.ConfigFile));
            File.WriteAllText(Path.Combine(folder, "known_hosts"),
                $"farm-bench {string.Join(' ', File.ReadAllText(Path.Combine(farm.Folder, "farm.pub")).Split(' ').Take(2))}\n");
            var script = Path.Combine(folder, "script.sh");
            File.WriteAllText(script, ProbeScript.Compose(
                Catalog.Probes.Where(probe => !probe.OnRequest), "0123456789abcdef0123456789abcdef", TimeSpan.FromSeconds(20)).Text);

            var before = Accepted(farm);
            Ours(config, names);
            Console.WriteLine($"round trips to each target: {(Accepted(farm) - before) / (double)Targets:0.00}");

            var ansible = Tool.Find("ansible");
            var m = Measure.Medians(
                Rounds,
                [() => Ours(config, names), () => Xargs(config, script, names), .. ansible is null ? (Action[])[] : [() => Ansible(config, folder, names)]]);
            Print("audit of 100 ssh targets / xargs -P16 ssh with the same script, wall", m[0].Wall / m[1].Wall);
            Print("the same two, CPU time", m[0].Cpu / m[1].Cpu);
            if (ansible is null)
            {
                Console.WriteLine("ansible is not installed (apt-get install ansible-core): not compared");
                return;
            }

            Print("ansible setup, 16 forks, pipelining / ours, wall", m[2].Wall / m[0].Wall);
            Print("ansible setup / ours, CPU time of the controller with its ssh children", m[2].Cpu / m[0].Cpu);
            Console.WriteLine($"  medians: ours {m[0].Wall:0.00} s ({m[0].Cpu:0.00} s CPU), xargs {m[1].Wall:0.00} s ({m[1].Cpu:0.00} s), ansible {m[2].Wall:0.00} s ({m[2].Cpu:0.00} s)");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Print(string what, double ratio) => Console.WriteLine($"{what}: {ratio:0.00}");

    private static int Accepted(SshFarm farm) => farm.LogOf("farm").Split("Accepted publickey").Length - 1;

    private static string PortOf(SshFarm farm) => File.ReadLines(Path.Combine(farm.Folder, "sshd_config.farm"))
        .First(line => line.Contains("ListenAddress", StringComparison.Ordinal)).Split(':')[^1];

    private static void Ours(string config, string[] names) => Measure.Run(
        Repository.Console, ["Test-GoEnvironment", "-SshConfigFile", config, "-ThrottleLimit", Throttle, "-o", "jsonl", .. names], 0, 1, 2);

    private static void Xargs(string config, string script, string[] names) => Measure.Run(
        "sh", ["-c", "printf '%s\\n' \"$@\" | xargs -P 16 -I{} sh -c 'ssh -F \"$1\" \"$3\" sh -s <\"$2\" >/dev/null 2>&1' sh \"$0\" \"$SCRIPT\" {}"
            .Replace("$SCRIPT", script, StringComparison.Ordinal), config, .. names], 0);

    private static void Ansible(string config, string folder, string[] names)
    {
        var inventory = Path.Combine(folder, "hosts");
        File.WriteAllText(inventory, string.Join('\n', names) + "\n");
        Measure.Run(
            "env",
            [
                "ANSIBLE_PIPELINING=True", "ANSIBLE_HOST_KEY_CHECKING=True", $"ANSIBLE_SSH_ARGS=-F {config} -C -o ControlMaster=auto -o ControlPersist=5s",
                $"ANSIBLE_SSH_CONTROL_PATH_DIR={folder}/cp", $"ANSIBLE_LOCAL_TEMP={folder}/tmp", $"HOME={folder}",
                "ansible", "all", "-i", inventory, "-m", "setup", "-f", Throttle,
            ],
            0);
    }
}
