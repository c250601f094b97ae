using System.Text.Json;
using GoEnv.Tests.Binaries;
using GoEnv.Tests.Ssh;

namespace GoEnv.Tests.Modules.Files;

/// <summary>A module with ten faults, and where each is.</summary>
internal static class SeededFaults
{
    public static IReadOnlyList<(string Name, string Text)> Files { get; } =
    [
        ("go.mod", """
            module example.com/app

            go 1.27.0

            toolchain go1.22.1

            godebug panicnill=1

            require (
            	example.com/dep v1.0.0
            	example.com/lib v1.0
            	example.com/dep v1.1.0
            	example.com/gone v1.0.0
            	example.com/out v1.0.0
            	example.com/unhashed v1.0.0 // indirect
            )

            exclude example.com/out v1.0.0

            replace example.com/gone => ../gone

            requires example.com/x v1.0.0

            """),
        ("go.sum", """
            <<<<<<< ours
            example.com/dep v1.0.9 h1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=
            example.com/dep v1.0.0/go.mod h1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=
            example.com/dep v1.0.0/go.mod h1:BAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=
            example.com/lib v1.0.0 h1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=
            example.com/lib v1.0.0/go.mod h1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=

            """),
    ];

    public static IReadOnlyList<(string Rule, string Place)> Expected { get; } =
    [
        ("GE3101", "go.mod:11"), // half a version
        ("GE3101", "go.mod:22"), // an unknown directive
        ("GE3101", "go.sum:1"), // a merge conflict
        ("GE3105", "go.mod:5"), // an older toolchain line
        ("GE3107", "go.mod:20"), // a replacement that is not there
        ("GE3109", "go.mod:15"), // no hash
        ("GE3110", "go.sum:4"), // two hashes
        ("GE3115", "go.mod:12"), // two versions
        ("GE3116", "go.mod:7"), // an unknown setting
        ("GE3117", "go.mod:14"), // an excluded version
    ];
}

/// <summary>The console over that module, on this machine and through ssh.</summary>
public sealed class SeededFaultsTests(SshFarm farm) : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("goenv-faults").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void They_are_named_on_this_machine()
    {
        var module = Directory.CreateDirectory(Path.Combine(folder, "app")).FullName;
        foreach (var (name, text) in SeededFaults.Files)
        {
            File.WriteAllText(Path.Combine(module, name), text);
        }

        var path = Path.Combine(GoToolchain.Root(GoToolchain.Newest), "bin") + ":/usr/bin:/bin";
        Assert.Equal(SeededFaults.Expected, Found(module, [$"PATH={path}"], ["-Target", "local"]));
    }

    [Theory]
    [InlineData("bash")]
    [InlineData("fish")]
    [InlineData("ash")]
    public async Task They_are_named_through_ssh(string name)
    {
        await farm.NeedAsync();
        Assert.SkipUnless(farm.HasAccount(name), $"{name} is not installed.");
        var account = farm.Account(name);
        foreach (var (file, text) in SeededFaults.Files)
        {
            account.Write("faults/app/" + file, text);
        }

        // There may be no Go on the host: GE3104 says so, and is none of the ten.
        var found = Found(Path.Combine(account.Home, "faults/app"), [], ["-Target", $"ssh:{name}@farm", "-SshConfigFile", farm.ConfigFile]);
        Assert.Equal(SeededFaults.Expected, found.Where(one => one.Rule != "GE3104"));
    }

    private List<(string Rule, string Place)> Found(string module, string[] variables, string[] options)
    {
        var console = Path.Combine(Repository.Root, "out/goenvctl/goenvctl");
        Assert.SkipUnless(File.Exists(console), "The console is not built.");
        var (exitCode, output, error) = Tool.Try("env", ["-u", "GOFLAGS", "HOME=" + folder, .. variables, console, "Test-GoModule", "-Path", module, .. options, "-o", "jsonl"]);
        Assert.True(exitCode is 1 or 2, error);
        var found = new List<(string Rule, string Place)>();
        foreach (var line in output.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            using var document = JsonDocument.Parse(line);
            var finding = document.RootElement;
            var status = finding.GetProperty("status").GetString();
            Assert.True(status == "Fail" || finding.GetProperty("ruleId").GetString() == "GE3104", line);
            found.Add((
                finding.GetProperty("ruleId").GetString()!,
                finding.TryGetProperty("location", out var location) ? Path.GetRelativePath(module, location.GetString()!) : string.Empty));
        }

        return found.OrderBy(one => one.Rule, StringComparer.Ordinal).ThenBy(one => one.Place, StringComparer.Ordinal).ToList();
    }
}
