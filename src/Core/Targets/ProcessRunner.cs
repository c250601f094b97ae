using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace GoEnv.Targets;

/// <summary>How a client process came to its end.</summary>
internal enum ProcessEnd
{
    Exited,
    SawEndLine,
    TimedOut,
    OutputTooLarge,
}

/// <summary>Asks again and again, each time after <paramref name="After"/>, whether what stands on standard error is worth more time.</summary>
internal sealed record Checkpoint(TimeSpan After, Func<string, bool> GoesOn);

internal sealed record ProcessResult(ProcessEnd End, int ExitCode, ReadOnlyMemory<byte> Output, string Error);

/// <summary>Starts one client program with an argument vector, feeds it and reads it within limits, and leaves no process.</summary>
internal static class ProcessRunner
{
    private const int ErrorLimit = 32 * 1024;

    // A program may hand its standard error to a process that outlives it (a multiplexing master); so its end is not waited for.
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(500);

    /// <summary>
    /// Runs the program to its end, to <paramref name="endLine"/> or to a limit, with the variables of
    /// <paramref name="environment"/> besides its own; <paramref name="lines"/> takes whole lines of the output. <see cref="Win32Exception"/> when it cannot be started.
    /// </summary>
    public static async Task<ProcessResult> RunAsync(
        IReadOnlyList<string> command,
        string? input,
        string? endLine,
        TimeSpan limit,
        int outputLimit,
        CancellationToken cancellationToken,
        Checkpoint? checkpoint = null,
        IReadOnlyDictionary<string, string>? environment = null,
        Stream? data = null,
        Action<ReadOnlyMemory<byte>>? lines = null)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var process = Start(command, environment);
        using var timer = new CancellationTokenSource(limit);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timer.Token);
        var output = new OutputBuffer(outputLimit, endLine, lines);
        var error = new ErrorBuffer(ErrorLimit);
        var errorRead = error.ReadAsync(process.StandardError.BaseStream);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stop.Token);
        var watch = WatchAsync(checkpoint, error, timer, ended.Token);
        var end = ProcessEnd.Exited;
        try
        {
            var feeding = FeedAsync(process, input, data, ended.Token);
            end = await output.ReadAsync(process.StandardOutput.BaseStream, stop.Token).ConfigureAwait(false);
            if (end == ProcessEnd.SawEndLine)
            {
                await WaitBrieflyAsync(feeding).ConfigureAwait(false); // a script may leave input unread
            }
            else
            {
                await feeding.ConfigureAwait(false);
            }

            if (end == ProcessEnd.Exited)
            {
                await process.WaitForExitAsync(stop.Token).ConfigureAwait(false);
            }
            else if (end == ProcessEnd.SawEndLine)
            {
                await WaitBrieflyAsync(process.WaitForExitAsync(stop.Token)).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            end = ProcessEnd.TimedOut;
        }
        finally
        {
            await ended.CancelAsync().ConfigureAwait(false);
            await watch.ConfigureAwait(false);
            await KillAsync(process).ConfigureAwait(false);
        }

        await WaitBrieflyAsync(errorRead).ConfigureAwait(false);
        return new ProcessResult(end, process.HasExited ? process.ExitCode : -1, output.Content, error.Text);
    }

    private static Process Start(IReadOnlyList<string> command, IReadOnlyDictionary<string, string>? environment)
    {
        var start = new ProcessStartInfo(command[0])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var argument in command.Skip(1))
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        return Process.Start(start) ?? throw new Win32Exception($"'{command[0]}' did not start.");
    }

    private static async Task WatchAsync(
        Checkpoint? checkpoint, ErrorBuffer error, CancellationTokenSource timer, CancellationToken ended)
    {
        try
        {
            while (checkpoint is not null)
            {
                await Task.Delay(checkpoint.After, ended).ConfigureAwait(false);
                if (!checkpoint.GoesOn(error.Text))
                {
                    await timer.CancelAsync().ConfigureAwait(false);
                    return;
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The program has come to its end.
        }
    }

    private static async Task FeedAsync(Process process, string? input, Stream? data, CancellationToken cancellationToken)
    {
        try
        {
            if (input is not null)
            {
                var bytes = Encoding.UTF8.GetBytes(input);
                await process.StandardInput.BaseStream.WriteAsync(bytes, cancellationToken).ConfigureAwait(false);
            }

            if (data is not null)
            {
                await data.CopyToAsync(process.StandardInput.BaseStream, cancellationToken).ConfigureAwait(false);
            }

            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // The program closed its input without reading it all; its output and exit code tell what happened.
        }
    }

    private static async Task KillAsync(Process process)
    {
        if (!process.HasExited)
        {
            ProcessTree.Kill(process);
            await WaitBrieflyAsync(process.WaitForExitAsync(CancellationToken.None)).ConfigureAwait(false);
        }
    }

    private static async Task WaitBrieflyAsync(Task task)
    {
        try
        {
            await task.WaitAsync(Grace).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // The caller goes on with what there is.
        }
    }
}
