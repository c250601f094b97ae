using System.Text.RegularExpressions;

namespace GoEnv.Tests.Modules.Files;

/// <summary>A change of a healthy tree, what our rules say of it, and what the go command makes of it.</summary>
/// <param name="Name">What is wrong.</param>
/// <param name="Make">Makes it.</param>
/// <param name="Rule">The one rule that fails.</param>
/// <param name="Severity">Its severity here.</param>
/// <param name="Location">File and line, relative to the module; null where there is none.</param>
/// <param name="Command">The go command that is run.</param>
/// <param name="Stops">Whether it stops.</param>
internal sealed record Fault(string Name, Action<GoTree> Make, string Rule, Severity Severity, string? Location, string Command, bool Stops)
{
    public string Version { get; init; } = "1.27";

    public (string Name, string Value)[] Settings { get; init; } = [];

    public static IReadOnlyList<Fault> All { get; } =
    [
        new("an unknown directive", tree => tree.Append("go.mod", "requires x\n"), "GE3101", Severity.Error, "go.mod:8", "list -m", true),
        new("a version that is none", tree => tree.Replace("go.mod", "dep v1.0.0", "dep main"), "GE3101", Severity.Error, "go.mod:5", "list -m", true) { Settings = [("GOPROXY", "off")] },
        new("half a version", tree => tree.Replace("go.mod", "dep v1.0.0", "dep v1.0"), "GE3101", Severity.Error, "go.mod:5", "list -m", true) { Settings = [("GOPROXY", "off")] },
        new("a merge conflict in go.sum", tree => tree.Write("go.sum", "<<<<<<< ours\n" + tree.Read("go.sum")), "GE3101", Severity.Error, "go.sum:1", "list -m all", true),
        new("a retracted version of another major", tree => tree.Append("go.mod", "\nretract v2.0.0\n"), "GE3101", Severity.Error, "go.mod:9", "list -m", true),
        new("half a retracted version", tree => tree.Append("go.mod", "\nretract v1\n"), "GE3101", Severity.Error, "go.mod:9", "list -m", true) { Settings = [("GOPROXY", "off")] },
        new("half a version in a range", tree => tree.Append("go.mod", "\nretract [v1.0.0, v1.1.0+meta]\n"), "GE3101", Severity.Error, "go.mod:9", "list -m", true) { Settings = [("GOPROXY", "off")] },
        new("half an excluded version", tree => tree.Append("go.mod", "\nexclude example.com/z v1.9\n"), "GE3101", Severity.Error, "go.mod:9", "list -m", true) { Settings = [("GOPROXY", "off")] },
        new("half a version in place of another", tree => tree.Append("go.mod", "\nreplace example.com/z => example.com/y v1.2\n"), "GE3101", Severity.Error, "go.mod:9", "list -m", true) { Settings = [("GOPROXY", "off")] },
        new("no module line", tree => tree.Replace("go.mod", "module example.com/app\n", string.Empty), "GE3102", Severity.Error, "go.mod:1", "list -m", true),
        new("a wrong module path", tree => tree.Replace("go.mod", "example.com/app", "example.com/a$b"), "GE3102", Severity.Error, "go.mod:1", "list -m", true),
        new("no go line", tree => tree.Replace("go.mod", "go 1.24.0\n", string.Empty), "GE3103", Severity.Warning, "go.mod:1", "list -m", false),
        new("a newer go line and GOTOOLCHAIN=local", tree => tree.Replace("go.mod", "1.24.0", "1.99.0"), "GE3104", Severity.Error, "go.mod:3", "list -m", true),
        new("a newer go line and GOTOOLCHAIN=path", tree => tree.Replace("go.mod", "1.24.0", "1.99.0"), "GE3104", Severity.Error, "go.mod:3", "list -m", true) { Settings = [("GOTOOLCHAIN", "path")] },
        new("a newer go line and GOPROXY=off", tree => tree.Replace("go.mod", "1.24.0", "1.99.0"), "GE3104", Severity.Error, "go.mod:3", "list -m", true) { Settings = [("GOTOOLCHAIN", "auto"), ("GOPROXY", "off")] },
        new("a newer go line and GOSUMDB=off", tree => tree.Replace("go.mod", "1.24.0", "1.99.0"), "GE3104", Severity.Error, "go.mod:3", "list -m", true) { Settings = [("GOTOOLCHAIN", "auto"), ("GOSUMDB", "off")] },
        new("a newer toolchain line and GOPROXY=off", tree => tree.Replace("go.mod", "1.24.0\n", "1.24.0\n\ntoolchain go1.99.1\n"), "GE3104", Severity.Error, "go.mod:5", "list -m", true) { Settings = [("GOTOOLCHAIN", "auto"), ("GOPROXY", "off")] },
        new("a newer go line and Go 1.24", tree => tree.Replace("go.mod", "1.24.0", "1.26.0"), "GE3104", Severity.Error, "go.mod:3", "list -m", true) { Version = "1.24" },
        new("three numbers and Go 1.19", _ => { }, "GE3104", Severity.Error, "go.mod:3", "list -m", true) { Version = "1.19" },
        new("a newer go line and Go 1.19", tree => tree.Replace("go.mod", "1.24.0", "1.24"), "GE3104", Severity.Warning, "go.mod:3", "list -m", false) { Version = "1.19" },
        new("an older toolchain line", tree => tree.Replace("go.mod", "1.24.0\n", "1.24.0\n\ntoolchain go1.22.1\n"), "GE3105", Severity.Warning, "go.mod:5", "list -m", false),
        new("a toolchain before toolchains", tree => tree.Replace("go.mod", "1.24.0\n", "1.24.0\n\ntoolchain go1.20.3\n"), "GE3105", Severity.Error, "go.mod:5", "list -m", true),
        new("a toolchain that is none", tree => tree.Replace("go.mod", "1.24.0\n", "1.24.0\n\ntoolchain go1.26\n"), "GE3105", Severity.Warning, "go.mod:5", "list -m", false),
        new("a toolchain that is no version", tree => tree.Replace("go.mod", "1.24.0\n", "1.24.0\n\ntoolchain go1.027.0\n"), "GE3105", Severity.Error, "go.mod:5", "build -o /dev/null .", true),
        new("toolchain default", tree => tree.Replace("go.mod", "1.24.0\n", "1.24.0\n\ntoolchain default\n"), "GE3105", Severity.Error, "go.mod:5", "build -o /dev/null .", true),
        new("a tool by its folder", tree => tree.Append("go.mod", "\ntool ./cmd\n"), "GE3101", Severity.Error, "go.mod:9", "build -o /dev/null .", true),
        new("ignore for Go 1.24", tree => tree.Append("go.mod", "\nignore ./x\n"), "GE3106", Severity.Error, "go.mod:9", "list -m", true) { Version = "1.24" },
        new("tool for Go 1.19", tree => tree.Write("go.mod", "module example.com/app\n\ngo 1.19\n\ntool example.com/app\n\nrequire example.com/dep v1.0.0\n\nrequire example.com/lib v1.0.0 // indirect\n"), "GE3106", Severity.Error, "go.mod:5", "list -m", true) { Version = "1.19" },
        new("a replacement that is not there", tree => tree.Append("go.mod", "\nreplace example.com/lib => ../lib\n"), "GE3107", Severity.Error, "go.mod:9", "list -m all", true),
        new("a replacement without go.mod", tree => { tree.Write("lib/lib.go", "package lib\n"); tree.Append("go.mod", "\nreplace example.com/lib => ./lib\n"); }, "GE3107", Severity.Error, "go.mod:9", "list -m all", true),
        new("a replacement of nothing that is not there", tree => tree.Append("go.mod", "\nreplace example.com/other => ../lib\n"), "GE3107", Severity.Warning, "go.mod:9", "list -m all", false),
        new("a local replacement", tree => { tree.Write("../lib/go.mod", "module example.com/lib\n\ngo 1.18\n"); tree.Write("../lib/lib.go", "package lib\n\nfunc Lib() {}\n"); tree.Append("go.mod", "\nreplace example.com/lib => ../lib\n"); }, "GE3108", Severity.Information, "go.mod:9", "build -o /dev/null .", false),
        new("no hash of a go.mod", tree => Drop(tree, "go.sum", "lib v1.0.0/go.mod"), "GE3109", Severity.Error, "go.mod:7", "list -m all", true),
        new("no hash of what is imported", tree => Drop(tree, "go.sum", "dep v1.0.0 h1"), "GE3109", Severity.Error, "go.mod:5", "build -o /dev/null .", true),
        new("no hash of what a dependency imports", tree => Drop(tree, "go.sum", "lib v1.0.0 h1"), "GE3109", Severity.Error, "go.mod:7", "build -o /dev/null .", true),
        new("no go.sum", tree => File.Delete(tree.At("go.sum")), "GE3109", Severity.Error, "go.mod:5", "build -o /dev/null .", true),
        new("no hash in a workspace", tree => { File.Delete(tree.At("go.sum")); tree.Write("go.work", "go 1.24.0\n\nuse .\n"); tree.Replace("go.mod", "go 1.24.0\n", string.Empty); }, "GE3103", Severity.Warning, "go.mod:1", "build -o /dev/null .", false),
        new("two hashes", tree => tree.Write("go.sum", "example.com/dep v1.0.0 h1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n" + tree.Read("go.sum")), "GE3110", Severity.Error, "go.sum:2", "build -o /dev/null .", true),
        new("a workspace folder that is not there", tree => tree.Write("go.work", "go 1.24.0\n\nuse (\n\t.\n\t./none\n)\n"), "GE3111", Severity.Error, "go.work:5", "list -m", true),
        new("a workspace folder twice", tree => tree.Write("go.work", "go 1.24.0\n\nuse (\n\t.\n\t./../app\n)\n"), "GE3111", Severity.Error, "go.work:5", "list -m", true),
        new("a module name twice", tree => { tree.Write("b/go.mod", "module example.com/app\n\ngo 1.24.0\n"); tree.Write("go.work", "go 1.24.0\n\nuse .\n\nuse ./b\n"); }, "GE3111", Severity.Error, "go.work:5", "list -m", true),
        new("a module of the workspace that is replaced", tree => { tree.Write("b/go.mod", "module example.com/app\n\ngo 1.24.0\n"); tree.Write("go.work", "go 1.24.0\n\nuse .\n\nreplace example.com/app => ./b\n"); }, "GE3111", Severity.Error, "go.work:5", "list -m", true),
        new("an older workspace", tree => tree.Write("go.work", "go 1.23.0\n\nuse .\n"), "GE3111", Severity.Error, "go.work:1", "list -m", true),
        new("a workspace without the module", tree => { tree.Write("../b/go.mod", "module example.com/b\n\ngo 1.24.0\n"); tree.Write("../go.work", "go 1.24.0\n\nuse ./b\n"); }, "GE3112", Severity.Error, "../go.work:1", "build ./...", true),
        new("replacements that conflict", tree => { tree.Write("b/go.mod", "module example.com/b\n\ngo 1.24.0\n\nreplace example.com/z => example.com/y v1.0.0\n"); tree.Write("go.work", "go 1.24.0\n\nuse .\n\nuse ./b\n"); tree.Append("go.mod", "\nreplace example.com/z => example.com/x v1.0.0\n"); }, "GE3121", Severity.Error, "b/go.mod:5", "list -m", true),
        new("an older vendor folder", tree => { tree.Go("1.27", [], "mod", "vendor"); tree.Replace("go.mod", "dep v1.0.0", "dep v1.1.0"); }, "GE3113", Severity.Error, "go.mod:5", "build -o /dev/null .", true),
        new("a vendor folder without a replacement", tree => { tree.Go("1.27", [], "mod", "vendor"); tree.Append("go.mod", "\nreplace example.com/lib => example.com/lib v1.1.0\n"); }, "GE3113", Severity.Error, "go.mod:9", "build -o /dev/null .", true),
        new("a vendor folder with too much", tree => { tree.Go("1.27", [], "mod", "vendor"); Drop(tree, "go.mod", "require example.com/lib"); }, "GE3113", Severity.Error, "vendor/modules.txt:4", "build -o /dev/null .", true),
        new("a vendor folder before go 1.14", tree => { tree.Replace("go.mod", "1.24.0", "1.13"); tree.Go("1.27", [], "mod", "vendor"); }, "GE3114", Severity.Warning, "vendor/modules.txt:1", "build -o /dev/null .", false),
        new("a vendor folder and -mod=mod", tree => tree.Go("1.27", [], "mod", "vendor"), "GE3114", Severity.Warning, "vendor/modules.txt:1", "build -o /dev/null .", false) { Settings = [("GOFLAGS", "-mod=mod")] },
        new("two versions", tree => tree.Append("go.mod", "\nrequire example.com/lib v1.1.0 // indirect\n"), "GE3115", Severity.Error, "go.mod:9", "list -m", true),
        new("one version twice", tree => tree.Append("go.mod", "\nrequire example.com/lib v1.0.0 // indirect\n"), "GE3115", Severity.Warning, "go.mod:9", "list -m", false),
        new("an unknown setting", tree => tree.Append("go.mod", "\ngodebug panicnill=1\n"), "GE3116", Severity.Error, "go.mod:9", "list -m", true),
        new("a removed setting", tree => tree.Append("go.mod", "\ngodebug tls3des=1\n"), "GE3116", Severity.Error, "go.mod:9", "list -m", true),
        new("a newer default", tree => tree.Append("go.mod", "\ngodebug default=go1.99\n"), "GE3116", Severity.Error, "go.mod:9", "list -m", true),
        new("an excluded version", tree => tree.Append("go.mod", "\nexclude example.com/lib v1.0.0\n"), "GE3117", Severity.Error, "go.mod:7", "list -m all", true),
        new("a hash that is none", tree => tree.Replace("go.sum", "dep v1.0.0 h1:", "dep v1.0.0 h1:!!"), "GE3125", Severity.Error, "go.sum:1", "build -o /dev/null .", true),
        new("a package of no module", tree => tree.Write("x.go", "package main\n\nimport _ \"example.org/q/r\"\n"), "GE3126", Severity.Error, "x.go:3", "build -o /dev/null .", true),
        new("a package that a module lacks", tree => tree.Write("x.go", "package main\n\nimport _ \"example.com/dep/no\"\n"), "GE3126", Severity.Error, "x.go:3", "build -o /dev/null .", true),
        new("a package that the module lacks", tree => tree.Write("x.go", "package main\n\nimport _ \"example.com/app/no\"\n"), "GE3126", Severity.Error, "x.go:3", "build -o /dev/null .", true),
        new("a package of no module in a test", tree => tree.Write("x_test.go", "package main\n\nimport _ \"example.org/q/r\"\n"), "GE3126", Severity.Warning, "x_test.go:3", "vet .", true),
        new("a package of no module for plan9", tree => tree.Write("x_plan9.go", "package main\n\nimport _ \"example.org/q/r\"\n"), "GE3126", Severity.Warning, "x_plan9.go:3", "build -o /dev/null .", false),
        new("a tool of no module", tree => tree.Append("go.mod", "\ntool example.org/q/cmd\n"), "GE3126", Severity.Warning, "go.mod:9", "list tool", true),
        new("no requirement of what a dependency imports", tree => Drop(tree, "go.mod", "require example.com/lib"), "GE3126", Severity.Error, "../gopath/pkg/mod/example.com/dep@v1.0.0/dep.go:3", "build -o /dev/null .", true),
        new("a requirement below what another asks for", Lowered, "GE3127", Severity.Error, "go.mod:7", "build -o /dev/null .", true),
        new("the hash of something else", tree => tree.Write("go.sum", Regex.Replace(tree.Read("go.sum"), "dep v1.0.0 h1:....", "dep v1.0.0 h1:AAAA", RegexOptions.None, TimeSpan.FromSeconds(1))), "GE3128", Severity.Error, "go.sum:1", "build -o /dev/null .", true),
        new("a module replaced twice", tree => tree.Append("go.mod", "\nreplace example.com/z => example.com/x v1.0.0\n\nreplace example.com/z => example.com/y v1.0.0\n"), "GE3123", Severity.Error, "go.mod:11", "list -m", true),
        new("a module replaced twice in go.work", tree => tree.Write("go.work", "go 1.24.0\n\nuse .\n\nreplace example.com/z => example.com/x v1.0.0\n\nreplace example.com/z => example.com/y v1.0.0\n"), "GE3123", Severity.Error, "go.work:7", "list -m", true),
        new("-mod=none", _ => { }, "GE3118", Severity.Error, null, "list -m", true) { Settings = [("GOFLAGS", "-mod=none")] },
        new("-mod=vendor without a folder", _ => { }, "GE3118", Severity.Error, null, "build -o /dev/null .", true) { Settings = [("GOFLAGS", "-mod=vendor")] },
        new("-mod=mod in a workspace", tree => tree.Write("go.work", "go 1.24.0\n\nuse .\n"), "GE3118", Severity.Error, null, "build -o /dev/null .", true) { Settings = [("GOFLAGS", "-mod=mod")] },
    ];

    public override string ToString() => Name;

    private static void Lowered(GoTree tree)
    {
        tree.Publish("example.com/dep", "v1.2.0", "require example.com/lib v1.1.0\n", "package dep\n\nimport \"example.com/lib\"\n\nfunc Dep() { lib.Lib() }\n");
        var hashes = tree.Read("go.sum");
        tree.Replace("go.mod", "dep v1.0.0", "dep v1.2.0");
        tree.Go("1.27", [], "mod", "tidy");
        tree.Replace("go.mod", "lib v1.1.0", "lib v1.0.0");
        tree.Append("go.sum", hashes);
    }

    private static void Drop(GoTree tree, string file, string text)
    {
        var lines = tree.Read(file).Split('\n');
        Assert.Contains(lines, line => line.Contains(text, StringComparison.Ordinal));
        tree.Write(file, string.Join('\n', lines.Where(line => !line.Contains(text, StringComparison.Ordinal))));
    }
}
