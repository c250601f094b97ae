using System.Diagnostics;
using System.Text;

namespace GoEnv.Tests.Modules;

/// <summary>Runs a probe as an audit does, in a shell and an environment of its own.</summary>
internal sealed class Probing : IDisposable
{
    public const string Nonce = "0123456789abcdef";

    public static readonly string[] AllShells = ["dash", "bash", "busybox", "mksh"];

    public Probing() => Variables["HOME"] = Home;

    private readonly string shells = Directory.CreateTempSubdirectory("goenv-sh-").FullName;

    public string Home { get; } = Directory.CreateTempSubdirectory("goenv-").FullName;

    public Dictionary<string, string> Variables { get; } = new() { ["PATH"] = "/usr/bin:/bin" };

    /// <summary>The newest Go toolchain for tests, from GOENV_TEST_GO or the cache folder; skips the test when there is none.</summary>
    public static string Toolchain(string version)
    {
        var root = Environment.GetEnvironmentVariable("GOENV_TEST_GO")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache", "goenv-tests", "go");
        var go = Path.Combine(root, version, "bin", "go");
        Assert.SkipUnless(File.Exists(go), $"there is no Go {version} in {root}; GOENV_TEST_GO names the folder");
        return go;
    }

    [System.Diagnostics.CodeAnalysis.SuppressMessage("Interoperability", "CA1416", Justification = "Skipped on Windows.")]
    public void Write(string path, string text, UnixFileMode mode = UnixFileMode.UserRead | UnixFileMode.UserWrite)
    {
        var full = Path.Combine(Home, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the probe is for POSIX systems");
        File.SetUnixFileMode(full, mode);
    }

    public async Task<(TFacts Facts, string Raw)> RunAsync<TFacts>(Probe<TFacts> probe, string shell = "dash")
        where TFacts : class
    {
        var program = shell == "busybox" ? "/bin/busybox" : "/bin/" + shell;
        Assert.SkipUnless(File.Exists(program), $"{shell} is not on this machine");

        // The probe runs in the sh of PATH, which is to be the shell that is asked for.
        File.CreateSymbolicLink(Path.Combine(shells, "sh"), program);
        Variables["PATH"] = shells + ":" + Variables["PATH"];
        var raw = await RunAsync(Path.Combine(shells, "sh"), [], ProbeScript.Compose([probe], Nonce, TimeSpan.FromSeconds(60)).Text);
        var (output, problem) = Transcript.Parse(Encoding.UTF8.GetBytes(raw), Nonce).Read(probe.Id);
        Assert.True(output is not null, problem);
        return (probe.Parse(output), raw);
    }

    public async Task<string> RunAsync(string program, string[] arguments, string input = "")
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Home,
        };
        start.Environment.Clear();
        foreach (var (name, value) in Variables)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal(string.Empty, await error);
        return output;
    }

    public void Dispose()
    {
        Directory.Delete(Home, recursive: true);
        Directory.Delete(shells, recursive: true);
    }
}
