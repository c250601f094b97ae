using System.Globalization;
using System.Text;
using GoEnv.Changes;
using GoEnv.Tests.Ssh;

namespace GoEnv.Tests.Changes;

/// <summary>A home folder on a target, and what stands in it: every path with kind, mode, owner and bytes.</summary>
internal sealed class ChangeHome : IDisposable
{
    public const int Uid = 61900;

    private readonly string root = Directory.CreateTempSubdirectory("goenv-change").FullName;

    public ChangeHome()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.UserName == "root", "Files of several owners need root on Linux.");
        File.SetUnixFileMode(root, SshFarm.AllMayRun);
        Directory.CreateDirectory(Folder);
        Journal = new ChangeJournal(Path.Combine(root, "controller"));
        Own();
    }

    public string Folder => Path.Combine(root, "home");

    public ChangeJournal Journal { get; }

    /// <summary>Runs a program as the account that owns the home folder.</summary>
    public string[] AsOwner { get; private set; } = ["setpriv", "--reuid", $"{Uid}", "--regid", $"{Uid}", "--clear-groups"];

    public string this[string name] => Path.Combine(Folder, name);

    /// <summary>From now on programs are run as root, to whom GoEnv's state on the machine is an empty folder each time.</summary>
    public void BecomeRoot() => AsOwner = ["unshare", "--mount", "sh", "-c", "mount -t tmpfs tmpfs /var/lib && exec \"$@\"", "sh"];

    public ChangeEngine Engine(ShellSession session, IChangeSupply? supply = null, GoEnv.Policies.Policy? policy = null) => new()
    {
        Open = _ => session,
        Journal = Journal,
        Supply = supply,
        Policy = policy ?? GoEnv.Policies.Policy.Default,
        Holder = "tester@here",
        LockWait = TimeSpan.FromSeconds(1),
    };

    public void Write(string name, string content, int mode = 0x1a4)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(this[name])!);
        File.WriteAllBytes(this[name], Encoding.Latin1.GetBytes(content));
        File.SetUnixFileMode(this[name], (UnixFileMode)mode);
    }

    public void Own() => Tool.Run("chown", "-hR", $"{Uid}:{Uid}", Folder);

    /// <summary>A file that the account may count in, at zero.</summary>
    public string Counter()
    {
        var file = Path.Combine(root, "counter");
        File.WriteAllText(file, "0\n");
        Tool.Run("chown", $"{Uid}", file);
        return file;
    }

    /// <summary>A folder in which <c>sh</c> is the shell under test.</summary>
    public string ShellFolder(string shell)
    {
        var folder = Path.Combine(root, "sh-" + Path.GetFileName(shell));
        if (!Directory.Exists(folder))
        {
            Directory.CreateDirectory(folder);
            File.CreateSymbolicLink(Path.Combine(folder, "sh"), shell);
        }

        return folder;
    }

    /// <summary>What stands below the home folder, a line for each path; the folder of GoEnv's own state is told apart by <paramref name="withState"/>.</summary>
    public SortedDictionary<string, string> Snapshot(bool withState = true)
    {
        var lines = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in Tool.Run("find", Folder, "-printf", "%P\\t%y %m %U:%G %l\\n").Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = line.Split('\t');
            if (withState || !parts[0].StartsWith(".local", StringComparison.Ordinal))
            {
                var full = this[parts[0]];
                var isFile = parts[1][0] == 'f';
                lines[parts[0]] = parts[1] + (isFile ? new FileContent(File.ReadAllBytes(full)).Sha256 : string.Empty);
            }
        }

        return lines;
    }

    public void Dispose()
    {
        Tool.Try("umount", "-q", this["small"]);
        Tool.Try("chattr", "-R", "-i", Folder);
        Directory.Delete(root, recursive: true);
    }
}
