using System.Text.Json;
using GoEnv.Drift;
using GoEnv.Modules;
using GoEnv.Shell;
using static GoEnv.Tests.Drift.DriftSamples;

namespace GoEnv.Tests.Drift;

public sealed class DriftTests
{
    [Fact]
    public void Nothing_differs_from_itself() => Assert.Equal([], Says(Facts(), Facts()));

    [Fact]
    public void Times_and_free_space_are_no_drift()
    {
        var later = Facts() with { CollectedAt = Day.AddDays(30) };
        later = later with
        {
            Host = later.Host! with { Clock = Day.AddDays(30) },
            Toolchain = later.Toolchain! with { Places = [later.Toolchain.Places[0] with { AvailableKiB = 7 }] },
        };
        Assert.Equal([], Says(Facts(), later));
    }

    [Fact]
    public void A_list_in_another_order_is_the_same_list()
    {
        var facts = Facts();
        var other = facts with { Toolchain = facts.Toolchain! with { Toolchains = facts.Toolchain.Toolchains.Reverse().ToList() } };
        Assert.Equal([], Says(facts, other));
    }

    [Fact]
    public void A_setting_that_changed_is_said_once_with_its_place()
    {
        var other = With(Facts(), new ModuleSetting("GOPROXY", "direct", SettingOrigin.UserFile) { File = "/home/me/.config/go/env", Line = 3 });
        other = other with { Toolchain = other.Toolchain! with { GoEnv = Env(("GOROOT", "/usr/local/go"), ("GOPROXY", "direct"), ("GOFLAGS", "")) } };
        var finding = Assert.Single(Compare(Facts(), other), f => f.Status == FindingStatus.Fail);
        Assert.Equal("GOPROXY changed from https://proxy.golang.org,direct to direct.", finding.Message);
        Assert.Equal(("GE3800", Category.Module, "/home/me/.config/go/env:3"), (finding.RuleId, finding.Category, finding.Location));
        Assert.Equal(("https://proxy.golang.org,direct", "direct"), (finding.Expected, finding.Actual));
    }

    [Fact]
    public void A_toolchain_that_is_gone_and_one_that_came()
    {
        var facts = Facts();
        var other = facts with { Toolchain = facts.Toolchain! with { Toolchains = [Go("/usr/local/go", "1.27.3"), Go("/opt/go", "1.26.11")] } };
        Assert.Equal(["Go 1.26.10 at /home/me/sdk/go1.26.10 is gone.", "Go 1.26.11 at /opt/go is new."], Says(facts, other));
    }

    [Fact]
    public void An_upgrade_in_place_is_one_change()
    {
        var facts = Facts();
        var newer = Go("/usr/local/go", "1.27.4");
        var other = facts with { Toolchain = facts.Toolchain! with { Winner = newer, Toolchains = [newer, facts.Toolchain.Toolchains[1]] } };
        Assert.Equal(["The Go version at /usr/local/go/bin/go changed from 1.27.3 to 1.27.4."], Says(facts, other));
    }

    [Fact]
    public void Another_go_that_wins_is_said_once()
    {
        var facts = Facts();
        var other = facts with
        {
            Toolchain = facts.Toolchain! with { Winner = facts.Toolchain.Toolchains[1], GoEnv = Env(("GOROOT", "/home/me/sdk/go1.26.10"), ("GOFLAGS", "")) },
        };
        Assert.Equal(["The go that a command starts changed from /usr/local/go/bin/go to /home/me/sdk/go1.26.10/bin/go."], Says(facts, other));
    }

    [Fact]
    public void A_line_of_a_profile_is_known_by_its_text_and_not_by_its_number()
    {
        var facts = Facts();
        var other = facts with
        {
            Shell = facts.Shell! with { Profiles = new[] { new ProfileFile("/home/me/.profile", [new(1, "umask 22"), new(9, "export A=1")]) } },
        };
        var finding = Assert.Single(Compare(facts, other), f => f.Status == FindingStatus.Fail);
        Assert.Equal("The line 'umask 22' of /home/me/.profile is new.", finding.Message);
        Assert.Equal("/home/me/.profile:1", finding.Location);
    }

    [Fact]
    public void What_many_starts_see_is_said_once()
    {
        var facts = Facts();
        var other = facts with { Shell = facts.Shell! with { Starts = facts.Shell.Starts.Select(start => start with { Path = start.Path.Value + ":/x" }).ToList() } };
        Assert.Equal(["PATH in ssh, bash -lc has /x besides."], Says(facts, other));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_fact_that_is_unknown_on_one_side_is_unknown(bool before)
    {
        var facts = Facts();
        var blind = facts with { Toolchain = facts.Toolchain! with { GoEnv = Fact<IReadOnlyDictionary<string, string>>.Unknown("go env hung") } };
        var finding = Assert.Single(before ? Compare(blind, facts) : Compare(facts, blind), f => f.Status == FindingStatus.Unknown);
        Assert.Equal(
            $"The answer of go env could not be compared: {(before ? "in the baseline of 2026-11-20" : "here")} it is unknown (go env hung).", finding.Message);
        Assert.DoesNotContain(Compare(facts, blind), f => f.Category == Category.Toolchain && f.Status == FindingStatus.Pass);
    }

    [Fact]
    public void An_area_that_was_not_read_is_unknown_and_not_gone()
    {
        var blind = Facts() with { Module = null, Unknown = new Dictionary<string, string> { ["module"] = "the probe 'module' was ended" } };
        var finding = Assert.Single(Compare(Facts(), blind), f => f.Status != FindingStatus.Pass);
        Assert.Equal(FindingStatus.Unknown, finding.Status);
        Assert.Contains("the probe 'module' was ended", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_member_that_an_older_version_did_not_collect_is_unknown()
    {
        var old = Side(Facts()) with { Facts = JsonDocument.Parse(JsonSerializer.Serialize(Side(Facts()).Facts).Replace("\"kernelRelease\"", "\"other\"", StringComparison.Ordinal)).RootElement };
        var findings = Comparison.Compare(old, Side(Facts()), new DriftFindings(Web, "the baseline", false), [DriftPart.Facts]);
        Assert.Equal(
            "The kernel's release could not be compared: in the baseline it is unknown (it was not collected).",
            Assert.Single(findings, f => f.Subject == "host.kernelRelease").Message);
    }

    [Fact]
    public void Between_targets_home_and_account_are_each_host_s_own()
    {
        var here = Facts("ann", "/home/ann");
        var there = Facts("bob", "/srv/bob");
        Assert.Equal([], Says(here, there, betweenTargets: true));
        Assert.NotEqual([], Says(here, there));
        Assert.Equal("~/go:/home/annex:x/home/ann:~", new HostNames("/home/ann", "ann").Replace("/home/ann/go:/home/annex:x/home/ann:/home/ann"));
    }
}
