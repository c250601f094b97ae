using GoEnv.Changes;
using GoEnv.Connection;
using GoEnv.Policies;
using GoEnv.Releases;
using GoEnv.Tests.Changes;
using GoEnv.Tests.Ssh;

namespace GoEnv.Tests.Connection;

/// <summary>Configurations of the ssh client with faults: after the remedies the real client says that each is mended, and undo brings every byte back.</summary>
public sealed class ClientRemedyTests
{
    private static readonly Rule<ConnectionFacts>[] Rules = [new HostKeyCheckingRule(), new AgentForwardingRule(), new ConnectionReuseRule()];

    [Theory]
    [InlineData("", 2)]
    [InlineData("StrictHostKeyChecking no\n", 3)]
    [InlineData("Host *\n  StrictHostKeyChecking no\n  UserKnownHostsFile /dev/null\n  ForwardAgent yes", 4)]
    [InlineData("Host web*\r\n  UserKnownHostsFile none\r\n  ForwardAgent yes\r\n  ServerAliveInterval 5\r\n", 3)]
    [InlineData("Match all\n  StrictHostKeyChecking accept-new\n  UserKnownHostsFile /dev/null\n  ControlMaster auto\n  ServerAliveInterval 5\n", 1)]
    [InlineData("Host web01\n  StrictHostKeyChecking off\n  ForwardAgent yes\n# >>> goenv web01 >>>\nHost web01\n    User me\nHost *\n# <<< goenv web01 <<<\n", 4)]
    public async Task Every_fault_is_mended_at_once_and_undone(string config, int faults)
    {
        Assert.SkipWhen(Tool.Find("ssh") is null, "There is no ssh here.");
        using var home = new ChangeHome();
        home.Write(".ssh/config", config, 0x180);
        home.Own();
        var before = home.Snapshot(withState: false);
        var found = Judge(home).ToList();
        Assert.Equal(faults, found.Count);
        Assert.All(found, problem => Assert.True(problem.Remedy is SshStanzaRemedy { IsOfThisSide: true }, problem.Message));

        var engine = home.Engine(new ShellSession("dash", home));
        var request = new ChangeRequest(Target.Local, found.Select(problem => (Remedy)(((SshStanzaRemedy)problem.Remedy!) with { File = home[".ssh/config"] })).ToList())
        {
            Mends = found.Select(problem => new Mended(RuleOf(problem), problem.Subject)).ToList(),
        };
        var change = (await engine.PlanAsync(request, complete: true, default)).Change!;
        Assert.Single(change.Steps);
        var applied = await engine.ApplyAsync(change, default);
        Assert.Equal((null, true), (applied.ErrorId, applied.Result.Verified));
        Assert.Empty(Judge(home));
        Assert.Null((await engine.PlanAsync(request, complete: true, default)).Change);

        Assert.Null((await engine.ApplyAsync(engine.Undo(change), default)).ErrorId);
        Assert.Equal(before, home.Snapshot(withState: false));
    }

    [Fact]
    public async Task What_the_client_does_not_heed_is_taken_back()
    {
        Assert.SkipWhen(Tool.Find("ssh") is null, "There is no ssh here.");
        using var home = new ChangeHome();
        home.Write(".ssh/config", "Host web01\n  ForwardAgent yes\n", 0x180);
        home.Own();
        var before = home.Snapshot(withState: false);
        var engine = home.Engine(new ShellSession("dash", home));
        var remedy = new SshStanzaRemedy("web01", [new("ForwardAgent", "yes")]) { Merges = true, File = home[".ssh/config"] };
        var change = (await engine.PlanAsync(new ChangeRequest(Target.Local, [remedy]) { Mends = [new Mended("GE0202", "ForwardAgent")] }, complete: true, default)).Change!;
        var applied = await engine.ApplyAsync(change, default);
        Assert.Equal(("NotVerified", ChangeStatus.RolledBack), (applied.ErrorId, applied.Result.Status));
        Assert.Equal(before, home.Snapshot(withState: false));
    }

    private static string RuleOf(Problem problem) => problem.Subject switch
    {
        "ForwardAgent" => "GE0202",
        "ControlMaster" or "ServerAliveInterval" => "GE0204",
        _ => "GE0201",
    };

    private static IEnumerable<Problem> Judge(ChangeHome home)
    {
        var target = Target.Parse("web01");
        var facts = new ConnectionFacts
        {
            Links = [],
            ClientOptions = SshClientOptions.Parse(Tool.Run("ssh", "-G", "-F", home[".ssh/config"], "--", target.Host)),
        };
        var context = new RuleContext(target, Policy.Default, GoReleases.Shipped, DateTimeOffset.UnixEpoch);
        return Rules.SelectMany(rule => rule.Judge(facts, context));
    }
}
