using System.Management.Automation;
using GoEnv.Cmdlets;
using GoEnv.Policies;
using GoEnv.Text;

namespace GoEnv.Console.Output;

/// <summary>Sends a cmdlet's objects to standard output and all else to standard error.</summary>
internal sealed class ConsoleRuntime(ObjectWriter output, Terminal terminal, ConsoleOptions options) : ICommandRuntime
{
    private bool hadErrors;
    private bool yesToAll;
    private bool noToAll;

    public void WriteObject(object? value) => output.Write(value);

    public void WriteError(ErrorRecord record)
    {
        hadErrors = true;
        terminal.Error.WriteLine($"goenvctl: {record.FullyQualifiedErrorId}: {Clean(record.ErrorDetails?.Message ?? record.Exception.Message)}");
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
        var effect = $"{Clean(action)}: {Clean(target)}";
        return ShouldProcess(effect, effect, string.Empty);
    }

    // The effect has lines of its own, and is clean already.
    public bool ShouldProcess(string verboseDescription, string verboseWarning, string caption)
    {
        if (options.WhatIf)
        {
            terminal.Error.WriteLine($"What if: {verboseDescription}");
            return false;
        }

        return options.Confirm != true || Prompt(verboseWarning, ref yesToAll, ref noToAll);
    }

    public bool ShouldContinue(string query, string caption, ref bool yesToAll, ref bool noToAll) => Prompt(query, ref yesToAll, ref noToAll);

    public void WriteInformation(string text) => terminal.Error.WriteLine(Clean(text));

    private bool Prompt(string query, ref bool yes, ref bool no)
    {
        if (yes || no)
        {
            return yes;
        }

        var ask = terminal.Ask ?? throw new InvalidOperationException("There is no terminal to ask on.");
        while (true)
        {
            switch (ask($"{query}\n[y] yes  [a] yes to all  [n] no  [l] no to all: ")?.Trim().ToUpperInvariant())
            {
                case "Y" or "YES":
                    return true;
                case "A":
                    return yes = true;
                case "L" or null:
                    no = true;
                    return false;
                case "N" or "NO":
                    return false;
            }
        }
    }

    /// <summary>Says the summary of an audit, and what the exit code is.</summary>
    public int Finish(PSCmdlet cmdlet)
    {
        if (cmdlet is not IAuditCommand { Summary: { } summary })
        {
            return hadErrors ? ExitCode.Unknown : ExitCode.Good;
        }

        // The last line of such a report says the same, and a log has both streams in one.
        if (options.Format != OutputFormat.JsonLinesReport)
        {
            terminal.Error.WriteLine(summary.ToString());
        }

        return (hadErrors, summary.Verdict) switch
        {
            (true, _) or (_, Verdict.Unknown) => ExitCode.Unknown,
            (_, Verdict.Failed) => ExitCode.Findings,
            _ => ExitCode.Good,
        };
    }

    private static string Clean(string text) => TargetText.Clean(text);
}
