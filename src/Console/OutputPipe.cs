using System.Runtime.InteropServices;

namespace GoEnv.Console;

/// <summary>Standard output where it is a pipe.</summary>
internal static class OutputPipe
{
    private const int StandardOutput = 1;
    private const short Error = 8; // POLLERR: a pipe that nobody reads
    private const int Interrupted = 4; // EINTR

    /// <summary>
    /// Calls <paramref name="gone"/> on another thread when the reader of the pipe has gone, so that a command that has nothing to
    /// write just then need not work on for nobody. Linux only; elsewhere the next write tells.
    /// </summary>
    public static void WhenUnread(Action gone)
    {
        if (OperatingSystem.IsLinux() && System.Console.IsOutputRedirected)
        {
            new Thread(() => Wait(gone)) { IsBackground = true }.Start();
        }
    }

    private static void Wait(Action gone)
    {
        var output = new PollDescriptor { Descriptor = StandardOutput };
        while (Poll(ref output, 1, -1) < 0)
        {
            if (Marshal.GetLastPInvokeError() != Interrupted)
            {
                return;
            }
        }

        if ((output.Returned & Error) != 0)
        {
            gone();
        }
    }

    [DllImport("libc", EntryPoint = "poll", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Poll(ref PollDescriptor descriptors, nuint count, int milliseconds);

    [StructLayout(LayoutKind.Sequential)]
    private struct PollDescriptor
    {
        public int Descriptor;
        public short Wanted;
        public short Returned;
    }
}
