using GoEnv.Connection;
using GoEnv.Toolchain;

namespace GoEnv.Tests.Connection;

public sealed class HostRuleTests
{
    private static readonly HostFacts Healthy = new()
    {
        Kernel = "Linux",
        Machine = "x86_64",
        User = "me",
        UserId = 1000,
        Home = "/home/me",
        HomeOwner = Owner("755"),
        SshFolder = Owner("700"),
        AuthorizedKeysFile = Owner("600"),
        AuthorizedKeys = Keys(new AuthorizedKey("ED25519", 256), new AuthorizedKey("RSA", 3072)),
        PrivateKeys = Files(new PrivateKeyFile("/home/me/.ssh/id_ed25519", Owner("600"), null)),
        Clock = Judged.Now,
    };

    public static TheoryData<string> RuleIds => [.. Catalog.Rules.OfType<Rule<HostFacts>>().Select(rule => rule.Id)];

    [Theory]
    [MemberData(nameof(RuleIds))]
    public void A_healthy_host_passes(string id) => Judged.Passes(Rule(id), Healthy);

    [Theory]
    [MemberData(nameof(RuleIds))]
    public void Nothing_known_is_unknown_and_never_a_pass(string id) =>
        Assert.All(Judged.By(Rule(id), new HostFacts()), problem => Assert.Equal(FindingStatus.Unknown, problem.Status));

    [Theory]
    [MemberData(nameof(RuleIds))]
    public void Nothing_known_yields_a_problem(string id) => Assert.NotEmpty(Judged.By(Rule(id), new HostFacts()));

    [Fact]
    public void An_account_without_ssh_files_passes()
    {
        var facts = Healthy with
        {
            SshFolder = Fact<PathOwner>.Absent,
            AuthorizedKeysFile = Fact<PathOwner>.Absent,
            AuthorizedKeys = Fact<IReadOnlyList<AuthorizedKey>>.Absent,
            PrivateKeys = Fact<IReadOnlyList<PrivateKeyFile>>.Absent,
        };
        Assert.All(Catalog.Rules.OfType<Rule<HostFacts>>(), rule => Judged.Passes(rule, facts));
    }

    [Theory]
    [InlineData("Darwin", "arm64", "Darwin")]
    [InlineData("Linux", "alpha", "alpha")]
    public void A_platform_that_is_not_known_fails(string kernel, string machine, string says) =>
        Judged.Fails(new PlatformRule(), Healthy with { Kernel = kernel, Machine = machine }, says);

    [Theory]
    [InlineData("770", "/home/me (mode 770)")]
    [InlineData("777", "/home/me (mode 777)")]
    [InlineData("757", "/home/me (mode 757)")]
    public void A_home_folder_that_others_may_write_fails(string mode, string says) =>
        Judged.Fails(new SshFolderRule(), Healthy with { HomeOwner = Owner(mode) }, says);

    [Theory]
    [InlineData("720", "write /home/me/.ssh", Severity.Error)]
    [InlineData("702", "write /home/me/.ssh", Severity.Error)]
    [InlineData("755", "look into /home/me/.ssh", Severity.Warning)]
    [InlineData("710", "look into /home/me/.ssh", Severity.Warning)]
    public void An_ssh_folder_open_to_others_fails_once(string mode, string says, Severity severity) =>
        Judged.Fails(new SshFolderRule(), Healthy with { SshFolder = Owner(mode) }, says, severity);

    [Theory]
    [InlineData(1001, true)]
    [InlineData(0, false)]
    public void An_ssh_folder_may_belong_to_the_account_or_root(long owner, bool fails)
    {
        var facts = Healthy with { SshFolder = Owner("700", owner) };
        if (fails)
        {
            Judged.Fails(new SshFolderRule(), facts, "belongs to");
        }
        else
        {
            Judged.Passes(new SshFolderRule(), facts);
        }
    }

    [Fact]
    public void A_folder_of_an_unknown_account_is_unknown()
    {
        var problems = Judged.By(new SshFolderRule(), Healthy with { UserId = Fact<long>.Unknown("id is missing") });
        Assert.All(problems, problem => Assert.Equal(FindingStatus.Unknown, problem.Status));
        Assert.Contains(problems, problem => problem.Message.Contains("the account's number is not known", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("640")]
    [InlineData("604")]
    [InlineData("610")]
    public void A_private_key_open_to_others_fails(string mode) => Judged.Fails(
        new PrivateKeyModeRule(),
        Healthy with { PrivateKeys = Files(new PrivateKeyFile("/home/me/.ssh/k", Owner(mode), null)) },
        "/home/me/.ssh/k");

    [Theory]
    [InlineData("600", false)]
    [InlineData("640", true)]
    public void A_file_that_cannot_be_read_is_unknown_where_it_would_matter(string mode, bool unknown)
    {
        var facts = Healthy with { PrivateKeys = Files(new PrivateKeyFile("/home/me/.ssh/k", Owner(mode), "denied")) };
        if (unknown)
        {
            Judged.IsUnknown(new PrivateKeyModeRule(), facts, "denied");
        }
        else
        {
            Judged.Passes(new PrivateKeyModeRule(), facts);
        }
    }

    [Fact]
    public void A_private_key_of_unknown_mode_is_unknown() => Judged.IsUnknown(
        new PrivateKeyModeRule(),
        Healthy with { PrivateKeys = Files(new PrivateKeyFile("/k", Fact<PathOwner>.Unknown("no stat"), null)) },
        "no stat");

    [Theory]
    [InlineData("660", 1000)]
    [InlineData("602", 1000)]
    [InlineData("600", 1001)]
    public void Authorized_keys_that_others_may_change_fail(string mode, long owner) =>
        Judged.Fails(new AuthorizedKeysModeRule(), Healthy with { AuthorizedKeysFile = Owner(mode, owner) }, "authorized_keys");

    [Fact]
    public void Authorized_keys_that_others_may_read_pass() =>
        Judged.Passes(new AuthorizedKeysModeRule(), Healthy with { AuthorizedKeysFile = Owner("644") });

    [Theory]
    [InlineData("RSA", 2048, Severity.Warning)]
    [InlineData("RSA", 1024, Severity.Error)]
    [InlineData("RSA-CERT", 2048, Severity.Warning)]
    [InlineData("DSA", 1024, Severity.Error)]
    public void A_weak_key_fails(string type, int bits, Severity severity) => Judged.Fails(
        new AuthorizedKeyStrengthRule(),
        Healthy with { AuthorizedKeys = Keys(new AuthorizedKey(type, bits), new AuthorizedKey(type, bits)) },
        $"2 keys in /home/me/.ssh/authorized_keys of type {type}, {bits} bits",
        severity);

    [Theory]
    [InlineData("RSA", 3072)]
    [InlineData("ECDSA", 256)]
    [InlineData("ED25519-SK", 256)]
    [InlineData("MLDSA44-ED25519", 1)]
    public void A_strong_or_new_key_passes(string type, int bits) =>
        Judged.Passes(new AuthorizedKeyStrengthRule(), Healthy with { AuthorizedKeys = Keys(new AuthorizedKey(type, bits)) });

    [Theory]
    [InlineData(299, null)]
    [InlineData(-299, null)]
    [InlineData(301, "5 minutes ahead of")]
    [InlineData(-7300, "2 hours behind")]
    [InlineData(86400 * 400, "400 days ahead of")]
    public void A_clock_may_be_five_minutes_off(int seconds, string? says)
    {
        var facts = Healthy with { Clock = Judged.Now.AddSeconds(seconds) };
        if (says is null)
        {
            Judged.Passes(new ClockRule(), facts);
        }
        else
        {
            Judged.Fails(new ClockRule(), facts, says);
        }
    }

    private static Rule<HostFacts> Rule(string id) => (Rule<HostFacts>)Catalog.Rules.Single(rule => rule.Id == id);

    private static PathOwner Owner(string mode, long user = 1000) => new(Convert.ToInt32(mode, 8), user, user, user == 1000 ? "me" : "other");

    private static Fact<IReadOnlyList<AuthorizedKey>> Keys(params AuthorizedKey[] keys) => keys;

    private static Fact<IReadOnlyList<PrivateKeyFile>> Files(params PrivateKeyFile[] files) => files;

    [Fact]
    public void A_policy_sets_how_far_a_clock_may_be_off()
    {
        var facts = Healthy with { Clock = Judged.Now.AddSeconds(90) };
        Assert.Empty(Judged.With(new ClockRule(), "minutes", 2, facts));
        Assert.StartsWith("within 1 minute of 2026-11-20", Assert.Single(Judged.With(new ClockRule(), "minutes", 1, facts)).Expected, StringComparison.Ordinal);
    }

    [Fact]
    public void A_policy_sets_the_smallest_rsa_key()
    {
        var facts = Healthy with { AuthorizedKeys = Keys(new AuthorizedKey("RSA", 3072)) };
        Assert.Equal("ED25519, ECDSA, or RSA of at least 4096 bits", Assert.Single(Judged.With(new AuthorizedKeyStrengthRule(), "rsaBits", 4096, facts)).Expected);
        Assert.Empty(Judged.With(new AuthorizedKeyStrengthRule(), "rsaBits", 2048, Healthy with { AuthorizedKeys = Keys(new AuthorizedKey("RSA", 2048)) }));
        Assert.Single(Judged.With(new AuthorizedKeyStrengthRule(), "rsaBits", 2048, Healthy with { AuthorizedKeys = Keys(new AuthorizedKey("RSA", 1024)) }));
    }
}
