using Microsoft.Win32.SafeHandles;

namespace GoEnv.Console;

/// <summary>Where a command reads and writes.</summary>
internal sealed class Terminal
{
    private const int BrokenPipe = 32; // EPIPE, on every Unix that .NET runs on
    private const int BrokenPipeOnWindows = unchecked((int)0x8007006D);
    private const int NoReaderOnWindows = unchecked((int)0x800700E8);

    public required TextReader In { get; init; }

    public required TextWriter Out { get; init; }

    public required TextWriter Error { get; init; }

    /// <summary>Standard input is a pipe or a file, so that objects may come from it.</summary>
    public required bool InIsPiped { get; init; }

    /// <summary>A person may be looking at standard error: it is neither a file nor a pipe, as under cron and in CI.</summary>
    public bool ErrorIsSeen { get; init; }

    /// <summary>The width of the output in columns; 0 where it is not a terminal, and lines are not cut.</summary>
    public required int Width { get; init; }

    /// <summary>Shows a question to the person and returns the answer, null at the end of input; null where there is no terminal.</summary>
    public Func<string, string?>? Ask { get; init; }

    /// <summary>Standard output takes no more: nobody reads it, or <see cref="OutFailure"/> says why.</summary>
    public bool OutIsClosed { get; private set; }

    /// <summary>Why standard output could not be written, such as a full disk; null where its reader just had enough.</summary>
    public string? OutFailure { get; private set; }

    /// <summary>Notes that nobody reads standard output any more.</summary>
    public void Close() => OutIsClosed = true;

    /// <summary>Calls back when nobody reads standard output any more; null where that cannot be noticed.</summary>
    public Action<Action>? WhenUnread { get; init; }

    /// <summary>Writes to standard output; an <see cref="IOException"/> leaves <see cref="OutIsClosed"/> set.</summary>
    public void Print(string text)
    {
        try
        {
            Out.Write(text);
        }
        catch (IOException e)
        {
            OutIsClosed = true;
            OutFailure = e.HResult is BrokenPipe or BrokenPipeOnWindows or NoReaderOnWindows ? null : e.Message;
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
            InIsPiped = System.Console.IsInputRedirected && !InIsNothing(),
            ErrorIsSeen = !System.Console.IsErrorRedirected,
            Ask = Asking(),
            WhenUnread = OutputPipe.WhenUnread,
            Width = System.Console.IsOutputRedirected ? 0 : System.Console.WindowWidth,
        };
    }

    // Objects may come on standard input, so that the person is asked on the terminal itself.
    private static Func<string, string?>? Asking()
    {
        if (OperatingSystem.IsWindows())
        {
            return System.Console.IsInputRedirected ? null : question =>
            {
                System.Console.Error.Write(question);
                return System.Console.In.ReadLine();
            };
        }

        try
        {
            using var probe = new FileStream("/dev/tty", FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return null;
        }

        return question =>
        {
            using var tty = new FileStream("/dev/tty", FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 0);
            tty.Write(System.Text.Encoding.UTF8.GetBytes(question));
            using var reader = new StreamReader(tty, leaveOpen: true);
            return reader.ReadLine();
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

    // Where standard input was closed (<&-), its number goes to a pipe of the runtime itself: both ends are here, and a
    // reader would wait for ever.
    private static bool InIsNothing()
    {
        if (!OperatingSystem.IsLinux())
        {
            return false;
        }

        var input = Link("/proc/self/fd/0");
        return input is null or "/dev/null"
            || (input.StartsWith("pipe:", StringComparison.Ordinal) && Directory.GetFiles("/proc/self/fd").Any(fd => Link(fd) == input && IsWritable(Path.GetFileName(fd))));
    }

    private static bool IsWritable(string descriptor)
    {
        try
        {
            var flags = File.ReadLines("/proc/self/fdinfo/" + descriptor).First(line => line.StartsWith("flags:", StringComparison.Ordinal));
            return flags[^1] is not ('0' or '4'); // octal; the lowest two bits are the access mode, 0 for reading
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static string? Link(string path)
    {
        try
        {
            return new FileInfo(path).LinkTarget;
        }
        catch (IOException)
        {
            return null;
        }
    }
}
