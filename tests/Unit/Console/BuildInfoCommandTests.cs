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
    public void Without_a_path_it_is_a_usage_error() => Assert.Equal(ExitCode.Usage, GoenvctlRun.Of("Get-GoBuildInfo").ExitCode);

    private string PathOf(string name) => Path.Combine(folder, name);
}
