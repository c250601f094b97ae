using GoEnv.Reports;
using GoEnv.Tests.Gates;
using GoEnv.Tests.Ssh;
using GoEnv.Tests.Toolchain;

namespace GoEnv.Tests.Drift;

/// <summary>goenvctl between two accounts on two ssh hosts, and over time on one of them.</summary>
public sealed class HostDriftProgramTests(SshFarm farm) : IDisposable
{
    private const string Golden = "ssh:three-golden@north";
    private const string Host = "ssh:three-host@south";

    private readonly string folder = Directory.CreateTempSubdirectory("goenv-test-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact(Timeout = 300_000)]
    public async Task Three_changes_at_once_are_three_differences_each_time()
    {
        await farm.NeedAsync();
        var host = Prepare();
        for (var round = 0; round < 3; round++)
        {
            await IsAsync(Golden);
        }

        Assert.Equal(0, (await RunAsync("Save-GoBaseline", Host, "-Path", "baseline.json")).ExitCode);
        var saved = await File.ReadAllTextAsync(Path.Combine(folder, "baseline.json"), TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(folder, "old.json"), Aged(saved), TestContext.Current.CancellationToken);
        await IsAsync("old.json");

        var go24 = ToolchainHost.OpenGo("1.24");
        File.CreateSymbolicLink(Path.Combine(host.Home, "sdk/go1.24"), go24);
        host.Write(".config/go/env", "GOFLAGS=-v\n");
        host.Own();
        File.SetUnixFileMode(Path.Combine(host.Home, ".ssh"), SshFarm.AllMayRun);
        for (var round = 0; round < 3; round++)
        {
            await IsAsync(Golden, $"GOFLAGS is -v here and not set on {Golden}.", $"Go 1.24.4 at {go24} is here and not on {Golden}.",
                $"Mode and owner of ~/.ssh is 755 (account), and 700 (account) on {Golden}.");
        }

        await IsAsync("old.json", "GOFLAGS is new: -v.", $"Go 1.24.4 at {go24} is new.", "Mode and owner of ~/.ssh changed from 700 three-host to 755 three-host.");
    }

    // The differences, and an exit code that says whether there are any.
    private async Task IsAsync(string reference, params string[] says)
    {
        var run = await RunAsync("Compare-GoEnvironment", Host, "-Part", "Facts", "-o", "jsonl", "-Reference", reference);
        var messages = run.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => ((Finding)GoEnvJson.Read(line)).Message);
        Assert.Equal(says.Order(StringComparer.Ordinal), messages.Order(StringComparer.Ordinal));
        Assert.Equal(says.Length == 0 ? 0 : 1, run.ExitCode);
    }

    private Task<(int ExitCode, string Out, string Error)> RunAsync(params string[] words) =>
        Goenvctl.RunAsync(folder, Goenvctl.Program, [.. words, "-SshConfigFile", farm.ConfigFile]);

    // As if it had been saved three months before.
    private static string Aged(string baseline) =>
        baseline.Replace(Day(DateTime.UtcNow), Day(DateTime.UtcNow.AddDays(-92)), StringComparison.Ordinal);

    private static string Day(DateTime time) => time.ToString("yyyy-MM-dd'T'", System.Globalization.CultureInfo.InvariantCulture);

    private FarmAccount Prepare()
    {
        foreach (var name in (string[])["three-golden", "three-host"])
        {
            var account = farm.AddAccount(name, "/bin/bash");
            account.Write(".bashrc", $"PATH={ToolchainHost.OpenGo("1.27")}/bin:/usr/bin:/bin\n");
            account.Write(".profile", string.Empty);
            Directory.CreateDirectory(Path.Combine(account.Home, "sdk"));
            Directory.CreateDirectory(Path.Combine(account.Home, ".config/go"));
            account.Own();
        }

        return farm.Account("three-host");
    }
}
