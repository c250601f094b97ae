using GoEnv.Modules;

namespace GoEnv.Tests.Modules;

public sealed class ModuleRulesTests
{
    public static TheoryData<string> Rules => [.. Catalog.Rules.Where(rule => rule.FactsType == typeof(ModuleFacts)).Select(rule => rule.Id)];

    private static Rule Find(string id) => Catalog.Rules.Single(rule => rule.Id == id);

    [Theory]
    [MemberData(nameof(Rules))]
    public void A_healthy_account_passes(string id) => Find(id).Passes(Given.Healthy);

    [Theory]
    [MemberData(nameof(Rules))]
    public void A_machine_without_Go_passes(string id) => Find(id).Passes(Given.Bare);

    [Theory]
    [MemberData(nameof(Rules))]
    public void Nothing_known_is_no_pass(string id)
    {
        // Retired and web proxy variables stand in the environment alone, which is always known.
        if (id is "GE3034")
        {
            return;
        }

        var problems = Find(id).Judge(new ModuleFacts { Netrc = new NetrcFacts { FromVariable = true } });
        Assert.NotEmpty(problems);
        Assert.All(problems, problem => Assert.Equal(FindingStatus.Unknown, problem.Status));
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void The_page_has_the_title_and_severity(string id)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "GoEnvPowerShell.sln")))
        {
            folder = folder.Parent!;
        }

        var lines = File.ReadAllLines(Path.Combine(folder.FullName, Find(id).HelpPage));
        Assert.Equal($"# {id} {Find(id).Title}", lines[0]);
        Assert.Contains($"Severity: {Find(id).Severity.ToString().ToLowerInvariant()}", lines);
    }
}
