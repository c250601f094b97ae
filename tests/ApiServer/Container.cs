using System.Diagnostics;

namespace GoEnv.Tests.ApiServer;

/// <summary>A process in PID and mount namespaces and a root of its own.</summary>
public sealed class Container : IDisposable
{
    private const string SearchPath = "/usr/local/go/bin:/usr/bin:/bin";

    private readonly Process unshare;
    private readonly string root;
    private readonly (int Uid, int Gid) user;
    private readonly MemoryStream log = new();

    private Container(Process unshare, string root, (int Uid, int Gid) user)
    {
        this.unshare = unshare;
        this.root = root;
        this.user = user;
        _ = CollectAsync(unshare.StandardOutput.BaseStream);
        _ = CollectAsync(unshare.StandardError.BaseStream);
    }

    /// <summary>The process id, as this machine sees it, of its process 1.</summary>
    public int Init { get; private set; }

    public byte[] Log
    {
        get
        {
            lock (log)
            {
                return log.ToArray();
            }
        }
    }

    /// <summary>True where this account may make namespaces.</summary>
    public static bool IsPossible => OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess
        && File.Exists("/usr/bin/unshare") && File.Exists("/usr/bin/nsenter") && Unshares();

    /// <summary>Starts it; process 1 reaps nothing, as most servers in containers.</summary>
    public static Task<Container> StartAsync(string root, params string[] command) => StartAsAsync(root, (0, 0), command);

    /// <summary>The same for a user and group.</summary>
    public static Task<Container> StartAsAsync(string root, (int Uid, int Gid) user, params string[] command) => StartAsync(
        Start("/usr/bin/unshare", ["--pid", "--mount", "--fork", "--kill-child", .. In(root, user), .. command]), root, user, command);

    /// <summary>Starts another one that sees the processes of this one.</summary>
    public Task<Container> StartBesideAsync(string other, (int Uid, int Gid) account, params string[] command) => StartAsync(
        Start("/usr/bin/nsenter", ["-t", Init.ToString(), "-p", "--", "/usr/bin/unshare", "--mount", .. In(other, account), .. command]), other, account, command);

    private static IEnumerable<string> In(string root, (int Uid, int Gid) user) =>
        ["--root=" + root, "--mount-proc", .. user == (0, 0) ? (string[])[] : ["--setuid=" + user.Uid, "--setgid=" + user.Gid]];

    private static async Task<Container> StartAsync(ProcessStartInfo start, string root, (int Uid, int Gid) user, string[] command)
    {
        var container = new Container(Process.Start(start)!, root, user);
        var children = $"/proc/{container.unshare.Id}/task/{container.unshare.Id}/children";
        for (var i = 0; container.Init == 0; i++)
        {
            if (container.unshare.HasExited || i > 500)
            {
                throw new InvalidOperationException($"The container did not start: {System.Text.Encoding.UTF8.GetString(container.Log)}");
            }

            if (int.TryParse((await File.ReadAllTextAsync(children)).Trim(), out var init) && IsRunning(init, command[0]))
            {
                container.Init = init;
            }

            await Task.Delay(10);
        }

        return container;
    }

    /// <summary>Starts a command in it; null when there is no such program in its root.</summary>
    public Process? Exec(IReadOnlyList<string> command)
    {
        var found = command[0].Contains('/') ? Exists(command[0]) : SearchPath.Split(':').Any(folder => Exists(folder + "/" + command[0]));
        return found ? Process.Start(Start("/usr/bin/nsenter", ["-t", Init.ToString(), "-p", "-m", "-r", "-w", .. user == (0, 0) ? (string[])[] : ["-S", user.Uid.ToString(), "-G", user.Gid.ToString()], "--", .. command])) : null;
    }

    /// <summary>The exit code of its process 1; null while it runs.</summary>
    public int? ExitCode => unshare.HasExited ? unshare.ExitCode : null;

    /// <summary>The states and names of the processes in its PID namespace, such as <c>Z sleep</c>, but for process 1.</summary>
    public IReadOnlyList<string> Processes()
    {
        var space = new FileInfo($"/proc/{Init}/ns/pid").LinkTarget;
        var found = new List<string>();
        foreach (var folder in Directory.GetDirectories("/proc").Where(path => int.TryParse(Path.GetFileName(path), out var pid) && pid != Init))
        {
            try
            {
                // A zombie has no namespaces of its own any more: its parent tells.
                var words = File.ReadAllText(folder + "/stat").Split(' ');
                if (new FileInfo(folder + "/ns/pid").LinkTarget == space || (words[2] == "Z" && new FileInfo($"/proc/{words[3]}/ns/pid").LinkTarget == space))
                {
                    found.Add($"{words[2]} {words[1].Trim('(', ')')}");
                }
            }
            catch (IOException)
            {
                // It has ended meanwhile.
            }
        }

        return found;
    }

    public void Kill() => unshare.Kill(entireProcessTree: true);

    public void Dispose()
    {
        if (!unshare.HasExited)
        {
            Kill();
            unshare.WaitForExit();
        }

        unshare.Dispose();
    }

    private static bool IsRunning(int pid, string program)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/cmdline").StartsWith(program, StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }

    private bool Exists(string path)
    {
        var file = new FileInfo(root + path);
        return file.Exists || file.LinkTarget is not null;
    }

    private static bool Unshares()
    {
        using var process = Process.Start(Start("/usr/bin/unshare", ["--pid", "--mount", "--fork", "true"]))!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }

    private static ProcessStartInfo Start(string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Clear();
        start.Environment["PATH"] = SearchPath;
        return start;
    }

    private async Task CollectAsync(Stream stream)
    {
        var buffer = new byte[4096];
        try
        {
            for (int read; (read = await stream.ReadAsync(buffer)) > 0;)
            {
                lock (log)
                {
                    log.Write(buffer, 0, read);
                }
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // It has ended.
        }
    }
}
