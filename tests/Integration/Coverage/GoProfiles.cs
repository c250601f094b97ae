using GoEnv.Coverage;
using GoEnv.Tests.Binaries;

namespace GoEnv.Tests.Coverage;

/// <summary>Profiles that a real go command wrote, and what its own tools say of them.</summary>
internal sealed class GoProfiles(string version) : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("goenv-cover-").FullName;

    /// <summary>The source of the standard library.</summary>
    public string Standard { get; } = Path.Combine(GoToolchain.Root(version), "src");

    public string At(string name) => Path.Combine(folder, name);

    public void Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(At(name))!);
        File.WriteAllText(At(name), text);
    }

    /// <summary>Tests packages of the standard library; some tests may fail where there is no network or the account is root.</summary>
    public string Test(string name, string mode, params string[] arguments)
    {
        var profile = At(name);
        _ = GoToolchain.Run(version, Standard, new Dictionary<string, string>(), ["test", "-short", "-covermode=" + mode, "-coverprofile=" + profile, .. arguments]);
        Assert.True(File.Exists(profile), "go test wrote no profile");
        return profile;
    }

    public string Run(string where, params string[] arguments) => Run(where, new Dictionary<string, string>(), arguments);

    public string Run(string where, Dictionary<string, string> environment, params string[] arguments)
    {
        var (exitCode, output, error) = GoToolchain.Run(version, where, environment, arguments);
        Assert.True(exitCode == 0, error);
        return output;
    }

    /// <summary>The lines of go tool cover -func, the columns with one tab between them.</summary>
    public List<string> Functions(string profile, string? where = null) => Run(where ?? Standard, "tool", "cover", "-func=" + profile)
        .Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Select(line => string.Join('\t', line.Split('\t', StringSplitOptions.RemoveEmptyEntries)))
        .ToList();

    /// <summary>The same of ours.</summary>
    public static List<string> Lines(CoverageData data) =>
        [.. data.Functions.Select(function => function.ToString()), $"total:\t(statements)\t{data.Total.FunctionCoverage}"];

    public static CoverageData Measure(string root, params string[] paths) =>
        CoverageData.Of(CoverageFiles.ReadAsync(paths, CancellationToken.None).GetAwaiter().GetResult(), new SourceTree(root));

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
