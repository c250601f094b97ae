using GoEnv.Coverage;
using GoEnv.Tests.Binaries;

namespace GoEnv.Tests.Coverage;

public sealed class GoCoverTests
{
    [Theory]
    [InlineData("1.19", "set", "strconv", "text/template", "go/parser")]
    [InlineData("1.24", "count", "strconv", "text/template", "go/parser")]
    [InlineData("1.27", "atomic", "strconv", "text/template", "go/parser")]
    [InlineData("1.27", "set", "-coverpkg=text/template,text/template/parse,strconv,go/...", "text/template", "strconv", "go/printer")]
    [InlineData("1.24", "atomic", "-coverpkg=text/template/...,fmt,slices,maps", "text/template/...", "slices", "fmt")]
    public void Functions_and_totals_are_those_of_go_tool_cover(string version, string mode, params string[] packages)
    {
        using var go = new GoProfiles(version);
        var profile = go.Test("cover.out", mode, packages);
        var data = GoProfiles.Measure(go.Standard, profile);
        var expected = go.Functions(profile);
        Assert.True(expected.Count > 200, $"only {expected.Count} functions");
        Assert.Equal(expected, GoProfiles.Lines(data));
        Assert.Equal(mode, data.Total.Mode.ToString(), ignoreCase: true);
    }

    [Fact]
    public void Every_function_of_the_standard_library_is_found()
    {
        using var go = new GoProfiles("1.27");
        var profile = new System.Text.StringBuilder("mode: set\n");
        var files = Directory.EnumerateFiles(go.Standard, "*.go", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(go.Standard, path).Replace('\\', '/'))
            .Where(path => !path.Contains("testdata/", StringComparison.Ordinal) && path.IndexOf('/') > 0
                && !path.StartsWith("cmd/", StringComparison.Ordinal) && !path.Contains("/_", StringComparison.Ordinal) && !path.StartsWith("vendor/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal).ToList();
        Assert.True(files.Count > 3000, $"only {files.Count} files");
        foreach (var file in files)
        {
            // Odd lines ran, so that a function that ends a line off is seen.
            var lines = File.ReadLines(Path.Combine(go.Standard, file)).Count();
            for (var line = 1; line <= lines; line++)
            {
                profile.Append("./").Append(file).Append(':').Append(line).Append(".1,").Append(line).Append(".2 1 ").Append(line % 2).Append('\n');
            }
        }

        go.Write("all.out", profile.ToString());
        Assert.Equal(go.Functions(go.At("all.out")), GoProfiles.Lines(GoProfiles.Measure(go.Standard, go.At("all.out"))));
    }

    [Theory]
    [InlineData("1.24")]
    [InlineData("1.27")]
    public void Folders_of_counters_are_those_of_go_tool_covdata(string version)
    {
        using var go = new GoProfiles(version);
        go.Write("m/go.mod", "module example.com/m\n\ngo 1.20\n");
        go.Write("m/main.go", """
            package main

            import "os"

            var pick = func(n int) int {
            	if n > 1 {
            		return 2
            	}
            	return 1
            }

            func main() {
            	switch len(os.Args) {
            	case 1:
            		one()
            	default:
            		two()
            	}
            	pick(len(os.Args))
            }

            func one() { println("one") }
            func two() { println("two"); if len(os.Args) > 2 { println("three") } }

            """);
        go.Run(go.At("m"), "build", "-cover", "-covermode=count", "-o", "m", ".");
        foreach (var (folder, arguments) in new[] { ("a", Array.Empty<string>()), ("b", ["x"]) })
        {
            Directory.CreateDirectory(go.At(folder));
            var start = new System.Diagnostics.ProcessStartInfo(go.At("m/m"), arguments) { RedirectStandardError = true, UseShellExecute = false };
            start.Environment["GOCOVERDIR"] = go.At(folder);
            using var process = System.Diagnostics.Process.Start(start)!;
            _ = process.StandardError.ReadToEnd();
            process.WaitForExit();
        }

        Directory.CreateDirectory(go.At("merged"));
        go.Run(go.At("m"), "tool", "covdata", "merge", $"-i={go.At("a")},{go.At("b")}", "-o=" + go.At("merged"));
        var texts = new List<string>();
        foreach (var folder in (string[])["a", "b", "merged"])
        {
            texts.Add(go.At(folder + ".out"));
            go.Run(go.At("m"), "tool", "covdata", "textfmt", "-i=" + go.At(folder), "-o=" + texts[^1]);
        }

        var ours = GoProfiles.Measure(go.At("m"), texts[0], texts[1]);
        var merged = GoProfiles.Measure(go.At("m"), texts[2]);
        Assert.Equal(merged.Files.SelectMany(file => file.Blocks), ours.Files.SelectMany(file => file.Blocks));
        Assert.Equal(go.Functions(texts[2], go.At("m")), GoProfiles.Lines(ours));
        var percent = go.Run(go.At("m"), "tool", "covdata", "percent", "-i=" + go.At("merged"));
        Assert.Contains($"coverage: {ours.Total.Coverage} of statements", percent, StringComparison.Ordinal);
        Assert.NotEqual(ours.Total.Coverage, ours.Total.FunctionCoverage); // the literal of a package variable

        var path = Environment.GetEnvironmentVariable("PATH");
        try
        {
            Environment.SetEnvironmentVariable("PATH", Path.Combine(GoToolchain.Root(version), "bin") + Path.PathSeparator + path);
            var folders = GoProfiles.Measure(go.At("m"), go.At("a"), go.At("b"));
            Assert.Equal(ours.Files.SelectMany(file => file.Blocks), folders.Files.SelectMany(file => file.Blocks));
            Environment.SetEnvironmentVariable("PATH", go.At("nothing"));
            Assert.Contains("there is no go on PATH", Assert.Throws<FormatException>(() => GoProfiles.Measure(go.At("m"), go.At("a"))).Message, StringComparison.Ordinal);
        }
        finally
        {
            Environment.SetEnvironmentVariable("PATH", path);
        }
    }

    [Fact]
    public void Shares_are_printed_as_go_prints_them()
    {
        using var go = new GoProfiles("1.27");
        go.Write("m/go.mod", "module example.com/m\n\ngo 1.20\n");
        go.Write("m/main.go", """
            package main

            import "fmt"

            func main() {
            	for t := int64(1); t <= 1500; t++ {
            		for c := int64(0); c <= t; c++ {
            			fmt.Printf("%.1f%%\n", 100.0*float64(c)/float64(t))
            		}
            	}
            }

            """);
        var expected = go.Run(go.At("m"), "run", ".").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var at = 0;
        for (var t = 1; t <= 1500; t++)
        {
            for (var c = 0; c <= t; c++)
            {
                var ours = CoveragePercent.Text(c, t);
                Assert.True(expected[at] == ours, $"{c}/{t}: {expected[at]} and {ours}");
                at++;
            }
        }

        Assert.Equal(expected.Length, at);
    }
}
