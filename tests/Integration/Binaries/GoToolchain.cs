using System.Diagnostics;

namespace GoEnv.Tests.Binaries;

/// <summary>The Go toolchains that tests build with, and the go command of the newest.</summary>
internal static class GoToolchain
{
    /// <summary>The newest; what it prints is what ours is compared with.</summary>
    public const string Newest = "1.27";

    public static string Cache { get; } = Path.Combine(
        Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } cache
            ? cache
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache"),
        "goenv-tests");

    private static string Folder { get; } =
        Environment.GetEnvironmentVariable("GOENV_TEST_GO") is { Length: > 0 } folder ? folder : Path.Combine(Cache, "go");

    /// <summary>The root of a toolchain; the test is skipped where there is none.</summary>
    public static string Root(string version)
    {
        var root = Path.Combine(Folder, version);
        Assert.SkipUnless(File.Exists(Path.Combine(root, "bin", "go")), $"there is no Go {version} at {root}");
        return new DirectoryInfo(root).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? root;
    }

    /// <summary>What toolchains.sh unpacked beside them; null where it is not there.</summary>
    public static string? Beside(string name) => Path.Combine(Folder, name) is var path && Path.Exists(path) ? path : null;

    /// <summary>Runs the go command of a toolchain, with no configuration but what is given.</summary>
    public static (int ExitCode, string Output, string Error) Run(
        string version, string folder, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(Root(version), "bin", "go"), arguments)
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("GO", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in new Dictionary<string, string>(environment)
        {
            ["GOENV"] = "off",
            ["GOFLAGS"] = "-mod=mod",
            ["GOPROXY"] = "off",
            ["GOSUMDB"] = "off",
            ["GOWORK"] = "off",
            ["GOTOOLCHAIN"] = "local",
            ["GOCACHE"] = Path.Combine(Cache, "gocache"),
            ["GOPATH"] = Path.Combine(Cache, "gopath"),
        })
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.GetAwaiter().GetResult());
    }
}
