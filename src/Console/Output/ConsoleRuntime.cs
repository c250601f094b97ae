using System.Management.Automation;
using GoEnv.Cmdlets;
using GoEnv.Policies;
using GoEnv.Text;

namespace GoEnv.Console.Output;

/// <summary>Sends a cmdlet's objects to standard output and all else to standard error.</summary>
internal sealed class ConsoleRuntime(ObjectWriter output, Terminal terminal, ConsoleOptions options) : ICommandRuntime
{
    private bool hadErrors;

    public void WriteObject(object? value) => output.Write(value);

    public void WriteError(ErrorRecord record)
    {
        hadErrors = true;
        terminal.Error.WriteLine($"goenvctl: {record.FullyQualifiedErrorId}: {Clean(record.Exception.Message)}");
        if (record.ErrorDetails?.RecommendedAction is { Length: > 0 } action)
        {
            terminal.Error.WriteLine($"  next: {Clean(action)}");
        }

        if (record.Exception is TargetException target && options.Verbose)
        {
            foreach (var line in target.Details)
            {
                terminal.Error.WriteLine($"  said: {Clean(line)}");
            }
        }
    }

    public void WriteWarning(string text) => terminal.Error.WriteLine($"goenvctl: warning: {Clean(text)}");

    public void WriteVerbose(string text)
    {
        if (options.Verbose)
        {
            terminal.Error.WriteLine(Clean(text));
        }
    }

    public void WriteProgress(ProgressRecord record)
    {
        // A progress line would be noise in a log; who watches sees the findings come.
    }

    public bool ShouldProcess(string target, string action)
    {
        if (options.WhatIf)
        {
            terminal.Error.WriteLine($"What if: {Clean(action)}: {Clean(target)}");
        }

        return !options.WhatIf;
    }

    /// <summary>Says the summary of an audit, and what the exit code is.</summary>
    public int Finish(PSCmdlet cmdlet)
    {
        if (cmdlet is not IAuditCommand { Summary: { } summary })
        {
            return hadErrors ? ExitCode.Unknown : ExitCode.Good;
        }

        terminal.Error.WriteLine(summary.ToString());
        return (hadErrors, summary.Verdict) switch
        {
            (true, _) or (_, Verdict.Unknown) => ExitCode.Unknown,
            (_, Verdict.Failed) => ExitCode.Findings,
            _ => ExitCode.Good,
        };
    }

    private static string Clean(string text) => TargetText.Clean(text);
}
