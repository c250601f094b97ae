using System.Text.Json.Nodes;
using GoEnv.Tests.Ssh;
using GoEnv.Tests.Toolchain;

namespace GoEnv.Tests.Changes;

/// <summary>An account over real sshd with ten faults: the pipeline mends them all, finds nothing to do again, and takes all of it back.</summary>
[Collection(nameof(Toolchain.SshInstallTests))]
public sealed class TenFaultTests(SshFarm farm) : IDisposable
{
    private const string Interactive = "# ~/.bashrc\ncase $- in\n    *i*) ;;\n      *) return;;\nesac\nalias ll='ls -l'\n";

    private static readonly string[] Faults =
        ["GE0102", "GE1009", "GE1013", "GE1014", "GE2002", "GE2005", "GE2009", "GE3001", "GE3006", "GE3009", "GE3010", "GE3018", "GE3027"];

    private readonly string controller = Directory.CreateTempSubdirectory("goenv-controller").FullName;

    [Fact]
    public async Task In_the_console()
    {
        var console = Path.Combine(Repository.Root, "out/goenvctl/goenvctl");
        Assert.SkipUnless(File.Exists(console), "goenvctl is not built for this platform");
        await PassesAsync("tenfaultsc", command => ["sh", "-c", Line(command, "goenvctl", "-o jsonl").Replace("goenvctl", console, StringComparison.Ordinal).Replace("-Confirm:$false", "-y", StringComparison.Ordinal)]);
    }

    [Fact]
    public async Task In_PowerShell()
    {
        Assert.SkipWhen(Tool.Find("pwsh") is null, "There is no pwsh here.");
        var module = Path.Combine(Repository.Root, "out/GoEnv");
        await PassesAsync("tenfaultsp", command => ["pwsh", "-NoProfile", "-Command",
            $"$ErrorActionPreference = 'Stop'; Import-Module '{module}'; {Line(command, string.Empty, string.Empty)} | ForEach-Object {{ $_ | ConvertTo-Json -Depth 3 -Compress -EnumsAsStrings }}"]);
    }

    public void Dispose() => Directory.Delete(controller, recursive: true);

    private async Task PassesAsync(string name, Func<string, string[]> front)
    {
        await farm.NeedAsync();
        var account = farm.AddAccount(name, "/bin/bash");
        Fill(account);
        var before = Snapshot(account);

        var found = Run(front, $"Test-GoEnvironment {name}@farm");
        Assert.All(Faults, id => Assert.True(found.Exists(f => Id(f) == id && Word(f, "status") == "Fail"), $"{id} is not among {string.Join(", ", found.Select(Id))}"));

        var results = Run(front, $"Test-GoEnvironment {name}@farm | Repair-GoEnvironment -PassThru -Confirm:$false");
        var result = Assert.Single(results);
        Assert.True(Word(result, "status") == "Changed", result.ToJsonString());
        Assert.True(result["verified"]?.GetValue<bool>() ?? result["Verified"]!.GetValue<bool>(), result.ToJsonString());

        var left = Run(front, $"Test-GoEnvironment {name}@farm");
        Assert.DoesNotContain(left, f => Faults.Contains(Id(f)));
        Assert.True(left.TrueForAll(f => f["remedy"] is null && f["Remedy"] is null), string.Join('\n', left.Select(f => f.ToJsonString())));
        var again = Run(front, $"Test-GoEnvironment {name}@farm -IncludePassed | Repair-GoEnvironment -PassThru -Confirm:$false");
        Assert.Empty(again);

        // Findings of another day, mended since, change nothing.
        if (found[0]["ruleId"] is not null)
        {
            var saved = Path.Combine(controller, "saved.jsonl");
            File.WriteAllLines(saved, found.Select(finding => finding.ToJsonString()));
            var mended = Snapshot(account);
            Assert.Equal("Unchanged", Word(Assert.Single(Run(front, $"Repair-GoEnvironment -Path {saved} -PassThru -Confirm:$false")), "status"));
            Assert.Equal(mended, Snapshot(account));
        }

        var undone = Assert.Single(Run(front, "Get-GoChange -Last 1 | Undo-GoChange -PassThru -Confirm:$false"));
        Assert.True(Word(undone, "status") == "Changed", undone.ToJsonString());
        Assert.Equal(before, Snapshot(account));
        await account.IsIdleAsync();
    }

    private static void Fill(FarmAccount account)
    {
        var host = ToolchainHost.Go("1.27");
        Tool.Run("sh", "-c", """
            mkdir -p "$2" && cd "$1" && for p in VERSION go.env bin pkg/tool api src/internal src/runtime; do
              [ ! -e "$p" ] || { mkdir -p "$2/$(dirname "$p")" && cp -RT "$p" "$2/$p"; }
            done
            chmod o+w "$2" "$2/bin" "$2/VERSION"
            """, "sh", host, Path.Combine(account.Home, "sdk/go"));
        account.Write(".bashrc", Interactive + "export GOROOT=$HOME/sdk/go\nexport PATH=$PATH:$HOME/sdk/go/bin\nexport PATH=$PATH:$HOME/sdk/go/bin\n", Readable);
        account.Write(".profile", "# ~/.profile\r\nif [ -n \"$BASH_VERSION\" ]; then . \"$HOME/.bashrc\"; fi\n".Replace("\r", string.Empty, StringComparison.Ordinal), Readable);
        account.Write(".config/go/env",
            "GOFLAGS=-mod=mod\nGOPROXY=https://proxy.golang.org,Direct\nGOSUMDB=off\nGO111MODULE=off\nGONOSUMCHECK=1\nGOPRIVATE=https://git.example.com/x\nexport GOVCS=git", Readable);
        account.Write(".netrc", "machine git.example.com login me password not-a-real-one\n", Readable);
        Tool.Run("ssh-keygen", "-q", "-t", "ed25519", "-N", string.Empty, "-C", "test", "-f", Path.Combine(account.Home, ".ssh/id_ed25519"));
        File.SetUnixFileMode(Path.Combine(account.Home, ".ssh/id_ed25519"), Readable);
        account.Own();
    }

    private const UnixFileMode Readable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    // Each command of a pipeline gets the client's configuration, but for the one that only reads the journal.
    private string Line(string command, string program, string output)
    {
        var commands = command.Split(" | ").Select(part =>
            $"{program} {part}{(part.StartsWith("Get-GoChange", StringComparison.Ordinal) ? string.Empty : " -SshConfigFile " + farm.ConfigFile)} {output}".Trim());
        return string.Join(" | ", commands);
    }

    private List<JsonObject> Run(Func<string, string[]> front, string command)
    {
        var words = front(command);
        var (_, output, error) = Tool.Try("env", ["XDG_STATE_HOME=" + controller, "NO_COLOR=1", .. words]);
        var objects = output.Split('\n').Where(line => line.StartsWith('{')).Select(line => JsonNode.Parse(line)!.AsObject())
            .Where(o => (o["kind"]?.GetValue<string>() ?? "finding") is not ("report" or "reportEnd" or "end")).ToList();
        Assert.True(objects.Count > 0 || command.Contains("-IncludePassed", StringComparison.Ordinal), $"{command}\n{output}\n{error}");
        Assert.True(!error.Contains("Exception", StringComparison.Ordinal), error);
        return objects;
    }

    private static string Id(JsonObject finding) => Word(finding, "ruleId");

    private static string Word(JsonObject read, string name) => (read[name] ?? read[char.ToUpperInvariant(name[0]) + name[1..]])?.ToString() ?? string.Empty;

    private static SortedDictionary<string, string> Snapshot(FarmAccount account)
    {
        var lines = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in Tool.Run("find", account.Home, "-path", "*/.local*", "-prune", "-o", "-path", "*/.cache*", "-prune", "-o", "-printf", "%P\\t%y %m %U:%G %l %s\\n").Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = line.Split('\t');
            var isSmall = parts[1][0] == 'f' && new FileInfo(Path.Combine(account.Home, parts[0])).Length < 100_000;
            lines[parts[0]] = parts[1] + (isSmall ? Convert.ToHexString(File.ReadAllBytes(Path.Combine(account.Home, parts[0]))) : string.Empty);
        }

        return lines;
    }
}
