using System.Text;

namespace GoEnv.Tests.Modules.Files;

/// <summary>go.mod and go.work files to read: our own few, those of a folder that is named, and those of Go's own test scripts.</summary>
internal static class ModuleFileCorpus
{
    public static string Ours { get; } = Path.Combine(Folder(AppContext.BaseDirectory), "tests", "Integration", "Modules", "Files", "corpus");

    /// <summary>The files of GOENV_TEST_GOMOD, where there are more of them.</summary>
    public static IEnumerable<(string Name, byte[] Bytes)> Named => Environment.GetEnvironmentVariable("GOENV_TEST_GOMOD") is { Length: > 0 } folder
        ? Directory.EnumerateFiles(folder, "go.*", new EnumerationOptions { RecurseSubdirectories = true })
            .Where(IsModuleFile).Order(StringComparer.Ordinal).Select(path => (path, File.ReadAllBytes(path)))
        : [];

    public static IEnumerable<(string Name, byte[] Bytes)> Committed =>
        Directory.EnumerateFiles(Ours).Where(IsModuleFile).Order(StringComparer.Ordinal).Select(path => (path, File.ReadAllBytes(path)));

    /// <summary>The files in the scripts and modules with which the go command of a tree is tested.</summary>
    public static IEnumerable<(string Name, byte[] Bytes)> OfScripts(string root) => new[] { "script", "mod" }
        .Select(folder => Path.Combine(root, "src", "cmd", "go", "testdata", folder))
        .Where(Directory.Exists)
        .SelectMany(folder => Directory.EnumerateFiles(folder, "*.txt").Order(StringComparer.Ordinal))
        .SelectMany(path => Sections(path).Select(section => (path + " " + section.Name, Encoding.UTF8.GetBytes(section.Text))));

    public static bool IsWork(string name) => name.EndsWith(".work", StringComparison.Ordinal);

    private static bool IsModuleFile(string name) => name.EndsWith(".mod", StringComparison.Ordinal) || IsWork(name);

    private static IEnumerable<(string Name, string Text)> Sections(string path)
    {
        var parts = ("\n" + File.ReadAllText(path)).Split("\n-- ");
        return parts.Skip(1)
            .Select(part => part.Split(" --\n", 2))
            .Where(part => part.Length == 2 && IsModuleFile(part[0]))
            .Select(part => (part[0], part[1] + "\n"));
    }

    private static string Folder(string at) => File.Exists(Path.Combine(at, "GoEnvPowerShell.sln")) ? at : Folder(Path.GetDirectoryName(at)!);
}
