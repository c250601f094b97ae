using GoEnv.Targets;
using GoEnv.Tests.Ssh;

namespace GoEnv.Tests.Core;

/// <summary>Runs a probe's text, framed as on a target, in each POSIX shell of this machine.</summary>
internal static class Shells
{
    public static readonly TheoryData<string> All = ["dash", "bash --posix", "busybox sh", "mksh"];

    // The frame starts "sh" for each probe, so that sh must be the shell under test: a folder of links stands first on PATH.
    public static async Task<ProcessResult> RunAsync(string shell, Script script, string? path = null, string? asUser = null)
    {
        var words = shell.Split(' ');
        Assert.SkipWhen(Tool.Find(words[0]) is null, $"There is no {words[0]} here.");
        var folder = Directory.CreateTempSubdirectory("goenv-sh").FullName;
        try
        {
            File.SetUnixFileMode(folder, SshFarm.AllMayRun);
            File.CreateSymbolicLink(Path.Combine(folder, "sh"), Tool.Find(words[0])!);
            string[] user = asUser is null ? [] : ["setpriv", "--reuid", asUser, "--regid", asUser, "--clear-groups"];
            return await ProcessRunner.RunAsync(
                [.. user, "env", $"PATH={folder}:{path ?? "/usr/bin:/bin:/usr/sbin"}", "HOME=/nonexistent", Path.Combine(folder, "sh"), "-c", "eval \"$(cat)\""],
                script.Text,
                script.EndLine,
                TimeSpan.FromSeconds(30),
                16 * 1024 * 1024,
                default,
                lines: script.Lines);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    public static async Task<ProbeOutput> AskAsync(string shell, string probe, string? path = null, string? asUser = null)
    {
        var result = await RunAsync(shell, new ScriptedProbe(probe).Compose(TimeSpan.FromSeconds(20)), path, asUser);
        Assert.True(result.End == ProcessEnd.SawEndLine, result.Error);
        return ScriptedProbe.Read(result.Output);
    }

    /// <summary>A folder with links to the programs named, to stand alone on PATH.</summary>
    public static string FolderOf(params string[] programs)
    {
        var folder = Directory.CreateTempSubdirectory("goenv-path").FullName;
        foreach (var program in programs)
        {
            File.CreateSymbolicLink(Path.Combine(folder, program), Tool.Find(program)!);
        }

        return folder;
    }
}
