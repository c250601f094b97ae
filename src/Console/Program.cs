using System.Management.Automation;
using System.Runtime.InteropServices;
using GoEnv.Cmdlets;
using GoEnv.Console.Output;

namespace GoEnv.Console;

/// <summary>The cmdlets on a command line, for machines without PowerShell.</summary>
public static class Program
{
    /// <summary>Runs one command; the exit code is one of <see cref="ExitCode"/>.</summary>
    public static int Main(string[] args)
    {
        using var stop = new CancellationTokenSource();
        System.Console.CancelKeyPress += (_, e) =>
        {
            e.Cancel = true;
            stop.Cancel();
        };
        using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
        {
            signal.Cancel = true;
            stop.Cancel();
        });
        return Run(args, Terminal.OfProcess(), stop.Token);
    }

    /// <summary>Runs one command on a terminal.</summary>
    internal static int Run(string[] args, Terminal terminal, CancellationToken stop)
    {
        try
        {
            var options = ConsoleOptions.Take(args);
            var command = options.Words.Count == 0 ? null : Command.Find(options.Words[0]);
            if (options.ShowVersion)
            {
                terminal.Print(typeof(Program).Assembly.GetName().Version!.ToString(3) + "\n");
                return ExitCode.Good;
            }

            if (options.ShowHelp || command is null)
            {
                var help = command is null ? Help.Overview() : Help.Of(command);
                if (options.ShowHelp)
                {
                    terminal.Print(help);
                    return ExitCode.Good;
                }

                terminal.Error.Write(help);
                return ExitCode.Usage;
            }

            return Invoke(command, options, terminal, stop);
        }
        catch (UsageException e)
        {
            terminal.Error.WriteLine($"goenvctl: {e.Message}");
            return ExitCode.Usage;
        }
        catch (IOException) when (terminal.OutIsClosed)
        {
            if (terminal.OutFailure is null)
            {
                return ExitCode.Good; // the reader of our output has enough
            }

            terminal.Error.WriteLine($"goenvctl: standard output cannot be written: {terminal.OutFailure}");
            return ExitCode.Unknown;
        }
    }

    private static int Invoke(Command command, ConsoleOptions options, Terminal terminal, CancellationToken stop)
    {
        var cmdlet = (PSCmdlet)Activator.CreateInstance(command.Type)!;
        using var disposable = cmdlet as IDisposable;
        using var output = ObjectWriter.Create(options.Format, terminal); // first, so that wrong arguments give an empty array too
        var bound = Binder.Bind(cmdlet, command, options.Words.Skip(1));
        var runtime = new ConsoleRuntime(output, terminal, options);
        cmdlet.CommandRuntime = runtime;
        var input = PipelineInput.For(command, bound, terminal, stop);
        cmdlet.MyInvocation = new InvocationInfo(command.Name, input is not null);
        foreach (var (name, value) in ((string, bool?)[])[("WhatIf", options.WhatIf ? true : null), ("Confirm", options.Confirm)])
        {
            if (value is { } given)
            {
                cmdlet.MyInvocation.BoundParameters[name] = new SwitchParameter(given);
            }
        }

        using var registration = stop.Register(cmdlet.Stop);
        if (command.Name.StartsWith("Get-", StringComparison.Ordinal))
        {
            // A command that only reads has nothing to do for nobody; the others have their exit code and their end.
            terminal.WhenUnread?.Invoke(() =>
            {
                terminal.Close();
                try
                {
                    cmdlet.Stop();
                }
                catch (ObjectDisposedException)
                {
                    // It has come to its end meanwhile.
                }
            });
        }

        try
        {
            var first = true;
            cmdlet.Run(() => input?.Next(cmdlet) ?? (first && !(first = false)));
        }
        catch (PipelineStoppedException)
        {
            return terminal.OutIsClosed ? ExitCode.Good : ExitCode.Stopped;
        }
        catch (TerminatingErrorException e) when (e.ErrorRecord.Exception is GateException)
        {
            output.Done();
            return runtime.Finish(cmdlet); // the exit code says it
        }
        catch (TerminatingErrorException e)
        {
            runtime.WriteError(e.ErrorRecord);
            return e.ErrorRecord.Category is ErrorCategory.InvalidArgument or ErrorCategory.InvalidData
                ? ExitCode.Usage
                : ExitCode.Unknown;
        }

        output.Done();
        return runtime.Finish(cmdlet);
    }
}
