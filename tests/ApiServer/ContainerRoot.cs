using System.Diagnostics;

namespace GoEnv.Tests.ApiServer;

/// <summary>Root folders for containers, made of this machine's programs with the libraries that they need.</summary>
public static class ContainerRoot
{
    private static readonly string[] Tools =
    [
        "printf", "cat", "ls", "head", "dd", "sleep", "id", "uname", "stat", "date", "tr", "wc", "sed", "grep", "env", "mkdir", "rm", "sort",
        "base64", "od", "readlink", "cut", "tail", "find", "setsid", "timeout", "df", "ps",
    ];

    /// <summary>A root whose <c>sh</c> is <paramref name="shell"/>; without any shell where that is null. Null when it cannot be had.</summary>
    public static string? Make(string folder, string? shell)
    {
        foreach (var part in new[] { "bin", "etc", "tmp", "proc", "dev", "root", "app" })
        {
            Directory.CreateDirectory(Path.Combine(folder, part));
        }

        File.WriteAllText(Path.Combine(folder, "etc/passwd"), "root:x:0:0:root:/root:/bin/sh\n");
        Run("mknod", "-m", "666", Path.Combine(folder, "dev/null"), "c", "1", "3");
        Run("mknod", "-m", "666", Path.Combine(folder, "dev/zero"), "c", "1", "5");
        if (!Add(folder, "sleep", "app/server"))
        {
            return null;
        }

        if (shell is null)
        {
            return folder;
        }

        if (!Add(folder, shell, "bin/" + shell))
        {
            return null;
        }

        if (shell == "busybox")
        {
            foreach (var applet in Run(Path.Combine(folder, "bin/busybox"), "--list").Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(applet => applet != "busybox"))
            {
                File.CreateSymbolicLink(Path.Combine(folder, "bin", applet), "busybox");
            }

            return folder;
        }

        foreach (var tool in Tools)
        {
            Add(folder, tool, "bin/" + tool);
        }

        File.CreateSymbolicLink(Path.Combine(folder, "bin/sh"), shell);
        return folder;
    }

    /// <summary>Copies a program and its libraries.</summary>
    public static bool Add(string folder, string program, string to)
    {
        var path = program.Contains('/') ? program : new[] { "/usr/bin", "/bin", "/usr/sbin" }.Select(bin => Path.Combine(bin, program)).FirstOrDefault(File.Exists);
        if (path is null)
        {
            return false;
        }

        Copy(path, Path.Combine(folder, to));
        foreach (var library in Run("ldd", path).Split([' ', '\t', '\n'], StringSplitOptions.RemoveEmptyEntries).Where(word => word.StartsWith('/')))
        {
            Copy(library.TrimEnd(':'), folder + library.TrimEnd(':'));
        }

        return true;
    }

    internal static string Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return output;
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(to)!);
        if (!File.Exists(to))
        {
            File.Copy(from, to); // follows links
        }
    }
}
