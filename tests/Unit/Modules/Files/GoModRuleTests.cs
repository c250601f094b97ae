using GoEnv.Modules.Files;
using static GoEnv.Tests.Modules.Files.GivenTree;

namespace GoEnv.Tests.Modules.Files;

public sealed class GoModRuleTests
{
    [Theory]
    [MemberData(nameof(GivenTree.Ids), MemberType = typeof(GivenTree))]
    public void A_healthy_module_passes(string id) => Assert.Empty(Judge(id, Tree));

    [Theory]
    [InlineData("GE3101", "module example.com/m\n\ngo 1.26.0\nno\n", "/m/go.mod:4", Severity.Error)]
    [InlineData("GE3101", "module example.com/m\n\ngo 1.26.0\nrequire example.com/a v1.0\n", "/m/go.mod:4", Severity.Error)]
    [InlineData("GE3101", "module example.com/m\n\ngo 1.26.0\nretract latest\n", "/m/go.mod:4", Severity.Error)]
    [InlineData("GE3101", "module example.com/m\n\ngo 1.26.0\nretract v1\n", "/m/go.mod:4", Severity.Error)]
    [InlineData("GE3101", "module example.com/m\n\ngo 1.26.0\nretract [v1.0.0, v1.1]\n", "/m/go.mod:4", Severity.Error)]
    [InlineData("GE3101", "module example.com/m\n\ngo 1.26.0\nretract v1.0.0+meta\n", "/m/go.mod:4", Severity.Error)]
    [InlineData("GE3101", "module example.com/m\n\ngo 1.26.0\nexclude example.com/a v1.0\n", "/m/go.mod:4", Severity.Error)]
    [InlineData("GE3101", "module example.com/m\n\ngo 1.26.0\nreplace example.com/a => example.com/b v1.2\n", "/m/go.mod:4", Severity.Error)]
    [InlineData("GE3101", "module example.com/m\n\ngo 1.26.0\nreplace example.com/a v1 => ./b\n", "/m/go.mod:4", Severity.Error)]
    [InlineData("GE3102", "go 1.26.0\n", "/m/go.mod:1", Severity.Error)]
    [InlineData("GE3102", "module go\n", "/m/go.mod:1", Severity.Error)]
    [InlineData("GE3102", "module example.com/a$b\n", "/m/go.mod:1", Severity.Error)]
    [InlineData("GE3103", "module example.com/m\n", "/m/go.mod:1", Severity.Warning)]
    [InlineData("GE3105", "module example.com/m\ngo 1.26.0\ntoolchain go1.25.1\n", "/m/go.mod:3", Severity.Warning)]
    [InlineData("GE3104", "module example.com/m\ngo 1.99.0\n", "/m/go.mod:2", Severity.Warning)]
    [InlineData("GE3101", "module example.com/m\n\ngo 1.26.0\ntool ./cmd\n", "/m/go.mod:4", Severity.Error)]
    [InlineData("GE3105", "module example.com/m\ngo 1.26.0\ntoolchain go1.027.0\n", "/m/go.mod:3", Severity.Error)]
    [InlineData("GE3105", "module example.com/m\ngo 1.26.0\ntoolchain default\n", "/m/go.mod:3", Severity.Error)]
    [InlineData("GE3105", "module example.com/m\ngo 1.26.0\ntoolchain go1.26\n", "/m/go.mod:3", Severity.Warning)]
    [InlineData("GE3105", "module example.com/m\ngo 1.26.0\ntoolchain go1.20\n", "/m/go.mod:3", Severity.Error)]
    [InlineData("GE3115", "module example.com/m\ngo 1.26.0\nrequire a.b/c v1.0.0\nrequire a.b/c v1.1.0\n", "/m/go.mod:4", Severity.Error)]
    [InlineData("GE3115", "module example.com/m\ngo 1.26.0\nrequire a.b/c v1.0.0\nrequire a.b/c v1.0.0\n", "/m/go.mod:4", Severity.Warning)]
    [InlineData("GE3116", "module example.com/m\ngo 1.26.0\ngodebug nosuchthing=1\n", "/m/go.mod:3", Severity.Error)]
    [InlineData("GE3117", "module example.com/m\ngo 1.26.0\nrequire a.b/c v1.0.0\nexclude a.b/c v1.0.0\n", "/m/go.mod:3", Severity.Error)]
    [InlineData("GE3123", "module example.com/m\ngo 1.26.0\nreplace a.b/c => a.b/d v1.0.0\nreplace a.b/c => a.b/d v1.1.0\n", "/m/go.mod:4", Severity.Error)]
    [InlineData("GE3123", "module example.com/m\ngo 1.26.0\nreplace a.b/c v1.0.0 => ./d\nreplace a.b/c v1.0.0 => ./d/\n", "/m/go.mod:4", Severity.Error)]
    public void A_fault_in_go_mod_is_named_with_its_line(string id, string text, string location, Severity severity)
    {
        var problem = Assert.Single(Judge(id, Tree with { GoMod = Mod(text) }));
        Assert.Equal((FindingStatus.Fail, location, severity), (problem.Status, problem.Location, problem.Severity ?? Rule(id).Severity));
        Assert.NotNull(problem.Fix);
    }

    [Fact]
    public void A_folder_without_a_module_fails()
    {
        var empty = Tree with { GoMod = Fact<GoModFile>.Absent, GoSum = Fact<GoSumFile>.Absent };
        Says(FindingStatus.Fail, "Neither /m", Judge("GE3102", empty));
        Says(FindingStatus.Fail, "no folder /m", Judge("GE3102", empty with { Folder = Fact<string>.Absent, GoWork = Fact<GoWorkFile>.Unknown("x") }).Where(problem => problem.Status == FindingStatus.Fail));
        Assert.All(Ids.Where(id => id.Data != "GE3102"), id => Assert.Empty(Judge(id.Data, empty)));
    }

    [Fact]
    public void Retractions_count_in_the_latest_version_of_the_cache()
    {
        var retracting = new CachedModule("example.com/a", "v1.2.0", GoModFile.Parse("module example.com/a\nretract [v1.0.0, v1.1.0] // bad\n"u8.ToArray()), ["v1.0.0", "v1.2.0", "v1.3.0-rc.1"]);
        Says(FindingStatus.Fail, "v1.2.0 retracts: bad", Judge("GE3119", Tree with { Cached = [retracting] }));
        Assert.Empty(Judge("GE3119", Tree with { Cached = [retracting with { Versions = ["v1.0.0", "v1.2.0", "v1.2.1"] }] }));
        Assert.Empty(Judge("GE3119", Tree with { Cached = [retracting], GoMod = Mod(Healthy.Replace("v1.0.0", "v1.2.0", StringComparison.Ordinal)) }));
        Assert.Empty(Judge("GE3119", Tree with { Cached = [retracting], GoMod = Mod(Healthy + "replace example.com/a => ../a\n") }));
        var deprecated = retracting with { File = GoModFile.Parse("// Deprecated: gone\nmodule example.com/a\n"u8.ToArray()) };
        Assert.Equal(Severity.Information, Assert.Single(Judge("GE3119", Tree with { Cached = [deprecated] })).Severity);
        Assert.Empty(Judge("GE3119", Tree with { Cached = [deprecated], GoMod = Mod(Healthy.Replace("v1.0.0\n", "v1.0.0 // indirect\n", StringComparison.Ordinal)) }));
    }
}
