using GoEnv.Console;
using GoEnv.Tests.Binaries;

namespace GoEnv.Tests.Console;

public sealed class BuildInfoCommandTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("goenv-buildinfo-").FullName;

    public BuildInfoCommandTests()
    {
        File.WriteAllBytes(PathOf("server"), new Sample(false, true).Elf((".go.buildinfo", _ => Sample.Inline())));
        File.WriteAllBytes(PathOf("broken"), new Sample(false, true).Elf((".go.buildinfo", _ => Sample.Inline()))[..200]);
        File.WriteAllText(PathOf("notes.txt"), "these are no instructions");
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_folder_gives_its_Go_binaries_and_says_what_could_not_be_told()
    {
        var run = GoenvctlRun.Of("Get-GoBuildInfo", folder, "-o", "jsonl");

        Assert.Equal(ExitCode.Unknown, run.ExitCode);
        Assert.Contains(PathOf("server"), Assert.Single(run.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        Assert.Contains("TruncatedBinary: '" + PathOf("broken"), run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("notes.txt", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("notes.txt", "NotGoBinary")]
    [InlineData("none", "PathNotFound")]
    public void A_named_file_that_is_no_Go_binary_is_an_error(string name, string id)
    {
        var run = GoenvctlRun.Of("Get-GoBuildInfo", PathOf(name));

        Assert.Equal((ExitCode.Unknown, string.Empty), (run.ExitCode, run.Out));
        Assert.Contains($"{id}: '{PathOf(name)}'", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Paths_and_objects_may_be_piped_in()
    {
        var words = GoenvctlRun.With(PathOf("server") + "\n", "Get-GoBuildInfo", "-o", "jsonl");
        var again = GoenvctlRun.With(words.Out, "Get-GoBuildInfo", "-Packages", "-o", "jsonl");

        Assert.Contains("\"module\":\"example.com/a\"", words.Out, StringComparison.Ordinal);
        Assert.Contains("\"packages\":[]", again.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void A_binary_of_another_machine_is_not_looked_for_here()
    {
        var info = GoEnv.Reports.GoEnvJson.Write(new GoEnv.Binaries.GoBuildInfo { Path = PathOf("server"), Target = Target.Parse("web01") });
        foreach (var command in (string[])["Get-GoBuildInfo", "Test-GoBinary"])
        {
            var run = GoenvctlRun.With(info + "\n", command);

            Assert.Equal((ExitCode.Usage, string.Empty), (run.ExitCode, run.Out));
            Assert.Contains("is one of", run.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Binaries_are_judged_by_where_they_lie()
    {
        var run = GoenvctlRun.Of("Test-GoBinary", PathOf("server"), "-Stage", "Deployment", "-Rule", "GE9025,GE9020", "-IncludePassed", "-o", "jsonl");

        Assert.Equal(ExitCode.Good, run.ExitCode);
        Assert.Contains("\"ruleId\":\"GE9025\"", run.Out, StringComparison.Ordinal);
        Assert.Contains("has no build ID", run.Out, StringComparison.Ordinal);
        Assert.Contains("1 deployed", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_path_it_is_a_usage_error() => Assert.Equal(ExitCode.Usage, GoenvctlRun.Of("Get-GoBuildInfo").ExitCode);

    private string PathOf(string name) => Path.Combine(folder, name);
}
