using System.Globalization;
using GoEnv.Tests.Binaries;

namespace GoEnv.Tests.Modules.Files;

/// <summary>What our rules say of vendor folders that were changed, beside whether the real go command takes them.</summary>
public sealed class VendorTests
{
    // Two and three changes at once, of which one may undo the other.
    private const int Mixed = 8;

    [Theory]
    [InlineData("1.19", "1.18", false)]
    [InlineData("1.26", "1.21", true)]
    [InlineData("1.27", "1.24.0", false)]
    public void Our_verdict_is_that_of_go(string version, string line, bool isWorkspace)
    {
        using var tree = Vendored(version, line, isWorkspace);
        var (_, toolchain) = tree.Ask(version, [], "dash");
        var files = Directory.EnumerateFiles(tree.At(".."), "*", SearchOption.AllDirectories)
            .Where(path => !path.Contains("/gopath/", StringComparison.Ordinal) && !path.Contains("/proxy/", StringComparison.Ordinal))
            .ToDictionary(path => path, File.ReadAllBytes);
        var changes = VendorChanges.Of(tree);
        var packages = tree.Read("vendor/modules.txt").Split('\n').Where(word => word.Length > 0 && word[0] != '#').ToHashSet(StringComparer.Ordinal);
        Assert.Equal((string.Empty, 0), Compare(tree, version, toolchain, packages));

        var disagreements = new List<string>();
        foreach (var (name, make) in changes.Concat(Mixtures(changes)))
        {
            make(tree);
            var (ours, exit) = Compare(tree, version, toolchain, packages);
            if (ours.Length > 0 != (exit != 0))
            {
                var error = tree.Go(version, [], "list", "-test", "./...").Error;
                disagreements.Add($"{name}: go ends with {exit}, and we say: {ours}\n{error}");
            }

            Restore(tree, files);
        }

        Assert.True(disagreements.Count == 0, string.Join('\n', disagreements));
    }

    [Theory]
    [InlineData("example.com/dep/more", null, "more.go", "package main\n\nimport _ \"example.com/dep/more\"\n", "more.go:3", Severity.Error)]
    [InlineData("example.com/dep/more", null, "more_test.go", "package main\n\nimport _ \"example.com/dep/more\"\n", "more_test.go:3", Severity.Warning)]
    [InlineData("example.com/dep/more", null, "more_plan9.go", "package main\n\nimport _ \"example.com/dep/more\"\n", "more_plan9.go:3", Severity.Warning)]
    [InlineData("example.com/dep/more", null, "more.go", "//go:build plan9\n\npackage main\n\nimport _ \"example.com/dep/more\"\n", "more.go:5", Severity.Warning)]
    [InlineData("lists example.com/dep,", "vendor/example.com/dep", null, null, "vendor/modules.txt:6", Severity.Error)]
    public void A_package_is_missed_with_file_and_line(string says, string? gone, string? file, string? text, string location, Severity severity)
    {
        using var tree = Vendored(GoToolchain.Newest, "1.24.0", isWorkspace: false);
        if (gone is not null)
        {
            Directory.Delete(tree.At(gone), recursive: true);
        }

        if (file is not null)
        {
            tree.Write(file, text!);
        }

        var found = Assert.Single(tree.Judge(GoToolchain.Newest, []), one => one.Id == "GE3120");
        Assert.Equal((FindingStatus.Fail, severity, tree.At(location.Split(':')[0]) + ":" + location.Split(':')[1]), (found.Problem.Status, found.Severity, found.Problem.Location));
        Assert.Contains(says, found.Problem.Message, StringComparison.Ordinal);
        Assert.NotNull(found.Problem.Fix);
    }

    [Theory]
    [MemberData(nameof(VerdictTests.Shells), MemberType = typeof(VerdictTests))]
    public void Every_shell_finds_the_imports(string shell)
    {
        using var tree = Vendored(GoToolchain.Newest, "1.24.0", isWorkspace: false);
        tree.Write("it's $(x) here/\"more\".go", "\ufeff/* a\n b */ package main; import (\n\t_ \"example.com/dep/one\" // ) \"c.d/e\"\n\n\t/* \"a.b/c\" */ x \"example.com/dep/two\")\nvar y = \"f.g/h\"\n");
        Directory.Delete(tree.At("vendor/example.com/lib"), recursive: true);
        var folder = tree.At("it's $(x) here/\"more\".go");
        Assert.Equal(
            [folder + ":3", folder + ":5", tree.At("vendor/modules.txt") + ":9"],
            tree.Judge(GoToolchain.Newest, [], shell).Where(one => one.Id == "GE3120").Select(one => one.Problem.Location).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_module_in_a_folder_with_a_dot_is_searched_too()
    {
        using var tree = Vendored(GoToolchain.Newest, "1.24.0", isWorkspace: false);
        tree.Write("more.go", "package main\n\nimport _ \"example.com/dep/more\"\n");
        Directory.Move(tree.Folder, tree.At("../.app"));
        var (trees, _) = tree.Ask(GoToolchain.Newest, [], "dash", tree.At("../.app"));
        Assert.Contains(trees.Trees[0].VendorImports.Value, import => import.Package == "example.com/dep/more" && !import.IsThere);
    }

    [Fact]
    public void What_cannot_be_read_is_unknown()
    {
        Assert.SkipWhen(Environment.IsPrivilegedProcess, "root may read everything");
        using var tree = Vendored(GoToolchain.Newest, "1.24.0", isWorkspace: false);
        tree.Write("closed/more.go", "package more\n");
        File.SetUnixFileMode(tree.At("closed/more.go"), UnixFileMode.None);
        Assert.Contains(tree.Judge(GoToolchain.Newest, []), one => one.Id == "GE3120" && one.Problem.Status == FindingStatus.Unknown);
    }

    private static GoTree Vendored(string version, string line, bool isWorkspace)
    {
        var tree = new GoTree();
        foreach (var name in new[] { "fork", "check", "old" })
        {
            tree.Publish("example.com/" + name, "v1.0.0", string.Empty, $"package {name}\n");
        }

        tree.Write("../rep/go.mod", "module example.com/rep\n\ngo 1.18\n");
        tree.Write("../rep/rep.go", "package rep\n");
        tree.Write("go.mod", $"module example.com/app\n\ngo {line}\n\nrequire (\n\texample.com/check v1.0.0\n\texample.com/dep v1.0.0\n\texample.com/old v1.0.0\n\texample.com/rep v1.0.0\n)\n\nrequire example.com/lib v1.0.0 // indirect\n\nreplace example.com/rep => ../rep\n\nreplace example.com/old v1.0.0 => example.com/fork v1.0.0\n");
        tree.Publish("example.com/fork", "v1.1.0", string.Empty, "package old\n");
        tree.Replace("go.mod", "fork v1.0.0", "fork v1.1.0");
        tree.Write("main.go", "package main\n\nimport (\n\t\"example.com/dep\"\n\t_ \"example.com/old\"\n\t_ \"example.com/rep\"\n)\n\nfunc main() { dep.Dep() }\n");
        tree.Write("main_test.go", "package main\n\nimport _ \"example.com/check\"\n");
        if (isWorkspace)
        {
            tree.Write("go.work", string.Create(CultureInfo.InvariantCulture, $"go {line}\n\nuse (\n\t.\n\t./b\n)\n"));
            tree.Write("b/go.mod", $"module example.com/b\n\ngo {line}\n\nrequire example.com/rep v1.0.0\n");
            tree.Write("b/b.go", "package b\n\nimport _ \"example.com/rep\"\n");
        }

        foreach (var command in new[] { "mod tidy", isWorkspace ? "work vendor" : "mod vendor" })
        {
            var (exit, error) = tree.Go(version, [], command.Split(' '));
            Assert.True(exit == 0, $"{command}: {error}");
        }

        return tree;
    }

    // A package that is listed and was never there is imported by nothing, which go does not see and we cannot.
    private static (string Ours, int Exit) Compare(GoTree tree, string version, GoEnv.Toolchain.ToolchainFacts toolchain, HashSet<string> packages) => (
        string.Join("; ", tree.Judge(version, toolchain)
            .Where(found => found.Severity == Severity.Error || found.Problem.Message.Contains("tests stop", StringComparison.Ordinal) || found.Problem.Status == FindingStatus.Unknown)
            .Where(found => !found.Problem.Message.Contains(" lists ", StringComparison.Ordinal) || packages.Any(package => found.Problem.Message.Contains($" lists {package},", StringComparison.Ordinal)))
            .Select(found => $"{found.Id} {found.Problem.Status} {found.Problem.Message}")),
        tree.Go(version, [], "list", "-test", "./...").Exit);

    private static IEnumerable<(string, Action<GoTree>)> Mixtures(IReadOnlyList<(string Name, Action<GoTree> Make)> changes)
    {
        for (var i = 0; i < Mixed; i++)
        {
            // The strides share no factor with each other, so that each round takes other changes.
            var some = Enumerable.Range(1, 2 + (i % 2)).Select(n => changes[((i * 31) + (n * 17)) % changes.Count]).ToList();
            yield return (string.Join(" + ", some.Select(one => one.Name)), tree => some.ForEach(one => one.Make(tree)));
        }
    }

    private static void Restore(GoTree tree, Dictionary<string, byte[]> files)
    {
        foreach (var path in Directory.EnumerateFiles(tree.Folder, "*", SearchOption.AllDirectories).Where(path => !files.ContainsKey(path)))
        {
            File.Delete(path);
        }

        foreach (var (path, bytes) in files)
        {
            if (!File.Exists(path) || !File.ReadAllBytes(path).AsSpan().SequenceEqual(bytes))
            {
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                File.WriteAllBytes(path, bytes);
            }
        }
    }
}
