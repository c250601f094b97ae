using System.ComponentModel;
using GoEnv.Connection;

namespace GoEnv.Targets;

/// <summary>A session with this machine's own <c>sh</c>.</summary>
internal sealed class LocalSession(Target target, SessionLimits limits) : ISession
{
    private SessionLimits limits = limits;
    private TargetException? failure;

    public Target Target { get; } = target;

    public async Task<ScriptResult> RunAsync(Script script, CancellationToken cancellationToken)
    {
        limits = limits.For(script);
        try
        {
            var result = await ProcessRunner.RunAsync(
                Target.Become ? ["sudo", "-n", "sh", "-c", script.Command] : ["sh", "-c", script.Command],
                script.Sent,
                script.EndLine,
                limits.Total,
                limits.OutputBytes,
                cancellationToken,
                data: script.Input,
                lines: script.Lines).ConfigureAwait(false);
            return result.End == ProcessEnd.SawEndLine
                ? new ScriptResult(result.ExitCode, result.Output, result.Error)
                : throw Explain(script, result);
        }
        catch (Win32Exception e)
        {
            failure = Make(TargetError.ShellUnavailable, $"no POSIX shell could be started ({e.Message})",
                OperatingSystem.IsWindows() ? "On Windows name a Linux target, such as ssh:host." : "Put the folder of sh, as a rule /bin, on PATH.");
            throw failure;
        }
        catch (TargetException e)
        {
            failure = e;
            throw;
        }
    }

    public Task<ConnectionFacts> ExamineConnectionAsync(CancellationToken cancellationToken) => Task.FromResult(new ConnectionFacts
    {
        Links = [new ConnectionLink("shell", failure is null ? LinkStatus.Ok : LinkStatus.Broken, failure?.Message ?? string.Empty)],
        Error = failure?.Error,
        Message = failure?.Message,
        RecommendedAction = failure?.RecommendedAction,
    });

    private TargetException Explain(Script script, ProcessResult result)
    {
        var begun = script.HasBegun(result.Output.Span);
        var error = result.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var exception = (result.End, begun) switch
        {
            (ProcessEnd.OutputTooLarge, _) => Make(TargetError.OutputTooLarge,
                $"it printed more than {limits.OutputBytes / (1024 * 1024)} MiB", "Look for a program on PATH that prints without end."),
            (ProcessEnd.TimedOut, _) => Make(TargetError.TargetTimedOut,
                $"it did not answer in full within {limits.Total.TotalSeconds:0} s", "Raise -TimeoutSeconds, or look at the load of this machine."),
            (_, false) when Target.Become => Make(TargetError.BecomeFailed,
                $"sudo -n refuses ({error.FirstOrDefault() ?? "it says nothing"})",
                "Allow the account to run sh as root with NOPASSWD in sudoers, or take 'become' out of the inventory."),
            _ => Make(TargetError.ShellUnavailable, $"sh ended with exit code {result.ExitCode} before the script did",
                "Run 'sh -c true' by hand and read what it says."),
        };
        return new TargetException(Target, exception.Error, exception.Message, exception.RecommendedAction)
        {
            Details = error.TakeLast(8).ToList(),
        };
    }

    private TargetException Make(TargetError error, string what, string action) =>
        new(Target, error, $"{Target.Name} could not be asked: {what}.", action);
}
