using GoEnv.Connection;

namespace GoEnv.Tests.Connection;

public sealed class ClientRuleTests
{
    // The lines of "ssh -G web01" with an empty configuration that the rules read; OpenSSH 9.2.
    private const string Defaults = """
        host web01
        user me
        hostname web01
        port 22
        controlmaster false
        identitiesonly no
        stricthostkeychecking ask
        serveralivecountmax 3
        serveraliveinterval 0
        identityfile ~/.ssh/id_rsa
        identityfile ~/.ssh/id_ed25519
        globalknownhostsfile /etc/ssh/ssh_known_hosts /etc/ssh/ssh_known_hosts2
        userknownhostsfile /home/me/.ssh/known_hosts /home/me/.ssh/known_hosts2
        forwardagent no
        """;

    private static readonly ConnectionFacts Local = new() { Links = [] };

    public static TheoryData<string> RuleIds => [.. Catalog.Rules.OfType<Rule<ConnectionFacts>>()
        .Select(rule => rule.Id).Where(id => id != ReachableRule.RuleId)];

    [Theory]
    [MemberData(nameof(RuleIds))]
    public void The_rules_of_the_client_do_not_apply_to_local(string id) => Judged.Passes(Rule(id), Local);

    [Theory]
    [MemberData(nameof(RuleIds))]
    public void Options_that_are_not_known_make_the_rules_unknown(string id) => Judged.IsUnknown(
        Rule(id),
        Local with
        {
            ClientOptions = Fact<IReadOnlyDictionary<string, IReadOnlyList<string>>>.Unknown("ssh -G fails"),
            Identities = Fact<IReadOnlyList<IdentityFile>>.Unknown("ssh -G fails"),
        },
        "ssh -G fails");

    [Fact]
    public void A_client_without_configuration_passes() => Assert.All(
        Catalog.Rules.OfType<Rule<ConnectionFacts>>().Where(rule => !rule.OnRequest), rule => Judged.Passes(rule, With("")));

    [Theory]
    [InlineData("stricthostkeychecking false", "StrictHostKeyChecking is false")]
    [InlineData("stricthostkeychecking no", "StrictHostKeyChecking is no")]
    [InlineData("stricthostkeychecking off", "StrictHostKeyChecking is off")]
    [InlineData("userknownhostsfile /dev/null", "UserKnownHostsFile is /dev/null")]
    [InlineData("stricthostkeychecking accept-new\nuserknownhostsfile /dev/null", "UserKnownHostsFile is /dev/null")]
    public void A_client_that_does_not_check_host_keys_fails(string options, string says) =>
        Judged.Fails(new HostKeyCheckingRule(), With(options), says);

    [Theory]
    [InlineData("stricthostkeychecking true")]
    [InlineData("stricthostkeychecking accept-new")]
    [InlineData("stricthostkeychecking true\nuserknownhostsfile /dev/null")]
    public void A_client_that_checks_host_keys_passes(string options) => Judged.Passes(new HostKeyCheckingRule(), With(options));

    [Theory]
    [InlineData("forwardagent yes")]
    [InlineData("forwardagent /run/agent.sock")]
    public void A_forwarded_agent_fails(string options) => Judged.Fails(new AgentForwardingRule(), With(options), "ForwardAgent is");

    [Theory]
    [InlineData("RSA", 2048, "RSA key of 2048 bits", Severity.Warning)]
    [InlineData("DSA", 1024, "DSA", Severity.Error)]
    public void A_weak_identity_fails(string type, int bits, string says, Severity severity) =>
        Judged.Fails(new IdentityStrengthRule(), WithIdentity(type, bits), says, severity);

    [Theory]
    [InlineData("RSA", 4096)]
    [InlineData("ED25519", 256)]
    [InlineData("MLDSA44-ED25519", 1)]
    public void A_strong_or_new_identity_passes(string type, int bits) =>
        Judged.Passes(new IdentityStrengthRule(), WithIdentity(type, bits));

    [Fact]
    public void A_policy_sets_the_smallest_rsa_identity()
    {
        Assert.Single(Judged.With(new IdentityStrengthRule(), "rsaBits", 4096, WithIdentity("RSA", 3072)));
        Assert.Empty(Judged.With(new IdentityStrengthRule(), "rsaBits", 2048, WithIdentity("RSA", 2048)));
    }

    [Fact]
    public void An_identity_that_cannot_be_read_is_unknown() => Judged.IsUnknown(
        new IdentityStrengthRule(), WithIdentity(Fact<string>.Unknown("denied"), Fact<int>.Unknown("denied")), "denied");

    [Fact]
    public void Connections_that_are_not_kept_or_watched_are_told()
    {
        Assert.Equal(["ControlMaster", "ServerAliveInterval"], Judged.By(new ConnectionReuseRule(), With("")).Select(p => p.Subject));
        Judged.Passes(new ConnectionReuseRule(), With("controlmaster auto\nserveraliveinterval 15"));
    }

    [Fact]
    public void The_first_broken_link_is_named()
    {
        var facts = Local with
        {
            Links = [new("name", LinkStatus.Ok, "10.0.0.1"), new("port", LinkStatus.Broken, "refused"), new("shell", LinkStatus.NotReached, "")],
            Error = TargetError.ConnectionRefused,
            Message = "web01 could not be asked: its port refuses connections.",
            RecommendedAction = "Check that sshd runs there.",
        };
        var problem = Judged.Fails(new ReachableRule(), facts, "refuses connections");
        Assert.Equal(("port", "ConnectionRefused", "Check that sshd runs there."), (problem.Subject, problem.Actual, problem.Fix));
        Assert.Equal(["name: ok, 10.0.0.1", "port: broken, refused", "shell: not reached"], problem.Evidence);
    }

    private static Rule<ConnectionFacts> Rule(string id) => (Rule<ConnectionFacts>)Catalog.Rules.Single(rule => rule.Id == id);

    // As in ssh_config the first value of an option holds.
    private static ConnectionFacts With(string options) => Local with
    {
        ClientOptions = SshClientOptions.Parse(options + "\n" + Defaults),
        Identities = Array.Empty<IdentityFile>(),
    };

    private static ConnectionFacts WithIdentity(Fact<string> type, Fact<int> bits) => Local with
    {
        Identities = new IdentityFile[] { new("/home/me/.ssh/id", type, bits, Fact<UnixFileMode>.Absent) },
    };
}
