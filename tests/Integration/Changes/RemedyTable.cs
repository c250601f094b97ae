using System.Text.Json.Nodes;
using GoEnv.Tests.Ssh;
using GoEnv.Tests.Toolchain;

namespace GoEnv.Tests.Changes;

/// <summary>All of <see cref="RemedyRows"/> at once, through the console: audit, repair, audit, repair again, undo.</summary>
public sealed class RemedyTable : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("goenv-remedies").FullName;
    private readonly SemaphoreSlim gate = new(1);
    private bool isBegun;
    private string? error;

    /// <summary>The findings of the audit before.</summary>
    internal IReadOnlyList<JsonObject> Before { get; private set; } = [];

    /// <summary>What the repair said of each target, and on standard error.</summary>
    internal IReadOnlyList<JsonObject> Repaired { get; private set; } = [];

    /// <summary>The findings of the audit after.</summary>
    internal IReadOnlyList<JsonObject> After { get; private set; } = [];

    /// <summary>What a second repair did.</summary>
    internal IReadOnlyList<JsonObject> Again { get; private set; } = [];

    /// <summary>What stood in the folders before, and after the undo.</summary>
    internal (SortedDictionary<string, string> Before, SortedDictionary<string, string> After) Trees { get; private set; }

    /// <summary>What stood in the folders after the repair, and after the second one.</summary>
    internal (SortedDictionary<string, string> First, SortedDictionary<string, string> Second) Mended { get; private set; }

    /// <summary>The name of each account on the command line.</summary>
    internal IReadOnlyDictionary<string, string> Targets { get; private set; } = new Dictionary<string, string>();

    /// <summary>What the programs wrote on standard error.</summary>
    internal string Errors { get; private set; } = string.Empty;

    /// <summary>Does all of it, once.</summary>
    public async Task RunAsync(SshFarm farm)
    {
        var console = Path.Combine(Repository.Root, "out/goenvctl/goenvctl");
        Assert.SkipUnless(File.Exists(console), "goenvctl is not built for this platform");
        Assert.SkipWhen(((string[])["zsh", "fish", "sudo"]).FirstOrDefault(program => Tool.Find(program) is null) is { } missing, "There is no " + "zsh, fish or sudo here.");
        await farm.NeedAsync();
        await gate.WaitAsync();
        try
        {
            if (!isBegun)
            {
                isBegun = true;
                error = "It did not come to its end.";
                await WholeAsync(farm, console);
                error = Before.Count == 0 ? "No account was audited: " + Errors : null;
            }
        }
        finally
        {
            gate.Release();
        }

        Assert.Null(error);
    }

    public void Dispose()
    {
        gate.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private async Task WholeAsync(SshFarm farm, string console)
    {
        await using var mirror = new LoopbackMirror();
        var releases = new Toolchain.Releases();
        releases.AddReal("1.27");
        releases.Serve(mirror);
        var hosts = new RemedyHosts(farm);
        hosts.Fill();
        Targets = hosts.Targets;
        try
        {
            File.WriteAllText(At("policy.yaml"), "version: 1\ngo:\n  minimum: \"1.27\"\n  releaseDataDays: 3650\n");
            File.WriteAllLines(At("inventory.yaml"), ["version: 1", "hosts:", .. Targets.Select(target =>
                $"  {target.Key}: {{host: {target.Value.Split('@')[1]}, user: {target.Value.Split('@')[0]}{(target.Key == "root" ? ", become: true" : string.Empty)}}}")]);
            var before = Snapshot(hosts.Folders);
            Before = Run(farm, $"{console} Get-GoTarget -Inventory {At("inventory.yaml")} -o jsonl | {console} Test-GoEnvironment -IncludePassed -Policy {At("policy.yaml")} CONFIG -o jsonl");
            File.WriteAllLines(At("before.jsonl"), Before.Where(IsRow).Select(finding => finding.ToJsonString()));
            Repaired = Run(farm, $"{console} Repair-GoEnvironment {At("before.jsonl")} -Policy {At("policy.yaml")} -Mirror {mirror.Address("good")} -PassThru -y CONFIG -o jsonl");
            After = Run(farm, $"{console} Get-GoTarget -Inventory {At("inventory.yaml")} -o jsonl | {console} Test-GoEnvironment -IncludePassed -Policy {At("policy.yaml")} CONFIG -o jsonl");
            var mended = Snapshot(hosts.Folders);
            Again = Run(farm, $"{console} Repair-GoEnvironment {At("before.jsonl")} -Policy {At("policy.yaml")} -Mirror {mirror.Address("good")} -PassThru -y CONFIG -o jsonl");
            var again = Snapshot(hosts.Folders);
            Run(farm, $"{console} Get-GoChange -o jsonl | {console} Undo-GoChange -PassThru -y CONFIG -o jsonl");
            Trees = (before, Snapshot(hosts.Folders));
            Mended = (mended, again);
        }
        finally
        {
            hosts.Clear();
        }
    }

    private static bool IsRow(JsonObject finding) => RemedyRows.All.Any(row => Is(finding, row));

    /// <summary>True for a finding of the row's target, rule and subject.</summary>
    internal static bool Is(JsonObject finding, RemedyRow row) =>
        Word(finding, "ruleId") == row.Rule && TargetOf(finding) == row.Account && Word(finding, "subject").EndsWith(row.Subject, StringComparison.Ordinal);

    /// <summary>The account that an object is about.</summary>
    internal static string TargetOf(JsonObject read) => read["target"] is JsonObject whole ? Word(whole, "name") : Word(read, "target");

    internal static string Word(JsonObject read, string name) => read[name]?.ToString() ?? string.Empty;

    private string At(string name) => Path.Combine(folder, name);

    private List<JsonObject> Run(SshFarm farm, string command)
    {
        var (_, output, said) = Tool.Try("env", "XDG_STATE_HOME=" + folder, "XDG_CACHE_HOME=" + folder, "NO_COLOR=1", "sh", "-c", command.Replace("CONFIG", "-SshConfigFile " + farm.ConfigFile, StringComparison.Ordinal));
        Errors += said;
        return output.Split('\n').Where(line => line.StartsWith('{')).Select(line => JsonNode.Parse(line)!.AsObject())
            .Where(o => Word(o, "kind") is not ("report" or "reportEnd" or "end")).ToList();
    }

    private static SortedDictionary<string, string> Snapshot(IEnumerable<string> folders)
    {
        var lines = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in folders.SelectMany(one => Tool.Run("find", one, "-path", "*/.cache*", "-prune", "-o", "-printf", "%p\\t%y %m %U:%G %l\\n").Split('\n', StringSplitOptions.RemoveEmptyEntries)))
        {
            var parts = line.Split('\t');
            var isSmall = parts[1][0] == 'f' && new FileInfo(parts[0]).Length < 100_000;
            lines[parts[0]] = parts[1] + (isSmall ? Convert.ToHexString(File.ReadAllBytes(parts[0])) : string.Empty);
        }

        return lines;
    }
}
