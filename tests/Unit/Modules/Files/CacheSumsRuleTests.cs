using System.Text;
using GoEnv.Modules.Files;
using GoEnv.Policies;
using GoEnv.Releases;

namespace GoEnv.Tests.Modules.Files;

public sealed class CacheSumsRuleTests
{
    private const string Right = "h1:AAAA=";
    private const string Wrong = "h1:BBBB=";

    private static readonly CachedSums Good = new() { Noted = Right, Archive = Right, Folder = Right };

    private static readonly ModuleSumsFacts Healthy = Facts(Good);

    [Fact]
    public void What_go_sum_says_passes()
    {
        Assert.Empty(Judge(Healthy));
        Assert.Empty(Judge(Facts(new CachedSums { Noted = Fact<string>.Absent, Archive = Fact<string>.Absent, Folder = Fact<string>.Absent })));
        Assert.Empty(Judge(Facts(Good, $"example.com/A v1.0.0 {Wrong}\nexample.com/A v1.0.0 {Right}\n")));
        Assert.Equal("1 modules and 1 go.mod files of the module cache", new CacheSumsRule().SeenIn(Healthy));
    }

    [Theory]
    [InlineData(Right, Right, Wrong, "its unpacked folder is h1:BBBB=; builds take", true, false)]
    [InlineData(Right, Wrong, Right, "its archive is h1:BBBB=; what is unpacked", true, true)]
    [InlineData(Right, "", Right, "its archive is damaged; what is unpacked", true, true)]
    [InlineData(Right, null, Wrong, "its unpacked folder is h1:BBBB=; builds take", true, true)]
    [InlineData(Wrong, Right, Right, "its download was h1:BBBB=; the go command stops", true, true)]
    [InlineData(Wrong, Wrong, Wrong, "its download was h1:BBBB=, its archive is h1:BBBB=, its unpacked folder is h1:BBBB=; the go command stops", true, true)]
    public void A_difference_is_named_with_module_and_sums(string noted, string? archive, string folder, string says, bool movesFolder, bool movesArchive)
    {
        var problems = Judge(Facts(new CachedSums { Noted = noted, Archive = archive ?? Fact<string>.Unknown("there is no python3 to read them"), Folder = folder })).ToList();
        var problem = Assert.Single(problems, one => one.Status == FindingStatus.Fail);
        Assert.Equal(archive is null ? 2 : 1, problems.Count);
        Assert.Contains("example.com/A v1.0.0 in the module cache is not what /m/go.sum:1 says, h1:AAAA=: " + says, problem.Message, StringComparison.Ordinal);
        Assert.Equal(("example.com/A v1.0.0", "/m/go.sum:1", Right), (problem.Subject, problem.Location, problem.Expected));
        Assert.Equal(new ModuleCacheRemedy("/c", "example.com/A", "v1.0.0") { Folder = movesFolder, Archive = movesArchive, At = "/m" }, problem.Remedy);
        Assert.Equal(noted == Wrong && archive == Wrong, problem.Evidence.Any(line => line.Contains("agrees with itself", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_go_mod_that_differs_is_named()
    {
        var problem = Assert.Single(Judge(Healthy with { GoMods = new Dictionary<string, string> { ["example.com/A v1.0.0/go.mod"] = Wrong } }));
        Assert.Equal((FindingStatus.Fail, "example.com/A v1.0.0/go.mod", "/m/go.sum:2", Wrong), (problem.Status, problem.Subject, problem.Location, problem.Actual));
        Assert.Equal(new ModuleCacheRemedy("/c", "example.com/A", "v1.0.0") { GoMod = true, At = "/m" }, problem.Remedy);
    }

    [Fact]
    public void What_cannot_be_read_is_unknown_and_keeps_to_its_path()
    {
        var tree = Healthy.Trees[0];
        ModuleSumsFacts[] blind =
        [
            Facts(Good with { Folder = Fact<string>.Unknown("not all files can be read") }),
            Facts(Good with { Archive = Fact<string>.Unknown("there is no python3 to read them") }),
            Facts(Good with { Noted = Fact<string>.Unknown("this account may not read it") }),
            Healthy with { Cache = Fact<string>.Unknown("there is no program for SHA-256"), Modules = new Dictionary<string, CachedSums>(), GoMods = new Dictionary<string, string>() },
            Healthy with { Unread = ["some go.mod files in it cannot be read"] },
            Healthy with { Trees = [tree with { Files = [Fact<GoSumFile>.Unknown("this account may not read /m/go.sum")] }] },
            new() { Cache = Fact<string>.Absent, Trees = [tree with { Folder = Fact<string>.Absent, Files = [] }] },
            new() { Cache = Fact<string>.Absent, Trees = [tree with { Folder = Fact<string>.Unknown("this account may not enter /m"), Files = [] }] },
        ];
        Assert.All(blind, facts =>
        {
            Assert.True(new CacheSumsRule().AppliesToFacts(facts));
            var problem = Assert.Single(Judge(facts));
            Assert.Equal((FindingStatus.Unknown, "/m"), (problem.Status, problem.Subject));
        });
    }

    [Fact]
    public void Without_a_cache_or_a_go_sum_there_is_nothing_to_judge()
    {
        Assert.False(new CacheSumsRule().AppliesToFacts(Healthy with { Cache = Fact<string>.Absent }));
        Assert.False(new CacheSumsRule().AppliesToFacts(new ModuleSumsFacts() with { Cache = Fact<string>.Absent }));
    }

    [Fact]
    public void The_hash_of_a_list_is_that_of_go_sum() =>
        Assert.Equal("h1:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=", ModuleSumsProbe.Hash(string.Empty));

    private static ModuleSumsFacts Facts(CachedSums held, string? sum = null) => new()
    {
        Cache = "/c",
        Trees =
        [
            new ModuleSums
            {
                Path = "/m",
                Folder = "/m",
                Files = [GoSumFile.Parse(Encoding.UTF8.GetBytes(sum ?? $"example.com/A v1.0.0 {Right}\nexample.com/A v1.0.0/go.mod {Right}\nexample.com/b v1.0.0 {Right}\n"), "/m/go.sum")],
            },
        ],
        Modules = new Dictionary<string, CachedSums> { ["example.com/A v1.0.0"] = held },
        GoMods = new Dictionary<string, string> { ["example.com/A v1.0.0/go.mod"] = Right },
    };

    private static IEnumerable<Problem> Judge(ModuleSumsFacts facts) =>
        new CacheSumsRule().JudgeFacts(facts, new RuleContext(Target.Local, Policy.Default, GoReleases.Shipped, DateTimeOffset.UnixEpoch));
}
