using Microsoft.Win32.SafeHandles;

namespace GoEnv.Console;

/// <summary>Where a command reads and writes.</summary>
internal sealed class Terminal
{
    public required TextReader In { get; init; }

    public required TextWriter Out { get; init; }

    public required TextWriter Error { get; init; }

    /// <summary>Standard input is a pipe or a file, so that objects may come from it.</summary>
    public required bool InIsPiped { get; init; }

    /// <summary>The width of the output in columns; 0 where it is not a terminal, and lines are not cut.</summary>
    public required int Width { get; init; }

    /// <summary>Standard output is no longer read.</summary>
    public bool OutIsClosed { get; set; }

    /// <summary>Writes to standard output; an <see cref="IOException"/> leaves <see cref="OutIsClosed"/> set.</summary>
    public void Print(string text)
    {
        try
        {
            Out.Write(text);
        }
        catch (IOException)
        {
            OutIsClosed = true;
            throw;
        }
    }

    public static Terminal OfProcess()
    {
        // Line by line, so that a reader sees each finding when it is made.
        var output = new StreamWriter(OpenOutput()) { AutoFlush = true };
        return new Terminal
        {
            In = System.Console.In,
            Out = output,
            Error = System.Console.Error,
            InIsPiped = System.Console.IsInputRedirected && !IsNullDevice(),
            Width = System.Console.IsOutputRedirected ? 0 : System.Console.WindowWidth,
        };
    }

    // The console's own stream hides that a pipe is no longer read, and the command would work on for nobody. A file keeps
    // the console's stream, which shares its position with other writers.
    private static Stream OpenOutput()
    {
        if (OperatingSystem.IsWindows() || !System.Console.IsOutputRedirected)
        {
            return System.Console.OpenStandardOutput();
        }

        var stream = new FileStream(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, bufferSize: 0);
        return stream.CanSeek ? System.Console.OpenStandardOutput() : stream;
    }

    private static bool IsNullDevice() =>
        OperatingSystem.IsLinux() && File.ResolveLinkTarget("/proc/self/fd/0", returnFinalTarget: true)?.FullName == "/dev/null";
}
