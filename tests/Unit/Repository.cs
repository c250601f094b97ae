namespace GoEnv.Tests;

/// <summary>The files of the repository that the tests read.</summary>
internal static class Repository
{
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    /// <summary>The fenced blocks of a page that are YAML.</summary>
    public static IReadOnlyList<string> YamlExamples(string page) => Read(page)
        .Split("```yaml\n")[1..]
        .Select(rest => rest[..rest.IndexOf("```", StringComparison.Ordinal)])
        .ToList();

    private static string Find(string folder) => File.Exists(Path.Combine(folder, "GoEnvPowerShell.sln"))
        ? folder
        : Find(Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The repository was not found."));
}
