using GoEnv.Connection;
using GoEnv.Targets;
using GoEnv.Tests.Core;
using GoEnv.Tests.Ssh;

namespace GoEnv.Tests.Binaries;

/// <summary>A target that is one shell of this machine with chosen programs; keeps what was printed.</summary>
internal sealed class ShellSession(string shell, string? path = null, string? asUser = null) : ISession
{
    public Target Target { get; } = Target.Parse("ssh:shell");

    public List<ScriptResult> Results { get; } = [];

    /// <summary>Runs before each script.</summary>
    public Action<int>? Before { get; init; }

    /// <summary>Hands lines over as they come; then they are not kept.</summary>
    public bool Streams { get; init; }

    /// <summary>Programs of busybox alone, or of coreutils without some.</summary>
    public static string Programs(string kind)
    {
        string[] names = ["dd", "od", "base64", "head", "stat", "find", "readlink", "tr", "sed", "cat", "uname", "sleep", "setsid", "printf", "env"];
        var folder = Directory.CreateTempSubdirectory("goenv-path").FullName;
        File.SetUnixFileMode(folder, SshFarm.AllMayRun);
        foreach (var name in names.Where(name => kind != "without " + name))
        {
            File.CreateSymbolicLink(Path.Combine(folder, name), Tool.Find(kind == "busybox" ? "busybox" : name)!);
        }

        return folder;
    }

    public async Task<ScriptResult> RunAsync(Script script, CancellationToken cancellationToken)
    {
        Before?.Invoke(Results.Count);
        var result = await Shells.RunAsync(shell, Streams ? script : script with { Lines = null }, path, asUser);
        Assert.True(result.End == ProcessEnd.SawEndLine, result.Error);
        Results.Add(new ScriptResult(result.ExitCode, result.Output, result.Error));
        return Results[^1];
    }

    public Task<ConnectionFacts> ExamineConnectionAsync(CancellationToken cancellationToken) => throw new NotSupportedException();
}
