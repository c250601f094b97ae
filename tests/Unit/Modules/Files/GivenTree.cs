using System.Text;
using GoEnv.Modules.Files;
using GoEnv.Policies;
using GoEnv.Releases;
using GoEnv.Toolchain;

namespace GoEnv.Tests.Modules.Files;

/// <summary>A healthy module, changes of it, and what the rules on paths say of them.</summary>
internal static class GivenTree
{
    public const string Healthy = "module example.com/m\n\ngo 1.26.0\n\nrequire example.com/a v1.0.0\n";

    public const string Hash = "h1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

    public const string Sum = $"example.com/a v1.0.0 {Hash}\nexample.com/a v1.0.0/go.mod {Hash}\n";

    public static ModuleTree Tree { get; } = new()
    {
        Path = "/m",
        Folder = "/m",
        GoMod = Mod(Healthy),
        GoSum = Sums(Sum),
        GoWork = Fact<GoWorkFile>.Absent,
        GoWorkSum = Fact<GoSumFile>.Absent,
        GoWorkSetting = Fact<string>.Absent,
        VendorFolder = Fact<string>.Absent,
        Vendor = Fact<VendorList>.Absent,
        WorkVendorFolder = Fact<string>.Absent,
        WorkVendor = Fact<VendorList>.Absent,
        Toolchain = new ToolchainDecision { Outcome = ToolchainOutcome.Local, Name = "go1.27.1" },
        Imports = Imports("+ 0 3 example.com/a example.com/a /m/x.go\n"),
        RequirementNotes = Notes(string.Empty),
    };

    public static TheoryData<string> Ids => new(Catalog.Rules.Where(rule => rule is ModuleTreeRule).Select(rule => rule.Id));

    public static Fact<GoModFile> Mod(string text, string file = "/m/go.mod") => GoModFile.Parse(Encoding.UTF8.GetBytes(text), file);

    public static ToolchainDecision Local(string name) => new() { Outcome = ToolchainOutcome.Local, Name = name };

    public static Fact<GoWorkFile> Work(string text) => GoWorkFile.Parse(Encoding.UTF8.GetBytes(text), "/go.work");

    public static Fact<GoSumFile> Sums(string text) => GoSumFile.Parse(Encoding.UTF8.GetBytes(text), "/m/go.sum");

    public static Fact<VendorList> Vendor(string text) => VendorList.Parse(Encoding.UTF8.GetBytes(text), "/m/vendor/modules.txt");

    public static Fact<IReadOnlyList<string>> Texts(params string[] texts) => texts;

    public static Fact<IReadOnlyList<VendorImport>> Vendored(string lines) => ((Fact<string>)lines).To(text => VendorImport.Read(text)!);

    public static Fact<IReadOnlyList<PackageImport>> Imports(string lines) => ((Fact<string>)lines).To(text => PackageImport.Read(text)!);

    public static Fact<IReadOnlyList<RequirementNote>> Notes(string lines) => ((Fact<string>)lines).To(text => RequirementNote.Read(text)!);

    public static Rule Rule(string id) => Catalog.Rules.Single(rule => rule.Id == id);

    public static IReadOnlyList<Problem> Judge(string id, ModuleTree tree) => Rule(id).JudgeFacts(
        new ModuleTreeFacts { Trees = [tree] }, new RuleContext(Target.Local, Policy.Default, GoReleases.Shipped, DateTimeOffset.UnixEpoch)).ToList();

    public static void Says(FindingStatus status, string text, IEnumerable<Problem> problems)
    {
        var problem = Assert.Single(problems);
        Assert.Equal(status, problem.Status);
        Assert.Contains(text, problem.Message, StringComparison.Ordinal);
    }
}
