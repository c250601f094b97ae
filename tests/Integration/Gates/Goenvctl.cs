using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace GoEnv.Tests.Gates;

/// <summary>The built goenvctl on this machine with one fault: GOINSECURE is set, which GE3013 names.</summary>
internal static class Goenvctl
{
    /// <summary>The repository.</summary>
    public static string Root { get; } = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", ".."));

    public static string Program { get; } = Path.Combine(Root, "out", "goenvctl", "goenvctl");

    /// <summary>Runs a program in a folder, which is HOME too, with goenvctl on PATH.</summary>
    public static async Task<(int ExitCode, string Out, string Error)> RunAsync(string folder, string program, params string[] args)
    {
        Assert.SkipUnless(File.Exists(Program), "goenvctl is not built for this platform");
        var stop = TestContext.Current.CancellationToken;
        using var process = Process.Start(new ProcessStartInfo(program, args)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = folder,
            Environment =
            {
                ["GOINSECURE"] = "example.invalid",
                ["HOME"] = folder,
                ["PATH"] = Path.GetDirectoryName(Program) + Path.PathSeparator + Environment.GetEnvironmentVariable("PATH"),
                ["GITHUB_STEP_SUMMARY"] = Path.Combine(folder, "summary.md"),
            },
        })!;
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync(stop);
        var output = await process.StandardOutput.ReadToEndAsync(stop);
        await process.WaitForExitAsync(stop);
        return (process.ExitCode, output, await error);
    }

    private static string Here([CallerFilePath] string path = "") => path;
}
