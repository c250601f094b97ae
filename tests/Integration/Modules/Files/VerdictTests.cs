using System.Text.RegularExpressions;
using GoEnv.Modules.Files;
using GoEnv.Tests.Binaries;

namespace GoEnv.Tests.Modules.Files;

/// <summary>What our rules say of a tree, beside what the real go command does in it.</summary>
public sealed class VerdictTests
{
    public static TheoryData<string> Faults => new(Fault.All.Select(fault => fault.Name));

    public static TheoryData<string> Shells => ["dash", "bash", "busybox", "mksh"];

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_fault_is_named_once_and_go_agrees(string name)
    {
        var fault = Fault.All.Single(one => one.Name == name);
        using var tree = new GoTree();
        fault.Make(tree);

        var problems = tree.Judge(fault.Version, fault.Settings);
        var (exit, error) = tree.Go(fault.Version, fault.Settings, fault.Command.Split(' '));

        Assert.Equal(
            $"{fault.Rule} {fault.Severity} {(fault.Location is null ? null : tree.At(fault.Location.Split(':')[0]) + ":" + fault.Location.Split(':')[1])}",
            string.Join('\n', problems.Select(found => $"{found.Id} {found.Severity} {found.Problem.Location}{(found.Problem.Status == FindingStatus.Fail ? null : " " + found.Problem.Message)}")));
        Assert.All(problems, found => Assert.False(string.IsNullOrEmpty(found.Problem.Fix)));
        Assert.True(fault.Stops == (exit != 0), $"exit code {exit}: {error}");
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public void Odd_trees_are_told_as_they_are(string shell)
    {
        using var tree = new GoTree();
        var odd = "../it's $(touch x) \"odd\" -n/";
        tree.Write(odd + "go.mod", "module example.com/odd\n\ngo 1.20\n\nreplace example.com/a => \"./with space\" // why\n\nreplace (\n\texample.com/b => ./b // c\n\texample.com/c=>./c\n)\n");
        tree.Write(odd + "with space/go.mod", "module example.com/a\n");
        tree.Write(odd + "deep/er/x.go", "package er\n");
        tree.Write("big/go.mod", "module example.com/big\n" + new string('/', 2_000_000) + "\n");
        tree.Write("dir/go.mod/x", "a folder of that name");
        var (trees, _) = tree.Ask(GoToolchain.Newest, [("GOWORK", "/nowhere/go.work")], shell, tree.At(odd + "deep/er/x.go"), tree.At("big"), tree.At("dir"), "/nowhere", "~");

        Assert.Equal(["example.com/odd", null, "example.com/app", null, null], trees.Trees.Select(one => one.Module));
        Assert.Equal([true, false, false], trees.Trees[0].Folders.Where(one => one.Name != "./c").Select(one => one.GoMod.IsKnown).Append(trees.Trees[3].Folder.IsKnown));
        Assert.Equal("./with space", trees.Trees[0].Folders[0].Name);
        Assert.Contains("larger than 1048576", trees.Trees[1].GoMod.Reason, StringComparison.Ordinal);
        Assert.True(trees.Trees[3].Folder.IsAbsent);
        Assert.Equal(Path.GetDirectoryName(tree.Folder), trees.Trees[4].Folder.Value);
        Assert.Contains("GOWORK names /nowhere/go.work", trees.Trees[0].GoWork.Reason, StringComparison.Ordinal);
        Assert.False(File.Exists(tree.At("x")) || File.Exists(tree.At(odd + "x")));
    }

    [Fact]
    public void The_list_of_settings_is_Gos_own()
    {
        var table = File.ReadAllText(Path.Combine(GoToolchain.Root(GoToolchain.Newest), "src", "internal", "godebugs", "table.go"));
        var names = Regex.Matches(table, "^\\t\\{Name: \"(?<name>[a-z0-9]+)\"", RegexOptions.Multiline | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
        Assert.Equal(
            names.Select(match => match.Groups["name"].Value).Order(StringComparer.Ordinal),
            GodebugSettings.Shipped.All.Keys.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("1.24", "list -m all")]
    [InlineData("1.27", "build -o /dev/null ./...")]
    [InlineData("1.27", "mod verify")]
    public void A_healthy_tree_has_no_findings(string version, string command)
    {
        using var tree = new GoTree();
        Assert.Empty(tree.Judge(version, []).Select(found => found.Problem.Message));
        Assert.Equal(0, tree.Go(version, [], command.Split(' ')).Exit);
    }

    [Theory]
    [InlineData("mod", "vendor")]
    [InlineData("work", "vendor")]
    public void What_go_vendors_has_no_findings(string command, string verb)
    {
        using var tree = new GoTree();
        tree.Write("lib/go.mod", "module example.com/lib\n\ngo 1.18\n");
        tree.Write("lib/lib.go", "package lib\n\nfunc Lib() {}\n");
        tree.Append("go.mod", "\nreplace example.com/lib v1.0.0 => ./lib\n");
        if (command == "work")
        {
            tree.Write("../go.work", "go 1.24.0\n\nuse ./app\n");
        }

        Assert.Equal(0, tree.Go(GoToolchain.Newest, [], command, verb).Exit);
        Assert.Equal(["GE3108"], tree.Judge(GoToolchain.Newest, []).Select(found => found.Id + (found.Problem.Status == FindingStatus.Fail ? null : found.Problem.Message)));
        Assert.Equal(0, tree.Go(GoToolchain.Newest, [], "build", "-o", "/dev/null", ".").Exit);
    }

    [Fact]
    public void A_healthy_workspace_has_no_findings()
    {
        using var tree = new GoTree();
        tree.Write("../tool/go.mod", "module example.com/tool\n\ngo 1.23\n\nrequire example.com/dep v1.1.0\n");
        tree.Write("../tool/tool.go", "package tool\n");
        tree.Write("../go.work", "go 1.24.0\n\nuse (\n\t./app\n\t\"./tool\" // quoted\n)\n");
        Assert.Empty(tree.Judge(GoToolchain.Newest, []).Select(found => found.Problem.Message));
        Assert.Equal(0, tree.Go(GoToolchain.Newest, [], "list", "-m", "all").Exit);
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public void A_retraction_in_the_module_cache_is_known(string shell)
    {
        using var tree = new GoTree();
        tree.Publish("example.com/dep", "v1.2.0", "retract v1.0.0 // it leaks\n", "package dep\n");
        tree.Publish("example.com/lib", "v1.2.0", string.Empty, "package lib\n", "// Deprecated: use other\n");
        Assert.Empty(tree.Judge(GoToolchain.Newest, [], shell).Select(found => found.Problem.Message));

        // go list -u reads the go.mod of the latest versions into the cache.
        var (_, says) = tree.Go(GoToolchain.Newest, [], "list", "-m", "-u", "-f", "{{.Path}} {{.Retracted}} {{.Deprecated}}", "all");
        Assert.Contains("example.com/dep [it leaks]", says, StringComparison.Ordinal);
        Assert.Contains("example.com/lib [] use other", says, StringComparison.Ordinal);
        var found = Assert.Single(tree.Judge(GoToolchain.Newest, [], shell));
        Assert.Equal(("GE3119", tree.At("go.mod") + ":5"), (found.Id, found.Problem.Location));
        Assert.Contains("it leaks", found.Problem.Message, StringComparison.Ordinal);

        tree.Replace("go.mod", " // indirect", string.Empty);
        Assert.Contains(tree.Judge(GoToolchain.Newest, [], shell), one => one.Severity == Severity.Information && one.Problem.Message.Contains("use other", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public void Ten_seeded_faults_are_each_named_with_file_and_line(string shell)
    {
        using var tree = new GoTree();
        foreach (var (name, text) in SeededFaults.Files)
        {
            tree.Write(name, text);
        }

        Assert.Equal(
            SeededFaults.Expected,
            tree.Judge(GoToolchain.Newest, [], shell)
                .Select(found => (found.Id, Place: Path.GetRelativePath(tree.Folder, found.Problem.Location!)))
                .OrderBy(found => found.Id, StringComparer.Ordinal).ThenBy(found => found.Place, StringComparer.Ordinal));
    }
}
