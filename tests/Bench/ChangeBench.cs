using GoEnv.Tests.Ssh;

namespace GoEnv.Tests.Bench;

/// <summary>One start-up file changed on each of 50 ssh targets against the audit of the same 50, and the connections of one plan.</summary>
internal static class ChangeBench
{
    private const int Targets = 50;
    private const int Rounds = 3;
    private const string Throttle = "16";
    private const string Fault = "case $- in\n    *i*) ;;\n      *) return;;\nesac\nexport PATH=$PATH:$HOME/go-1.27/bin\n";

    public static async Task RunAsync()
    {
        await using var farm = new SshFarm();
        await farm.NeedAsync();
        var folder = Directory.CreateTempSubdirectory("goenv-bench").FullName;
        try
        {
            var names = Enumerable.Range(1, Targets).Select(i => $"bench{i:00}").ToArray();
            var targets = names.Select(name => name + "@farm").ToArray();
            foreach (var account in names.Select(name => farm.AddAccount(name, "/bin/bash")))
            {
                account.Write("go-1.27/bin/go", "#!/bin/sh\necho go version go1.27.3 linux/amd64\n", SshFarm.AllMayRun);
                account.Write(".profile", ". ~/.bashrc\n");
                account.Write(".bashrc", Fault);
            }

            RoundTrips(farm, folder, targets[0]);
            farm.Account(names[0]).Write(".bashrc", Fault);
            var findings = Path.Combine(folder, "findings.jsonl");
            var said = Shell(farm, folder, $"Test-GoEnvironment -Rule GE2002 {string.Join(' ', targets)} -o jsonl 2>&1 >{findings}");
            var found = File.ReadLines(findings).Count(line => line.Contains("\"Fail\"", StringComparison.Ordinal));
            Console.WriteLine($"faults found: {found}");
            if (found != Targets)
            {
                throw new InvalidOperationException($"{Targets} targets have a fault, and {found} were found to: {said}\n{string.Join('\n', File.ReadLines(findings).Where(line => line.Contains("\"Unknown\"", StringComparison.Ordinal)))}");
            }

            var round = 0;
            var m = Measure.Medians(
                Rounds,
                () => Run(farm, folder, $"Test-GoEnvironment {string.Join(' ', targets)} -o jsonl >/dev/null", 0, 1, 2),
                () => Run(farm, folder, $"Set-GoShellProfile {string.Join(' ', targets)} -Shell bash -PathFolder /opt/go{++round}/bin -y >/dev/null", 0),
                () =>
                {
                    foreach (var name in names)
                    {
                        farm.Account(name).Write(".bashrc", Fault);
                    }

                    Run(farm, folder, $"Repair-GoEnvironment {findings} -y >/dev/null", 0);
                });
            Console.WriteLine($"Set-GoShellProfile on {Targets} targets / their audit, wall: {m[1].Wall / m[0].Wall:0.00}");
            Console.WriteLine($"Repair-GoEnvironment of one start-up file each, verified over a new connection / their audit, wall: {m[2].Wall / m[0].Wall:0.00}");
            Console.WriteLine($"  medians: audit {m[0].Wall:0.00} s, Set-GoShellProfile {m[1].Wall:0.00} s, Repair-GoEnvironment {m[2].Wall:0.00} s");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void RoundTrips(SshFarm farm, string folder, string target)
    {
        var plan = Path.Combine(folder, "ten.jsonl");
        File.WriteAllLines(plan, Enumerable.Range(0, 10).Select(i =>
            $$$"""{"kind":"finding","schemaVersion":1,"ruleId":"GE3001","title":"t","category":"Module","target":"{{{target}}}","status":"Fail","severity":"Error","message":"m","subject":"{{{i}}}","helpPage":"p","remedy":{"kind":"file","path":"~/ten/f{{{i}}}","content":"{{{i}}}\n"}}"""));
        var before = Accepted(farm);
        Run(farm, folder, $"Repair-GoEnvironment {plan} -y", 0);
        Console.WriteLine($"connections for a plan of 10 file changes, verified by a rule: {Accepted(farm) - before}");
        before = Accepted(farm);
        Run(farm, folder, $"Test-GoEnvironment -Rule GE2002,GE2005 {target} -o jsonl > {folder}/two; true", 0);
        Run(farm, folder, $"Repair-GoEnvironment {folder}/two -y", 0);
        Console.WriteLine($"connections for an audit and a plan with start-up files, verified over a new one: {Accepted(farm) - before}");
    }

    private static int Accepted(SshFarm farm) => farm.LogOf("farm").Split("Accepted publickey").Length - 1;

    // The state of the changes goes to the bench's own folder.
    private static string[] Words(SshFarm farm, string folder, string command) =>
        ["XDG_STATE_HOME=" + folder, "sh", "-c", $"{Repository.Console} {command.Replace(" -o ", " -ThrottleLimit " + Throttle + " -o ", StringComparison.Ordinal).Replace(" -y", $" -ThrottleLimit {Throttle} -y", StringComparison.Ordinal).Replace(" -ThrottleLimit", $" -SshConfigFile {farm.ConfigFile} -ThrottleLimit", StringComparison.Ordinal)}"];

    private static void Run(SshFarm farm, string folder, string command, params int[] exitCodes) =>
        Measure.Run("env", Words(farm, folder, command), exitCodes);

    private static string Shell(SshFarm farm, string folder, string command) => Tool.Try("env", Words(farm, folder, command)).Output;
}
