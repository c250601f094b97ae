using FsCheck;
using FsCheck.Fluent;
using GoEnv.Coverage;

namespace GoEnv.Tests.Coverage;

public sealed class GitDiffTests
{
    [Fact]
    public void Reads_new_lines_of_the_new_side()
    {
        const string text = """
            diff --git a/old.go b/new name.go
            similarity index 90%
            rename from old.go
            rename to new name.go
            --- a/old.go
            +++ b/new name.go	
            @@ -3 +3,2 @@ func a() {
            -	x
            +++ b/no.go
            +@@ -1 +1 @@
            @@ -9,2 +10,0 @@
            -a
            -b
            \ No newline at end of file
            diff --git "a/\303\244\t\"\\.go" "b/\303\244\t\"\\.go"
            new file mode 100644
            --- /dev/null
            +++ "b/\303\244\t\"\\.go"
            @@ -0,0 +1 @@
            +package a
            \ No newline at end of file
            diff --git a/gone.go b/gone.go
            --- a/gone.go
            +++ /dev/null
            @@ -1 +0,0 @@
            -package a
            diff --git a/bin.go b/bin.go
            Binary files a/bin.go and b/bin.go differ

            """;
        Assert.Equal(["new name.go 3-4", "ä\t\"\\.go 1-1"], GitDiff.Read(text).Select(file => $"{file.Path} {file.Lines}"));
    }

    [Theory]
    [InlineData("+++ b/a.go\n@@ -1 +x @@\n")]
    [InlineData("+++ b/a.go\n@@ broken\n")]
    [InlineData("+++ b/a.go\n@@ -1,3 +1,3 @@\n+a\n")]
    public void Refuses_what_git_does_not_print(string text) => Assert.Throws<GitException>(() => GitDiff.Read(text).ToList());

    [Fact]
    public void Never_fails_in_another_way() => Prop.ForAll(
        RandomText.Of("diff --git a/a b/a\n", "+++ b/a.go\n", "@@ -1 +1 @@\n", "@@ -0,0 +1,2 @@\n", "+x\n", "-x\n", "\\ No\n"),
        text =>
        {
            try
            {
                return GitDiff.Read(text).ToList() is not null;
            }
            catch (GitException)
            {
                return true;
            }
        }).QuickCheckThrowOnFailure();
}
