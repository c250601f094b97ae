using GoEnv.Policies;
using GoEnv.Toolchain;
using GoEnv.Toolchain.Install;
using static GoEnv.Tests.Toolchain.Given;

namespace GoEnv.Tests.Toolchain;

public sealed class ToolchainInstallRemedyTests
{
    private static ToolchainFacts AsRoot(params GoToolchain[] toolchains) => Facts(toolchains) with { UserId = 0 };

    [Fact]
    public void Nothing_installed() => Assert.Equal("latest", Version(new InstalledRule(), AsRoot()));

    [Fact]
    public void Unsupported() => Assert.Equal("latest", Version(new SupportedReleaseRule(), AsRoot(Go("1.25.14"))));

    [Fact]
    public void Behind() => Assert.Equal("1.26", Version(new NewestPatchRule(), AsRoot(Go("1.26.0"))));

    [Theory]
    [InlineData("1.26.0", "minimum: 1.26.5", "1.26")]
    [InlineData("1.26.0", "minimum: 1.27.0", "latest")]
    [InlineData("1.26.0", "required: ['1.27']", "1.27")]
    [InlineData("1.25.14", "required: ['1.26', '1.27']", "1.26")]
    [InlineData("1.26.0", "required: ['1.20']", null)]
    [InlineData("1.26.0", "minimum: 1.28", null)]
    public void The_policy(string version, string go, string? wanted) =>
        Assert.Equal(wanted, Version(new PolicyVersionRule(), AsRoot(Go(version)), Policy.Parse($"version: 1\ngo: {{ {go} }}\n", "policy.yaml")));

    [Theory]
    [InlineData(0, "/usr/local/bin:/usr/bin", "/usr", true)]
    [InlineData(0, "/usr/bin:/usr/local/bin", "/usr", false)]
    [InlineData(0, "/usr/local/go/bin:/usr/bin", "/usr/local/go", true)]
    [InlineData(0, "/opt/go/bin:/usr/local/bin", "/opt/go", false)]
    [InlineData(1000, "/usr/local/go/bin:/home/a/.local/bin", "/usr/local/go", false)]
    [InlineData(1000, "/home/a/.local/bin:/usr/local/go/bin", "/usr/local/go", true)]
    [InlineData(1000, "/usr/bin", "/home/a/.local/go", true)]
    public void A_go_that_comes_before_it_is_for_a_person(long user, string path, string root, bool isMended)
    {
        var go = Go("1.26.0", root) with { OnPath = path.Split(':').Contains(root + "/bin") ? 1 : null };
        var facts = Facts(go) with { UserId = user, SearchPath = path, LoginPath = string.Empty };
        Assert.Equal(isMended ? "1.26" : null, Version(new NewestPatchRule(), facts));
    }

    [Fact]
    public void It_says_what_it_does() => Assert.Equal(
        "Install the newest Go 1.27 beside the toolchains that are there, and make it the one in use.", new ToolchainInstallRemedy("1.27").Describe());

    private static string? Version(Rule rule, ToolchainFacts facts, Policy? policy = null) =>
        ((ToolchainInstallRemedy?)Assert.Single(Judge(rule, facts, policy)).Remedy)?.Version;
}
