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

    public static Terminal OfProcess()
    {
        // Line by line, so that a reader sees each finding when it is made.
        var output = new StreamWriter(System.Console.OpenStandardOutput()) { AutoFlush = true };
        return new Terminal
        {
            In = System.Console.In,
            Out = output,
            Error = System.Console.Error,
            InIsPiped = System.Console.IsInputRedirected && !IsNullDevice(),
            Width = System.Console.IsOutputRedirected ? 0 : System.Console.WindowWidth,
        };
    }

    private static bool IsNullDevice() =>
        OperatingSystem.IsLinux() && File.ResolveLinkTarget("/proc/self/fd/0", returnFinalTarget: true)?.FullName == "/dev/null";
}
