using System.Text;
using GoEnv.Modules.Files;
using GoEnv.Tests.Binaries;

namespace GoEnv.Tests.Modules.Files;

/// <summary>An edit of a file in Go's own format gives the bytes that <c>go mod edit</c> gives.</summary>
public sealed class EditingTests
{
    private static readonly (string Flag, Func<GoModFile, GoModFile> Edit)[] ModEdits =
    [
        ("-go=1.22.5", file => file.WithGo("1.22.5")),
        ("-toolchain=go1.26.9", file => file.WithToolchain("go1.26.9")),
        ("-toolchain=none", file => file.WithToolchain(null)),
        ("-require=example.com/zzz@v1.2.3", file => file.WithRequire("example.com/zzz", "v1.2.3")),
        ("-require=aaa.example/x@v1.2.3", file => file.WithRequire("aaa.example/x", "v1.2.3")),
        ("-replace=aaa.example/x=./here", file => file.WithReplace("aaa.example/x", null, "./here", null)),
        ("-replace=zzz.example/x@v1.0.0=example.com/y@v1.4.0", file => file.WithReplace("zzz.example/x", "v1.0.0", "example.com/y", "v1.4.0")),
        ("-tool=example.com/direct/tool", file => file.WithTool("example.com/direct/tool")),
    ];

    [Fact]
    public void Our_files_are_edited_as_Go_edits_them() => Assert.True(Compare(ModuleFileCorpus.Committed) > 50);

    [Fact]
    public void The_files_of_a_named_folder_are_edited_as_Go_edits_them()
    {
        var files = ModuleFileCorpus.Named.Take(120).ToList();
        Assert.SkipWhen(files.Count == 0, "GOENV_TEST_GOMOD names no folder with go.mod files.");
        Compare(files);
    }

    [Fact]
    public void The_files_of_Gos_own_tests_are_edited_as_Go_edits_them() =>
        Compare(ModuleFileCorpus.OfScripts(GoToolchain.Root(GoToolchain.Newest)).Where(file => file.Bytes.Length > 120).Take(150));

    private static int Compare(IEnumerable<(string Name, byte[] Bytes)> files)
    {
        var folder = Directory.CreateTempSubdirectory("goenv").FullName;
        var (count, differences) = (0, new List<string>());
        try
        {
            foreach (var (name, original) in files)
            {
                if (Format(name, original, folder) is not { } bytes)
                {
                    continue; // Go cannot read it
                }

                foreach (var (flag, edit) in ModuleFileCorpus.IsWork(name) ? Of(GoWorkFile.Parse(bytes)) : Of(GoModFile.Parse(bytes)))
                {
                    count++;
                    var theirs = Go(name, bytes, folder, flag);
                    var ours = edit();
                    if (theirs is null || !theirs.AsSpan().SequenceEqual(ours))
                    {
                        differences.Add($"{name} {flag}:\n-- go\n{(theirs is null ? "refuses" : Encoding.UTF8.GetString(theirs))}\n-- we\n{Encoding.UTF8.GetString(ours)}");
                    }
                }
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        Assert.True(differences.Count == 0, $"{differences.Count} of {count} differ:\n{string.Join('\n', differences.Take(8))}");
        return count;
    }

    private static IEnumerable<(string Flag, Func<byte[]> Edit)> Of(GoModFile file) =>
    [
        .. ModEdits.Where(edit => edit.Flag != "-toolchain=none" || file.Toolchain is not null).Select(edit => (edit.Flag, Bytes(() => edit.Edit(file)))),
        .. file.Require.Take(3).SelectMany(require => new[]
        {
            ("-droprequire=" + require.Path, Bytes(() => file.WithoutRequire(require.Path))),
            ($"-require={require.Path}@{require.Version}", Bytes(() => file.WithRequire(require.Path, require.Version))),
        }),
        .. file.Replace.Take(2).Select(replace => ($"-dropreplace={replace.Path}{(replace.Version is null ? null : "@" + replace.Version)}", Bytes(() => file.WithoutReplace(replace.Path, replace.Version)))),
        .. file.Tool.Take(2).Select(tool => ("-droptool=" + tool.Path, Bytes(() => file.WithoutTool(tool.Path)))),
    ];

    private static IEnumerable<(string Flag, Func<byte[]> Edit)> Of(GoWorkFile file) =>
    [
        ("-go=1.22.5", Bytes(() => file.WithGo("1.22.5"))),
        ("-toolchain=go1.26.9", Bytes(() => file.WithToolchain("go1.26.9"))),
        ("-use=./aaa", Bytes(() => file.WithUse("./aaa"))),
        ("-replace=zzz.example/x@v1.0.0=example.com/y@v1.4.0", Bytes(() => file.WithReplace("zzz.example/x", "v1.0.0", "example.com/y", "v1.4.0"))),
        .. file.Use.Where(use => use.Path.StartsWith('.')).Take(3).Select(use => ("-dropuse=" + use.Path, Bytes(() => file.WithoutUse(use.Path)))),
    ];

    private static Func<byte[]> Bytes(Func<ModuleFile> edit) => () => edit().ToBytes().ToArray();

    // Go sorts blocks with every edit, and what it sorted it formats anew with the next.
    private static byte[]? Format(string name, byte[] bytes, string folder)
    {
        var nothing = ModuleFileCorpus.IsWork(name) ? "-dropuse=./none" : "-droprequire=none.example/x";
        return Go(name, bytes, folder, nothing) is { } once ? Go(name, once, folder, nothing) : null;
    }

    private static byte[]? Go(string name, byte[] bytes, string folder, string flag)
    {
        var isWork = ModuleFileCorpus.IsWork(name);
        var path = Path.Combine(folder, isWork ? "go.work" : "go.mod");
        File.WriteAllBytes(path, bytes);
        return GoToolchain.Run(GoToolchain.Newest, folder, new Dictionary<string, string>(), isWork ? "work" : "mod", "edit", flag, path).ExitCode == 0
            ? File.ReadAllBytes(path)
            : null;
    }
}
