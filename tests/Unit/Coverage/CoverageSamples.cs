using System.Text;
using GoEnv.Coverage;
using GoEnv.Policies;

namespace GoEnv.Tests.Coverage;

/// <summary>A module in a folder of its own with a profile: 7 of 10 statements of two packages.</summary>
internal sealed class CoverageSamples : IDisposable
{
    public const string Profile = """
        mode: set
        example.com/m/a/a.go:3.19,5.11 2 1
        example.com/m/a/a.go:5.11,7.3 1 0
        example.com/m/a/a.go:8.2,8.10 1 1
        example.com/m/b/b.go:3.10,9.2 4 1
        example.com/m/b/b.go:11.10,14.2 2 0
        """;

    public CoverageSamples()
    {
        Write("go.mod", "module example.com/m\n\ngo 1.24\n");
        Write("a/a.go", "package a\n\nfunc A(n int) int {\n\tn++\n\tif n > 1 {\n\t\tn = 0\n\t}\n\treturn n\n}\n");
        Write("b/b.go", "package b\n\nfunc B() {\n\tx()\n\tx()\n\n\tx()\n\tx()\n}\n\nfunc C() {\n\t// nothing\n\tx(); x()\n}\n");
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("goenv-cover-").FullName;

    public SourceTree Tree => new(Folder);

    public void Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(Folder, name))!);
        File.WriteAllText(Path.Combine(Folder, name), text);
    }

    public CoverageData Data(string profile = Profile, CoverageExclusion? exclusion = null)
    {
        var read = new CoverageProfile();
        read.Add(new MemoryStream(Encoding.UTF8.GetBytes(profile)), "cover.out");
        return CoverageData.Of(read, Tree, exclusion);
    }

    public CoverageFacts Facts(params (string File, ChangedLines Lines)[] changes)
    {
        var data = Data();
        var known = changes.ToDictionary(change => Path.Combine(Folder, change.File), change => change.Lines);
        return new CoverageFacts(data, CoverageFacts.ChangedOf(data, new GitChanges("main", known), Tree));
    }

    public static IReadOnlyList<Finding> Judge(CoverageFacts facts, string coverage, string more = "", params string[] rules)
    {
        var policy = Policy.Parse($"version: 1\ncoverage: {{{coverage}}}\n{more}", "policy.yaml");
        return CoverageAudit.Judge(facts, CoverageAudit.RulesFor(policy, rules, []), policy, new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero));
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
