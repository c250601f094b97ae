using System.Management.Automation;
using System.Security.Cryptography;
using GoEnv.Changes;
using GoEnv.Targets;
using GoEnv.Toolchain.Install;

namespace GoEnv.Cmdlets;

/// <summary>What a target takes to get a change of toolchains, or why it cannot.</summary>
/// <param name="Target">The target.</param>
/// <param name="Change">The change; null when there is an error.</param>
/// <param name="Error">Why there is none.</param>
public sealed record ToolchainOutcome(Target Target, PreparedChange? Change, Exception? Error);

/// <summary>A cmdlet that changes toolchains: asks targets side by side, confirms here, and changes those approved side by side.</summary>
public abstract class ToolchainCmdlet : TargetCmdlet<ToolchainOutcome>
{
    private readonly HashSet<Target> approved = [];
    private FleetPump<PreparedChange, (Target Target, ChangeResult? Change, Exception? Error)>? changes;

    /// <summary>Leaves time for a download.</summary>
    protected ToolchainCmdlet() => TimeoutSeconds = 1800;

    /// <summary>Says how the change is made ready.</summary>
    private protected abstract Func<Target, CancellationToken, Task<PreparedChange>> PrepareChange();

    /// <summary>Told how far a transfer has come; it is shown when something else is.</summary>
    private protected IProgress<TransferProgress> Transfers { get; } = new Latest();

    /// <summary>Asks targets; without mirrors.</summary>
    private protected ToolchainPreparer Preparer => new()
    {
        Open = Sessions.Open,
        NewNonce = NewNonce,
        ProbeLimit = TimeSpan.FromSeconds(ProbeTimeoutSeconds),
    };

    private protected static string NewNonce() => RandomNumberGenerator.GetHexString(32, lowercase: true);

    /// <inheritdoc/>
    private protected override Func<Target, CancellationToken, Task<ToolchainOutcome>> Prepare()
    {
        var prepare = PrepareChange();
        return async (target, stop) =>
        {
            try
            {
                return new ToolchainOutcome(target, await prepare(target, stop).ConfigureAwait(false), null);
            }
            catch (Exception e) when (e is InstallException or TargetException)
            {
                return new ToolchainOutcome(target, null, e);
            }
        };
    }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        var apply = new ToolchainApply
        {
            Open = Sessions.Open,
            NewNonce = NewNonce,
            Limit = TimeSpan.FromSeconds(TimeoutSeconds),
            Progress = Transfers,
        };
        changes = new(
            async (change, stop) =>
            {
                try
                {
                    return (change.Target, await apply.RunAsync(change, stop).ConfigureAwait(false), null);
                }
                catch (Exception e) when (e is InstallException or TargetException)
                {
                    return (change.Target, null, e);
                }
            },
            ThrottleLimit,
            StopToken,
            ShowTransfer);
    }

    /// <inheritdoc/>
    private protected override void Write(ToolchainOutcome result)
    {
        if (result.Change is not { } change)
        {
            WriteError(Record(result.Error!, result.Target));
        }
        else if (change.Calls.Count == 0)
        {
            Approve(change);
        }
        else if (ShouldProcess(result.Target.Name, string.Join("; ", change.Calls.Select(call => call.What))))
        {
            if (change.IsVerified == false)
            {
                WriteWarning($"Nothing vouches for the archive that goes to {result.Target.Name}: give its SHA-256 with -Sha256.");
            }

            Approve(change);
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        base.EndProcessing();
        Drain(changes!.Complete());
        WriteProgress(new ProgressRecord(1, MyInvocation.MyCommand.Name, "done") { RecordType = ProgressRecordType.Completed });
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            changes?.Dispose();
            changes = null;
        }

        base.Dispose(disposing);
    }

    // A target that is named twice is changed once.
    private void Approve(PreparedChange change)
    {
        if (approved.Add(change.Target))
        {
            Drain(changes!.Post(change));
        }
    }

    private void Drain(IEnumerable<(Target Target, ChangeResult? Change, Exception? Error)> results)
    {
        try
        {
            foreach (var (target, change, error) in results)
            {
                if (error is null)
                {
                    WriteObject(change);
                }
                else
                {
                    WriteError(Record(error, target));
                }
            }
        }
        catch (OperationCanceledException)
        {
            throw new PipelineStoppedException();
        }
    }

    private void ShowTransfer()
    {
        if (((Latest)Transfers).Value is { Total: > 0 } transfer)
        {
            WriteProgress(new ProgressRecord(1, MyInvocation.MyCommand.Name, transfer.What) { PercentComplete = (int)(100 * transfer.Bytes / transfer.Total) });
        }
    }

    /// <summary>What <paramref name="read"/> makes of a parameter; ends the command when that is none of it.</summary>
    private protected TOut Read<TOut>(string text, Func<string, TOut> read)
    {
        try
        {
            return read(text);
        }
        catch (FormatException e)
        {
            ThrowTerminatingError(Errors.InvalidInput("ParameterInvalid", e, text, "Get-Help shows examples."));
            throw;
        }
    }

    private static ErrorRecord Record(Exception error, Target target) =>
        error is TargetException unreachable ? unreachable.ToErrorRecord() : ((InstallException)error).ToErrorRecord(target);

    private sealed class Latest : IProgress<TransferProgress>
    {
        public TransferProgress? Value { get; private set; }

        public void Report(TransferProgress value) => Value = value;
    }
}
