using GoEnv.Tests.Ssh;

namespace GoEnv.Tests.Toolchain;

/// <summary>What a person does in PowerShell and in the console, with real releases from a mirror on the loopback address.</summary>
[Collection(nameof(SshInstallTests))]
public sealed class InstallFrontEndTests(SshFarm farm) : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("goenv-front").FullName;
    private readonly LoopbackMirror mirror = new();
    private readonly Releases releases = new();

    private static string Console => Path.Combine(Repository.Root, "out/goenvctl/goenvctl");

    public async ValueTask DisposeAsync()
    {
        await mirror.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task The_console_installs_asks_before_it_removes_and_takes_back()
    {
        await farm.NeedAsync();
        Assert.SkipUnless(File.Exists(Console), "The console is not built.");
        releases.AddSmall("1.26.1");
        releases.AddSmall("1.27.3");
        releases.Serve(mirror);
        farm.AddAccount("consoled", "/bin/bash");
        string[] where = ["ssh:consoled@farm", "-SshConfigFile", farm.ConfigFile];
        string[] from = ["-Mirror", mirror.Address("good")];
        var shown = Run(["Install-GoToolchain", .. where, .. from, "-Version", "1.26", "-WhatIf"]);
        Assert.Contains("curl -fL", shown.Error, StringComparison.Ordinal);
        Assert.Null(Link("consoled"));
        var installed = Run(["Install-GoToolchain", .. where, .. from, "-Version", "1.26", "-PassThru", "-o", "jsonl"]);
        Assert.True(installed.ExitCode == 0, installed.Error);
        Assert.Contains("\"status\":\"Changed\"", installed.Output, StringComparison.Ordinal);
        Assert.Equal("share/goenv/go/1.26.1", Link("consoled"));
        var failed = Run(["Install-GoToolchain", .. where, "-Mirror", mirror.Address("page")]);
        Assert.Equal((2, true), (failed.ExitCode, failed.Error.Contains("IndexUnavailable", StringComparison.Ordinal)));
        Assert.Contains("All is as wanted already", Run(["Install-GoToolchain", .. where, .. from, "-Version", "1.26.1"]).Error, StringComparison.Ordinal);

        Assert.Equal(0, Run(["Install-GoToolchain", .. where, .. from]).ExitCode);
        Assert.Equal("share/goenv/go/1.27.3", Link("consoled"));
        var asked = Run(["Uninstall-GoToolchain", .. where, "-Version", "1.26.1"]);
        Assert.True(asked.ExitCode != 0 && asked.Error.Contains("wants consent, and nobody can be asked", StringComparison.Ordinal), asked.Error);
        Assert.Equal(0, Run(["Uninstall-GoToolchain", .. where, "-Version", "1.26.1", "-Confirm:$false"]).ExitCode);
        Assert.False(Directory.Exists(Path.Combine(farm.Account("consoled").Home, ".local/share/goenv/go/1.26.1")));
    }

    [Fact]
    public async Task PowerShell_repairs_what_findings_say_and_takes_it_back()
    {
        await farm.NeedAsync();
        Assert.SkipWhen(Tool.Find("pwsh") is null, "There is no pwsh here.");
        var older = releases.AddReal("1.24").Version;
        var newer = releases.AddReal("1.27").Version;
        releases.Serve(mirror);
        farm.AddAccount("repaired", "/bin/bash");
        var script = $$"""
            $ErrorActionPreference = 'Stop'
            Import-Module '{{Path.Combine(Repository.Root, "out/GoEnv")}}'
            $at = @{ Target = 'ssh:repaired@farm'; SshConfigFile = '{{farm.ConfigFile}}' }
            $ssh = @{ SshConfigFile = '{{farm.ConfigFile}}' }
            $from = @{ Mirror = '{{mirror.Address("good")}}' }
            Install-GoToolchain @at @from -Version 1.24 -WhatIf
            (Install-GoToolchain @at @from -Version 1.24 -PassThru).Status
            $old = Test-GoToolchain @at | Where-Object RuleId -eq GE1002
            $old.Status
            try { $old | Repair-GoEnvironment @ssh @from } catch { $_.FullyQualifiedErrorId }
            $done = $old | Repair-GoEnvironment @ssh @from -Confirm:$false -PassThru
            "$($done.Status) $($done.Verified)"
            (Test-GoToolchain @at -IncludePassed | Where-Object RuleId -eq GE1002).Status
            (Install-GoToolchain @at @from -PassThru).Status
            $change = Get-GoChange -Target ssh:repaired@farm -Last 1
            "$($change.State) $($change.Steps.Count)"
            ($change | Undo-GoChange @ssh -Confirm:$false -PassThru).Status
            (Get-GoChange -Id $change.Id).State
            (Switch-GoToolchain @at -Version 1.24 -PassThru).Status
            try { Uninstall-GoToolchain @at -Version {{older}} -Confirm:$false } catch { $_.FullyQualifiedErrorId }
            """;
        var shell = Tool.Try("env", [.. Own, "pwsh", "-NoProfile", "-NonInteractive", "-Command", script]);
        Assert.True(shell.ExitCode == 0, shell.Error + shell.Output);
        Assert.StartsWith("What if: ", shell.Output, StringComparison.Ordinal);
        Assert.Contains($"ln -s", shell.Output, StringComparison.Ordinal);
        Assert.Equal(
            [
                "Changed", "Fail", "ConsentNeeded,GoEnv.Cmdlets.RepairGoEnvironmentCommand", "Changed True", "Pass", "Unchanged", "Verified 2", "Changed", "Undone", "Unchanged",
                "InUse,GoEnv.Cmdlets.UninstallGoToolchainCommand",
            ],
            shell.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).SkipWhile(line => line != "Changed"));
        Assert.Equal("share/goenv/go/" + older, Link("repaired"));
        Assert.False(Directory.Exists(Path.Combine(farm.Account("repaired").Home, $".local/share/goenv/go/{newer}")));
    }

    [Fact]
    public async Task The_release_that_a_go_mod_needs_is_installed_and_builds_its_module()
    {
        await farm.NeedAsync();
        Assert.SkipUnless(File.Exists(Console), "The console is not built.");
        var older = releases.AddReal("1.24").Version;
        releases.AddReal("1.27");
        releases.Serve(mirror);
        var account = farm.AddAccount("modded", "/bin/bash");
        account.Write("app/go.mod", "module example.com/app\n\ngo 1.23.4\n\ntoolchain go1.24.0\n");
        account.Write("app/main.go", "package main\n\nimport \"runtime\"\n\nfunc main() { println(runtime.Version()) }\n");
        account.Own();
        string[] install =
        [
            "Install-GoToolchain", "ssh:modded@farm", "-SshConfigFile", farm.ConfigFile, "-Mirror", mirror.Address("good"), "-GoMod", Path.Combine(account.Home, "app/go.mod"),
        ];
        var installed = Run([.. install, "-PassThru", "-o", "jsonl"]);
        Assert.True(installed.ExitCode == 0, installed.Error);
        Assert.Contains("\"status\":\"Changed\"", installed.Output, StringComparison.Ordinal);
        Assert.Equal("share/goenv/go/" + older, Link("modded"));
        var built = Tool.Try("ssh", "-F", farm.ConfigFile, "modded@farm", "cd app && GOTOOLCHAIN=local GOCACHE=$HOME/cache ~/.local/bin/go build -o app . && ./app");
        Assert.True(built is (0, _, _) && built.Error.Contains("go" + older, StringComparison.Ordinal), built.Error);
        Assert.Contains("All is as wanted already", Run(install).Error, StringComparison.Ordinal);

        account.Write("app/go.mod", "module example.com/app\n\ngo 1.99\n");
        var none = Run(install);
        Assert.True(none.ExitCode != 0 && none.Error.Contains("1.99", StringComparison.Ordinal), none.Error);
        Assert.Equal("share/goenv/go/" + older, Link("modded"));
    }

    // The journal and the archives of this side are the test's own.
    private string[] Own => [$"XDG_STATE_HOME={folder}/state", $"XDG_CACHE_HOME={folder}/cache"];

    private (int ExitCode, string Output, string Error) Run(string[] words) => Tool.Try("env", [.. Own, Console, .. words]);

    private string? Link(string account) => new FileInfo(Path.Combine(farm.Account(account).Home, ".local/go")).LinkTarget;
}
