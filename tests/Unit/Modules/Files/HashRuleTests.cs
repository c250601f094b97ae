using GoEnv.Modules.Files;
using static GoEnv.Tests.Modules.Files.GivenTree;

namespace GoEnv.Tests.Modules.Files;

public sealed class HashRuleTests
{
    [Fact]
    public void Hashes_that_are_missing_are_named_by_what_needs_them()
    {
        Says(FindingStatus.Fail, "go.mod of example.com/a v1.0.0", Judge("GE3109", Tree with { GoSum = Sums("example.com/a v1.0.0 h1:x=\n") }));
        var two = Tree with { GoSum = Fact<GoSumFile>.Absent, GoMod = Mod(Healthy + "require example.com/b v1.0.0\n") };
        Assert.Equal(["example.com/a v1.0.0", "example.com/b v1.0.0"], Assert.Single(Judge("GE3109", two)).Evidence);
        Assert.Empty(Judge("GE3109", Tree with { GoSum = Fact<GoSumFile>.Absent, ModFlag = "mod" }));
        Assert.Empty(Judge("GE3109", Tree with { GoSum = Fact<GoSumFile>.Absent, GoMod = Mod(Healthy + "replace example.com/a => ../a\n") }));
    }

    [Fact]
    public void Content_needs_a_hash_where_something_imports_it()
    {
        var noContent = Tree with { GoSum = Sums("example.com/a v1.0.0/go.mod h1:x=\n") };
        Says(FindingStatus.Fail, "/m/x.go:3 imports example.com/a: builds stop", Judge("GE3109", noContent));
        Says(FindingStatus.Fail, "/m/x.go:3 imports example.com/a/b", Judge("GE3109", noContent with { Imports = Imports("? 0 3 example.com/a example.com/a/b /m/x.go\n? 1 4 example.com/a example.com/a/b /m/x_test.go\n") }));
        Says(FindingStatus.Unknown, "build constraints", Judge("GE3109", noContent with { Imports = Imports("+ 2 3 example.com/a example.com/a/b /m/x.go\n") }));
        Assert.Equal(Severity.Warning, Assert.Single(Judge("GE3109", noContent with { Imports = Imports("+ 1 3 example.com/a example.com/a /m/x_test.go\n") })).Severity);
        Assert.Equal(Severity.Warning, Assert.Single(Judge("GE3109", noContent with { Imports = Imports("+ 3 3 example.com/a example.com/a/cmd /m/go.mod\n") })).Severity);
        Says(FindingStatus.Unknown, "could not be followed", Judge("GE3109", noContent with { Imports = Fact<IReadOnlyList<PackageImport>>.Unknown("what is imported could not be followed") }));
        Assert.Empty(Judge("GE3109", noContent with { Imports = Imports(string.Empty) }));
        Assert.Empty(Judge("GE3109", noContent with { Imports = Imports("- 0 3 example.com/a example.com/a/b /m/x.go\n! 0 3 . example.com/b /m/x.go\n") }));
        Assert.Empty(Judge("GE3109", noContent with { ModFlag = "mod" }));
        Assert.Null(PackageImport.Read("+ 0 3 example.com/a example.com/a\n"));
        Assert.Null(PackageImport.Read("+ 4 3 example.com/a example.com/a /m/x.go\n"));

        // What only a dependency imports.
        var indirect = noContent with { GoMod = Mod(Healthy.Replace("v1.0.0\n", "v1.0.0 // indirect\n", StringComparison.Ordinal)) };
        Says(FindingStatus.Fail, "/c/b.go:4 imports example.com/a/b", Judge("GE3109", indirect with { Imports = Imports("+ 0 4 example.com/a example.com/a/b /c/b.go\n") }));
        Assert.Empty(Judge("GE3109", indirect with { Imports = Fact<IReadOnlyList<PackageImport>>.Unknown("x") }));
    }

    [Fact]
    public void What_a_requirement_requires_needs_the_hash_of_its_go_mod()
    {
        var found = Assert.Single(Judge("GE3109", Tree with { RequirementNotes = Notes("sum example.com/a v1.0.0 example.com/o v1.2.0\ngone example.com/b v1.0.0\n") }));
        Assert.Equal(("/m/go.mod:5", "go mod download example.com/o@v1.2.0"), (found.Location, found.Fix));
        Says(FindingStatus.Unknown, "5000", Judge("GE3109", Tree with { RequirementNotes = Fact<IReadOnlyList<RequirementNote>>.Unknown("only 5000 are read") }));
        Assert.Null(RequirementNote.Read("sum example.com/a\n"));
    }

    [Fact]
    public void What_was_downloaded_has_the_hash_of_go_sum()
    {
        var tree = Tree with { RequirementNotes = Notes("zip example.com/a v1.0.0 h1:other\n") };
        var found = Assert.Single(Judge("GE3128", tree));
        Assert.Equal((FindingStatus.Fail, "/m/go.sum:1", Hash, "h1:other"), (found.Status, found.Location, found.Expected, found.Actual));
        Assert.Empty(Judge("GE3128", tree with { ModFlag = "vendor" }));
        Assert.Empty(Judge("GE3128", tree with { GoSum = Sums("example.com/a v1.0.0 h1:x=\n") })); // GE3125
        Says(FindingStatus.Unknown, "5000", Judge("GE3128", Tree with { RequirementNotes = Fact<IReadOnlyList<RequirementNote>>.Unknown("only 5000 are read") }));
    }

    [Theory]
    [InlineData("h1:", false)]
    [InlineData("h1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==", false)]
    [InlineData("h1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB=", false)]
    [InlineData("h1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", false)]
    [InlineData("h1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", false)]
    [InlineData("h1:AAAAAAAAAAAAAAAAAAA!AAAAAAAAAAAAAAAAAAAAAAA=", false)]
    [InlineData("h1:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=", true)]
    [InlineData("h2:x", true)]
    public void A_hash_is_that_of_something(string hash, bool passes)
    {
        var tree = Tree with { GoSum = Sums($"a.b/c v1.0.0 {hash}\n") };
        var problems = Judge("GE3125", tree);
        Assert.Equal(passes, problems.Count == 0);
        Assert.All(problems, problem => Assert.Equal(("/m/go.sum:1", FindingStatus.Fail, null), (problem.Location, problem.Status, problem.Severity)));
        Assert.All(Judge("GE3125", tree with { ModFlag = "vendor" }), problem => Assert.Equal(Severity.Warning, problem.Severity));
    }

    [Fact]
    public void Two_hashes_of_one_version_fail()
    {
        Assert.Equal("/m/go.sum:2", Assert.Single(Judge("GE3110", Tree with { GoSum = Sums("a.b/c v1.0.0 h1:x=\na.b/c v1.0.0 h1:y=\n") })).Location);
        Assert.Empty(Judge("GE3110", Tree with { GoSum = Sums("a.b/c v1.0.0 h1:x=\na.b/c v1.0.0 h1:x=\na.b/c v1.0.0 h2:y=\n") }));
    }
}
