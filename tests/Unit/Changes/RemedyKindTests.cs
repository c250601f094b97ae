using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using GoEnv.Changes;
using GoEnv.Connection;
using GoEnv.Console;
using GoEnv.Modules;
using GoEnv.Modules.Files;
using GoEnv.Reports;
using GoEnv.Shell;
using GoEnv.Toolchain.Install;

namespace GoEnv.Tests.Changes;

public sealed class RemedyKindTests
{
    // A remedy of each kind, and a rule or a command that brings it.
    private static readonly (Remedy Remedy, string By)[] Kinds =
    [
        (new GoEnvRemedy([GoEnvEdit.Set("GOPROXY", "https://a|b"), GoEnvEdit.Replace("GOPRIVATE", "a", null)]) { File = "/e" }, "GE3006"),
        (new ModuleCacheRemedy("/c", "example.com/a", "v1.0.0") { At = "/m", Folder = true, Archive = true, GoMod = true }, "GE3122"),
        (new ModeRemedy("/k") { Clear = 0x3f, Add = 1, Owner = 0 }, "GE0102"),
        (new TreeModeRemedy("/usr/local/go", 2), "GE1009"),
        (new ProfileBlockRemedy
        {
            Folders = [new PathFolder("/g", Append: true)],
            Candidates = ["~/.local/go/bin"],
            Variables = new Dictionary<string, string> { ["A"] = "b" },
            Shells = ["bash"],
            Scope = ProfileScope.Machine,
            Instead = [new ProfileLineChange("/p", 3, "x ... y", ProfileLineAction.DropEntry, "/g")],
            Replaces = true,
        }, "GE2002"),
        (new ProfileLineRemedy([new ProfileLineChange("/p", 1, "LANG=C", ProfileLineAction.Replace, "C") { Value = "C.UTF-8" }]), "GE2008"),
        (new ToolchainInstallRemedy("1.27") { Via = ArchiveRoute.Controller }, "GE1003"),
        (new ToolchainSwitchRemedy("1.26.1"), "Switch-GoToolchain"),
        (new ToolchainRemoveRemedy("1.26.1") { Path = "/t", IsForced = true }, "Uninstall-GoToolchain"),
        (new SshStanzaRemedy("web01", [new("User", "me"), new("Port", "22")]) { File = "/c" }, "Set-GoSshAccess"),
        (new AuthorizedKeyRemedy(new PublicKey("ssh-ed25519", "AAAAC3NzaC1lZDI1NTE5", "me")), "Set-GoSshAccess"),
    ];

    [Fact]
    public void Each_kind_comes_back_from_JSON()
    {
        foreach (var (remedy, _) in Kinds)
        {
            var json = JsonSerializer.Serialize(remedy, GoEnvJson.Options);
            var back = JsonSerializer.Deserialize<Remedy>(json, GoEnvJson.Options)!;
            Assert.Equal(remedy.GetType(), back.GetType());
            Assert.Equal(json, JsonSerializer.Serialize(back, GoEnvJson.Options));
            Assert.Equal(remedy.Describe(), back.Describe());
        }
    }

    [Fact]
    public void Each_kind_of_this_table_is_one_that_a_rule_or_a_command_brings()
    {
        var declared = typeof(Remedy).GetCustomAttributes<JsonDerivedTypeAttribute>().Select(kind => kind.DerivedType).ToList();
        Assert.All(Kinds, kind => Assert.Contains(kind.Remedy.GetType(), declared));
        Assert.All(Kinds, kind => Assert.True(Catalog.Rules.Any(rule => rule.Id == kind.By) || Command.All.Any(command => command.Name == kind.By), kind.By));
        Assert.Subset(
            declared.ToHashSet(),
            typeof(Remedy).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Remedy)) && !type.IsAbstract).ToHashSet());
    }
}
