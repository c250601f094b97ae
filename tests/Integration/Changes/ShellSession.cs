using System.Globalization;
using GoEnv.Connection;
using GoEnv.Targets;
using GoEnv.Tests.Ssh;

namespace GoEnv.Tests.Changes;

/// <summary>A target that is an account of its own with a temporary home folder, asked through the shell under test; counts round trips.</summary>
internal sealed class ShellSession(string shell, ChangeHome home) : ISession
{
    public Target Target { get; } = Target.Local;

    public int RoundTrips { get; private set; }

    /// <summary>Put before each script, to end it in the middle.</summary>
    public string Before { get; set; } = string.Empty;

    /// <summary>The folders of programs after the one with the shell.</summary>
    public string Path { get; set; } = Environment.GetEnvironmentVariable("PATH") + ":/usr/sbin:/sbin";

    public async Task<ScriptResult> RunAsync(Script script, CancellationToken cancellationToken)
    {
        RoundTrips++;
        var words = shell.Split(' ');
        Assert.SkipWhen(Tool.Find(words[0]) is null, $"There is no {words[0]} here.");
        var folder = home.ShellFolder(Tool.Find(words[0])!);
        var sent = Before.Length == 0 ? script : script with { Text = Before + script.Text };
        var result = await ProcessRunner.RunAsync(
            [.. home.AsOwner, "env", "-i", $"PATH={folder}:{Path}", $"HOME={home.Folder}", System.IO.Path.Combine(folder, "sh"), "-c", sent.Command],
            sent.Sent,
            script.EndLine,
            TimeSpan.FromSeconds(60),
            16 * 1024 * 1024,
            cancellationToken,
            data: script.Input);
        return result.End == ProcessEnd.SawEndLine
            ? new ScriptResult(result.ExitCode, result.Output, result.Error)
            : throw new TargetException(Target, TargetError.ConnectionLost, $"The shell ended with {result.ExitCode.ToString(CultureInfo.InvariantCulture)}: {result.Error}", "None.");
    }

    public Task<ConnectionFacts> ExamineConnectionAsync(CancellationToken cancellationToken) => Task.FromResult(new ConnectionFacts { Links = [] });
}
