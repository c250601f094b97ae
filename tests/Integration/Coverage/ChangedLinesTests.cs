using System.Diagnostics;
using GoEnv.Coverage;

namespace GoEnv.Tests.Coverage;

public sealed class ChangedLinesTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("goenv-git-").FullName;

    public ChangedLinesTests()
    {
        Git("init", "-q", "-b", "main");
        Write("m/old name.go", "package m\n\nfunc A() {\n\tx()\n\tx()\n\tx()\n\tx()\n\tx()\n\tx()\n\tx()\n\tx()\n}\n");
        Write("m/same.go", "package m\n");
        Write("notes.txt", "x\n");
        Commit("first");
        Git("switch", "-q", "-c", "feature");
        Git("mv", "m/old name.go", "m/nëw name.go");
        Write("m/nëw name.go", "package m\n\nfunc A() {\n\tx()\n\ty()\n\tx()\n\tx()\n\tx()\n\tx()\n\tx()\n\tx()\n}\n");
        Write("m/added.go", "package m\n\nfunc B() {}\n");
        Commit("second");
        Git("switch", "-q", "main");
        Write("m/same.go", "package m\n\nvar onMain = 1\n");
        Commit("third");
        Git("switch", "-q", "feature");
        Write("m/added.go", "package m\n\nfunc B() {}\n\nfunc C() {}\n");
        Write("m/untracked.go", "package m\n");
        Write("m/ignored.go", "package m\n");
        Write(".gitignore", "ignored.go\n");
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Changed_lines_are_those_since_the_branches_parted()
    {
        var changes = await GitChanges.ReadAsync(Path.Combine(folder, "m"), "main", CancellationToken.None);
        Assert.Equal(
            ["m/added.go 1-5", "m/nëw name.go 5-5", $"m/untracked.go 1-{int.MaxValue}"],
            changes.Files.Select(file => $"{Path.GetRelativePath(folder, file.Key)} {file.Value}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Configuration_of_the_user_changes_nothing()
    {
        foreach (var (key, value) in new[] { ("diff.noprefix", "true"), ("diff.mnemonicPrefix", "true"), ("color.ui", "always"), ("diff.external", "false"), ("diff.renames", "false"), ("diff.relative", "true"), ("diff.context", "9"), ("core.quotePath", "true"), ("core.pager", "false") })
        {
            Git("config", key, value);
        }

        await Changed_lines_are_those_since_the_branches_parted();
    }

    [Theory]
    [InlineData("nothing", "git knows no commit 'nothing' in ")]
    [InlineData("--output=x", "'--output=x' is no base; ")]
    [InlineData("alone", "'alone' and HEAD have no commit in common in ")]
    public async Task A_base_that_cannot_be_is_an_error(string from, string message)
    {
        Git("branch", "alone", Git("commit-tree", "-m", "alone", "HEAD^{tree}").Trim());
        var error = await Assert.ThrowsAsync<GitException>(() => GitChanges.ReadAsync(folder, from, CancellationToken.None));
        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_without_git_is_an_error()
    {
        using var other = new TemporaryFolder();
        var error = await Assert.ThrowsAsync<GitException>(() => GitChanges.ReadAsync(other.Path, "main", CancellationToken.None));
        Assert.Contains("is in no working tree of git", error.Message, StringComparison.Ordinal);
    }

    private void Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder, name))!);
        File.WriteAllText(Path.Combine(folder, name), text);
    }

    private void Commit(string message)
    {
        Git("add", "-A");
        Git("commit", "-q", "-m", message);
    }

    private string Git(params string[] arguments)
    {
        var start = new ProcessStartInfo("git", ["-C", folder, "-c", "user.name=Test", "-c", "user.email=test@example.com", "-c", "commit.gpgsign=false", .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"git {string.Join(' ', arguments)} ended with {process.ExitCode}");
        return output;
    }

    private sealed class TemporaryFolder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("goenv-none-").FullName;

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
