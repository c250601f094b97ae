using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace GoEnv.Targets;

/// <summary>Ends a process with all that it started.</summary>
internal static class ProcessTree
{
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

        // Each is stopped before its children are read, so that it cannot start more meanwhile.
        List<int> tree = [root.Id];
        for (var i = 0; i < tree.Count; i++)
        {
            _ = Send(tree[i], SigStop);
            tree.AddRange(Children(tree[i]));
        }

        foreach (var pid in tree)
        {
            _ = Send(pid, SigKill);
        }
    }

    private static List<int> Children(int pid)
    {
        try
        {
            return Directory.GetDirectories($"/proc/{Text(pid)}/task")
                .SelectMany(task => File.ReadAllText(task + "/children").Split(' ', StringSplitOptions.RemoveEmptyEntries))
                .Select(child => int.Parse(child, CultureInfo.InvariantCulture))
                .ToList();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return []; // it has ended, or belongs to another account
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
