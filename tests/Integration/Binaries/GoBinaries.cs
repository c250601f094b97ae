using System.Collections.Concurrent;

namespace GoEnv.Tests.Binaries;

/// <summary>Builds the program with real toolchains, each kind once, when a test first asks for it.</summary>
public sealed class GoBinaries : IDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<string>> built = new();
    private readonly string root = Directory.CreateTempSubdirectory("goenv-binaries-").FullName;

    public GoBinaries() => GoProgram.Write(Source);

    /// <summary>A folder for what a test makes.</summary>
    public string Folder => root;

    /// <summary>Where the program's source is.</summary>
    internal string Source => Path.Combine(root, "src");

    /// <summary>The path of a binary of one version, platform and set of flags.</summary>
    internal string Build(string version, string platform, params string[] flags) =>
        built.GetOrAdd($"{version} {platform} {string.Join(' ', flags)}", name => new Lazy<string>(() => Run(name, version, platform, flags))).Value;

    /// <summary>A path for a file that a test writes.</summary>
    public string NewPath(string name) => Path.Combine(Directory.CreateDirectory(Path.Combine(root, Guid.NewGuid().ToString("N"))).FullName, name);

    public void Dispose() => Directory.Delete(root, recursive: true);

    private string Run(string name, string version, string platform, string[] flags)
    {
        var path = Path.Combine(root, name.Replace('/', '-').Replace(' ', '_'));
        var environment = new Dictionary<string, string>
        {
            ["GOOS"] = platform.Split('/')[0],
            ["GOARCH"] = platform.Split('/')[1],
            ["CGO_ENABLED"] = flags.Contains("-buildmode=c-shared") || flags.Contains("-ldflags=-linkmode=external") || flags.Contains("-race") ? "1" : "0",
        };
        var package = flags.Contains("-buildmode=c-shared") ? "./cmd/lib" : flags.Contains("-tags=wait") ? "./cmd/wait" : "./cmd/hello";
        var (exitCode, _, error) = GoToolchain.Run(version, Source, environment, ["build", "-o", path, .. flags, package]);
        Assert.True(exitCode == 0, $"{name}: {error}");
        return path;
    }
}

/// <summary>The tests that share the binaries.</summary>
[CollectionDefinition]
public sealed class SharedBinaries : ICollectionFixture<GoBinaries>;
