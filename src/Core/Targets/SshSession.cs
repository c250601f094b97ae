using System.ComponentModel;
using System.Globalization;
using GoEnv.Connection;
using GoEnv.Text;

namespace GoEnv.Targets;

/// <summary>How the user's own OpenSSH client is called.</summary>
public sealed record SshClient
{
    /// <summary>The program; default <c>ssh</c>, found on PATH.</summary>
    public string Program { get; init; } = "ssh";

    /// <summary>A client configuration file in place of the user's own (<c>ssh -F</c>); null for the user's own.</summary>
    public string? ConfigFile { get; init; }

    /// <summary>The program with the arguments that choose configuration, host, user and port.</summary>
    internal List<string> Command(Target target, params string[] options)
    {
        List<string> command = [Program];
        if (ConfigFile is not null)
        {
            command.AddRange(["-F", ConfigFile]);
        }

        command.AddRange(options);
        if (target.User is { } user)
        {
            command.AddRange(["-l", user]);
        }

        if (target.Port is { } port)
        {
            command.AddRange(["-p", port.ToString(CultureInfo.InvariantCulture)]);
        }

        command.AddRange(["--", target.Host]);
        return command;
    }
}

/// <summary>A session through the user's own OpenSSH client, so that its configuration, keys, agents and jump hosts hold.</summary>
internal sealed class SshSession(Target target, SessionLimits limits, SshClient client) : ISession
{
    // Before each further attempt at a server that was too busy to begin.
    private static readonly TimeSpan[] Delays = [TimeSpan.FromMilliseconds(300), TimeSpan.FromMilliseconds(1200)];

    // ConnectTimeout of the client ends with the key exchange; a server may hang after it.
    private static readonly TimeSpan AuthenticationGrace = TimeSpan.FromSeconds(5);

    private SessionLimits limits = limits;
    private long? started;
    private SshLog log = new();
    private TargetException? failure;

    public Target Target { get; } = target;

    /// <summary>The clock of the pauses between attempts.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>The identity files of this side, shared by the sessions of one audit.</summary>
    public SshIdentities Identities { get; init; } = new();

    /// <summary>The options of the client, shared by the sessions of one audit.</summary>
    public SharedClientOptions Options { get; init; } = new();

    public async Task<ScriptResult> RunAsync(Script script, CancellationToken cancellationToken)
    {
        started ??= Clock.GetTimestamp();
        limits = limits.For(script);
        var inputStart = script.Input is { CanSeek: true } input ? input.Position : 0;
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                failure = null;
                return await RunOnceAsync(script, cancellationToken).ConfigureAwait(false);
            }
            catch (TargetException) when (attempt < Delays.Length && script.Input is null or { CanSeek: true } && SshFailure.IsTransient(log))
            {
                if (script.Input is not null)
                {
                    script.Input.Position = inputStart;
                }

                await Task.Delay(Delays[attempt], Clock, cancellationToken).ConfigureAwait(false);
            }
            catch (TargetException e)
            {
                failure = e;
                throw;
            }
        }
    }

    public async Task<ConnectionFacts> ExamineConnectionAsync(CancellationToken cancellationToken)
    {
        // What held the connection up, such as a command of the configuration, would hold this up as well.
        var left = started is { } start ? limits.Total - Clock.GetElapsedTime(start) : limits.Total;
        var options = failure is null
            ? await Options.ReadAsync(client, Target, log.ConfigLines, left, cancellationToken).ConfigureAwait(false)
            : SshClientOptions.Unknown("the target was not reached");
        return new ConnectionFacts
        {
            Links = SshChain.Build(log, failure),
            Error = failure?.Error,
            Message = failure?.Message,
            RecommendedAction = failure?.RecommendedAction,
            ClientOptions = options,
            Identities = await Identities.ReadAsync(options, cancellationToken).ConfigureAwait(false),
        };
    }

    private async Task<ScriptResult> RunOnceAsync(Script script, CancellationToken cancellationToken)
    {
        ProcessResult result;
        try
        {
            result = await ProcessRunner.RunAsync(
                Command(script), script.Sent, script.EndLine, limits.Total, limits.OutputBytes, cancellationToken, UntilLetIn(), data: script.Input, lines: script.Lines)
                .ConfigureAwait(false);
        }
        catch (Win32Exception e)
        {
            throw new TargetException(
                Target,
                TargetError.ClientNotFound,
                $"{Target.Name} could not be asked: '{client.Program}' cannot be started ({e.Message}).",
                "Install the OpenSSH client and see that it is on PATH.",
                e);
        }

        log = SshLog.Parse(result.Error);
        return result.End == ProcessEnd.SawEndLine
            ? new ScriptResult(result.ExitCode, result.Output, string.Join('\n', log.TargetLines))
            : throw Explain(script, result);
    }

    // Each hop on the way has the time anew.
    private Checkpoint UntilLetIn()
    {
        var passed = 0;
        return new Checkpoint(limits.Connect + AuthenticationGrace, text =>
        {
            var seen = SshLog.Parse(text);
            var further = seen.ProxiesPassed > passed;
            passed = seen.ProxiesPassed;
            return further || seen.AuthenticatedBy is not null;
        });
    }

    private TargetException Explain(Script script, ProcessResult result)
    {
        var timedOut = result.End == ProcessEnd.TimedOut;
        if (result.End == ProcessEnd.OutputTooLarge)
        {
            return SshFailure.TooLarge(Target, log, limits.OutputBytes);
        }

        if (log.AuthenticatedBy is null)
        {
            return SshFailure.BeforeAuthentication(Target, log, timedOut);
        }

        if (!script.HasBegun(result.Output.Span))
        {
            return SshFailure.BeforeScript(Target, log, FirstLine(result.Output.Span), timedOut);
        }

        return timedOut ? SshFailure.Slow(Target, log, limits.Total) : SshFailure.Cut(Target, log);
    }

    private static string FirstLine(ReadOnlySpan<byte> output)
    {
        var start = output[..Math.Min(output.Length, 200)].TrimStart("\r\n "u8);
        var end = start.IndexOfAny((byte)'\r', (byte)'\n');
        return TargetText.Decode(end < 0 ? start : start[..end]);
    }

    private List<string> Command(Script script)
    {
        var seconds = Math.Max(1, (int)limits.Connect.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        var command = client.Command(
            Target,
            "-v", "-T", "-x", "-a",
            "-o", "BatchMode=yes",
            "-o", "ConnectTimeout=" + seconds,
            "-o", "ClearAllForwardings=yes",
            "-o", "PermitLocalCommand=no",
            "-o", "RemoteCommand=none",
            "-o", "ControlMaster=no");

        // Taken by every login shell (bash, zsh, fish, csh); the script itself comes on standard input.
        command.Add($"exec {(Target.Become ? "sudo -n " : string.Empty)}sh -c '{script.Command}'");
        return command;
    }
}
