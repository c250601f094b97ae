using System.Diagnostics;
using System.Runtime.Versioning;
using System.Text;
using GoEnv.Policies;
using GoEnv.Releases;
using GoEnv.Toolchain;

namespace GoEnv.Tests.Toolchain;

/// <summary>A home folder of its own, and the real probe run in it by a real shell.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class ToolchainHost : IDisposable
{
    private const string Nonce = "0123456789abcdef0123456789abcdef";

    public static string? GoFolder
    {
        get
        {
            var named = Environment.GetEnvironmentVariable("GOENV_TEST_GO");
            var cache = Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } xdg
                ? xdg
                : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
            var folder = string.IsNullOrEmpty(named) ? Path.Combine(cache, "goenv-tests/go") : named;
            return File.Exists(Path.Combine(folder, "1.27/bin/go")) ? new DirectoryInfo(folder).ResolveLinkTarget(true)?.FullName ?? folder : null;
        }
    }

    public string Home { get; } = Directory.CreateTempSubdirectory("goenv").FullName;

    public static string Go(string version)
    {
        if (GoFolder is not { } folder || !Directory.Exists(Path.Combine(folder, version)))
        {
            Assert.Skip("No Go toolchains: run tests/Integration/toolchains.sh first.");
            return string.Empty;
        }

        return Path.Combine(folder, version);
    }

    /// <summary>The same for a test whose accounts have to enter that folder.</summary>
    public static string OpenGo(string version)
    {
        var go = Go(version);
        for (var folder = new DirectoryInfo(go); folder is not null; folder = folder.Parent)
        {
            Assert.SkipUnless(folder.UnixFileMode.HasFlag(UnixFileMode.OtherExecute), $"{folder.FullName} is closed to other accounts; GOENV_TEST_GO names a folder of toolchains that is not.");
        }

        return go;
    }

    public static TheoryData<string> Shells => new(new[] { "dash", "bash", "busybox sh", "mksh" }
        .Where(shell => File.Exists("/bin/" + shell.Split(' ')[0]) || File.Exists("/usr/bin/" + shell.Split(' ')[0])));

    /// <summary>What a rule finds in facts, in September 2026.</summary>
    internal static List<Problem> Judge(string id, ToolchainFacts facts) => Catalog.Rules.Single(rule => rule.Id == id)
        .JudgeFacts(facts, new RuleContext(Target.Parse("local"), Policy.Default, GoReleases.Shipped, new DateTimeOffset(2026, 9, 1, 0, 0, 0, TimeSpan.Zero)))
        .ToList();

    /// <summary>All that is in the home folder.</summary>
    public IReadOnlyList<string> Files() => Directory.EnumerateFileSystemEntries(Home, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint }).Order(StringComparer.Ordinal).ToList();

    public string At(string path) => Path.Combine(Home, path);

    public string Write(string path, string text, bool executable = false)
    {
        var file = At(path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
        if (executable)
        {
            File.SetUnixFileMode(file, (UnixFileMode)Convert.ToInt32("755", 8));
        }

        return file;
    }

    /// <summary>A copy of what a tree needs to run <c>go version</c> and <c>go env</c> and to be told from another.</summary>
    public string CopyTree(string version, string to)
    {
        var (from, root) = (Go(version), At(to));
        Run("/bin/sh", ["-c", """
            mkdir -p "$2" && cd "$1" && for p in VERSION go.env api bin pkg/tool src/internal src/runtime; do
              [ ! -e "$p" ] || { mkdir -p "$2/$(dirname "$p")" && cp -RT "$p" "$2/$p"; }
            done
            """, "sh", from, root]);
        return root;
    }

    public ToolchainFacts Ask(string shell, string path, params (string Name, string Value)[] environment)
    {
        var script = ProbeScript.Compose([new ToolchainProbe()], Nonce, TimeSpan.FromSeconds(60)).Text;
        var output = Run("/usr/bin/env", ["-i", $"HOME={Home}", $"PATH={path}", .. environment.Select(pair => $"{pair.Name}={pair.Value}"), .. shell.Split(' ')], script);
        var (records, problem) = Transcript.Parse(Encoding.UTF8.GetBytes(output), Nonce).Read("toolchain");
        Assert.True(records is not null, problem + "\n" + output);
        return (ToolchainFacts)new ToolchainProbe().ParseFacts(records!);
    }

    public void Dispose() => Directory.Delete(Home, recursive: true);

    public static string Run(string program, IEnumerable<string> arguments, string input = "")
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true })!;
        var reading = process.StandardOutput.ReadToEndAsync();
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        process.WaitForExit();
        return reading.GetAwaiter().GetResult();
    }
}
