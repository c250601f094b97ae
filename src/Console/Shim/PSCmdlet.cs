namespace System.Management.Automation;

/// <summary>What a cmdlet's output goes to.</summary>
public interface ICommandRuntime
{
    void WriteObject(object? value);

    void WriteError(ErrorRecord record);

    void WriteWarning(string text);

    void WriteVerbose(string text);

    void WriteProgress(ProgressRecord record);

    /// <summary>Says what would be done, or asks; true when it is to be done.</summary>
    bool ShouldProcess(string target, string action);

    /// <summary>The same in whole sentences.</summary>
    bool ShouldProcess(string verboseDescription, string verboseWarning, string caption);

    /// <summary>Asks; <see cref="InvalidOperationException"/> when there is nobody to ask.</summary>
    bool ShouldContinue(string query, string caption, ref bool yesToAll, ref bool noToAll);

    void WriteInformation(string text);
}

public sealed class CommandInfo(string name)
{
    public string Name { get; } = name;
}

public sealed class InvocationInfo(string name, bool expectingInput)
{
    public CommandInfo MyCommand { get; } = new(name);

    public bool ExpectingInput { get; } = expectingInput;

    /// <summary>A process runs one command.</summary>
    public int PipelineLength => 1;

    public int PipelinePosition => 1;

    /// <summary>The common parameters -WhatIf and -Confirm, where they were given.</summary>
    public IDictionary<string, object> BoundParameters { get; } = new Dictionary<string, object>(StringComparer.OrdinalIgnoreCase);
}

public sealed class PathIntrinsics
{
    public string GetUnresolvedProviderPathFromPSPath(string path) => IO.Path.GetFullPath(
        path == "~" || path.StartsWith("~/", StringComparison.Ordinal)
            ? Environment.GetFolderPath(Environment.SpecialFolder.UserProfile) + path[1..]
            : path);
}

public sealed class SessionState
{
    public PathIntrinsics Path { get; } = new();
}

/// <summary>The base class of cmdlets, over an <see cref="ICommandRuntime"/>.</summary>
public abstract class PSCmdlet
{
    public SessionState SessionState { get; } = new();

    public ICommandRuntime CommandRuntime { get; set; } = null!;

    public InvocationInfo MyInvocation { get; set; } = null!;

    /// <summary>Runs the three phases; <paramref name="nextRecord"/> binds the next pipeline object and says whether there was one.</summary>
    public void Run(Func<bool> nextRecord)
    {
        BeginProcessing();
        while (nextRecord())
        {
            ProcessRecord();
        }

        EndProcessing();
    }

    /// <summary>Asks the cmdlet to stop; safe from any thread.</summary>
    public void Stop() => StopProcessing();

    public void WriteObject(object? sendToPipeline) => CommandRuntime.WriteObject(sendToPipeline);

    public void WriteObject(object? sendToPipeline, bool enumerateCollection)
    {
        if (enumerateCollection && sendToPipeline is System.Collections.IEnumerable items and not string)
        {
            foreach (var item in items)
            {
                WriteObject(item);
            }
        }
        else
        {
            WriteObject(sendToPipeline);
        }
    }

    public void WriteError(ErrorRecord errorRecord) => CommandRuntime.WriteError(errorRecord);

    public void WriteWarning(string text) => CommandRuntime.WriteWarning(text);

    public void WriteVerbose(string text) => CommandRuntime.WriteVerbose(text);

    public void WriteProgress(ProgressRecord progressRecord) => CommandRuntime.WriteProgress(progressRecord);

    public bool ShouldProcess(string target, string action) => CommandRuntime.ShouldProcess(target, action);

    public bool ShouldProcess(string verboseDescription, string verboseWarning, string caption) =>
        CommandRuntime.ShouldProcess(verboseDescription, verboseWarning, caption);

    public bool ShouldContinue(string query, string caption, ref bool yesToAll, ref bool noToAll) =>
        CommandRuntime.ShouldContinue(query, caption, ref yesToAll, ref noToAll);

    public void WriteInformation(object messageData, string[] tags) => CommandRuntime.WriteInformation($"{messageData}");

    /// <summary>Preference variables are PowerShell's own.</summary>
    public object? GetVariableValue(string name) => null;

    public void ThrowTerminatingError(ErrorRecord errorRecord) => throw new TerminatingErrorException(errorRecord);

    protected virtual void BeginProcessing()
    {
    }

    protected virtual void ProcessRecord()
    {
    }

    protected virtual void EndProcessing()
    {
    }

    protected virtual void StopProcessing()
    {
    }
}
