using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace GoEnv.Targets;

/// <summary>Ends a process with all that it started.</summary>
internal static class ProcessTree
{
    // A parent whose child was made by vfork stands only when that child has started its program, which it may not any more.
    private const int StopMilliseconds = 100;
    private const int SigKill = 9;
    private const int SigStop = 19; // Linux, on every architecture that .NET runs on

    /// <summary>
    /// Ends the tree as far as this account may. <see cref="Process.Kill(bool)"/> looks at every process of the machine
    /// for every process of the tree, which is seconds when fifty sessions end at once; Linux can be asked for children.
    /// </summary>
    public static void Kill(Process root)
    {
        if (!OperatingSystem.IsLinux() || !File.Exists("/proc/self/task/" + Text(Environment.ProcessId) + "/children"))
        {
            KillPortably(root);
            return;
        }

        // A process that is told to stop in the middle of a fork still gets its child: its children are all there when it stands.
        HashSet<int> tree = [root.Id];
        List<int> grown = [root.Id];
        var time = Stopwatch.StartNew();
        while (grown.Count > 0)
        {
            var stopped = grown.Where(pid => Send(pid, SigStop) == 0).ToList(); // one of another account ends by its own time limits
            SpinWait.SpinUntil(() => stopped.TrueForAll(Stands), TimeSpan.FromMilliseconds(Math.Max(0, StopMilliseconds - time.ElapsedMilliseconds)));
            grown = stopped.SelectMany(Children).Where(tree.Add).ToList();
        }

        foreach (var pid in tree)
        {
            _ = Send(pid, SigKill);
        }
    }

    // Whether it has stopped, in each of its threads, or has ended.
    private static bool Stands(int pid) => Threads(pid).All(thread =>
    {
        var stat = Read(thread + "/stat");
        var state = stat.LastIndexOf(')') + 2; // the name before it may hold anything
        return state >= stat.Length || stat[state] is 'T' or 't' or 'Z' or 'X';
    });

    private static List<int> Children(int pid) => Threads(pid)
        .SelectMany(thread => Read(thread + "/children").Split(' ', StringSplitOptions.RemoveEmptyEntries))
        .Select(child => int.Parse(child, CultureInfo.InvariantCulture))
        .ToList();

    private static string[] Threads(int pid)
    {
        try
        {
            return Directory.GetDirectories($"/proc/{Text(pid)}/task");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return []; // it has ended
        }
    }

    // Empty where it has ended, or belongs to another account.
    private static string Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return string.Empty;
        }
    }

    private static void KillPortably(Process root)
    {
        try
        {
            root.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is Win32Exception or AggregateException or InvalidOperationException)
        {
            // It has ended, or belongs to another account (sudo); its own time limits end it.
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Send(int pid, int signal);
}
