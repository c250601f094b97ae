using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using GoEnv.Modules.Files;
using GoEnv.Tests.Binaries;

namespace GoEnv.Tests.Modules.Files;

/// <summary>What we read in module files is what the go command reads in them.</summary>
public sealed partial class ReadingTests
{
    [Fact]
    public void Our_files_are_read_as_Go_reads_them() => Assert.True(Compare(ModuleFileCorpus.Committed) >= 12);

    [Fact]
    public void The_files_of_a_named_folder_are_read_as_Go_reads_them()
    {
        var files = ModuleFileCorpus.Named.ToList();
        Assert.SkipWhen(files.Count == 0, "GOENV_TEST_GOMOD names no folder with go.mod files.");
        Compare(files);
    }

    [Fact]
    public void The_files_of_Gos_own_tests_are_read_as_Go_reads_them()
    {
        var files = ModuleFileCorpus.OfScripts(GoToolchain.Root(GoToolchain.Newest)).DistinctBy(file => Convert.ToBase64String(file.Bytes)).ToList();
        Assert.SkipWhen(files.Count == 0, "the Go tree has no test scripts in it");
        Compare(files);
    }

    private static int Compare(IEnumerable<(string Name, byte[] Bytes)> files)
    {
        var folder = Directory.CreateTempSubdirectory("goenv").FullName;
        var differences = new List<string>();
        var count = 0;
        try
        {
            foreach (var (name, bytes) in files)
            {
                count++;
                var isWork = ModuleFileCorpus.IsWork(name);
                var path = Path.Combine(folder, isWork ? "go.work" : "go.mod");
                File.WriteAllBytes(path, bytes);
                var (exit, output, error) = GoToolchain.Run(GoToolchain.Newest, folder, new Dictionary<string, string>(), isWork ? "work" : "mod", "edit", "-json", path);
                ModuleFile ours = isWork ? GoWorkFile.Parse(bytes, name) : GoModFile.Parse(bytes, name);
                Assert.True(bytes.AsSpan().SequenceEqual(ours.ToBytes().Span), name);
                if ((exit == 0) != (ours.Errors.Count == 0))
                {
                    differences.Add($"{name}: go says '{error.Trim()}', we say '{string.Join("; ", ours.Errors)}'");
                }
                else if (exit == 0)
                {
                    var theirs = EditJson.Text(JsonNode.Parse(output)!);
                    var own = EditJson.Text(ours is GoModFile mod ? EditJson.Of(mod) : EditJson.Of((GoWorkFile)ours));
                    if (theirs != own)
                    {
                        differences.Add($"{name}:\n  go: {theirs}\n  we: {own}");
                    }
                }
                else if (!ours.Errors.Any(e => e.Line == FirstLine(error)))
                {
                    differences.Add($"{name}: go names line {FirstLine(error)} in '{error.Trim()}', we '{string.Join("; ", ours.Errors)}'");
                }
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        Assert.True(differences.Count == 0, $"{differences.Count} of {count} differ:\n{string.Join('\n', differences.Take(20))}");
        TestContext.Current.SendDiagnosticMessage("{0} module files compared", count);
        return count;
    }

    private static int? FirstLine(string error) =>
        Place().Match(error) is { Success: true } match ? int.Parse(match.Groups["line"].ValueSpan) : null;

    // Of a block without an end Go names the last line first.
    [GeneratedRegex(@"started at \S*go\.(mod|work):(?<line>[0-9]+):|go\.(mod|work):(?<line>[0-9]+):(?!.*started at)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Place();
}
