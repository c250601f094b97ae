namespace GoEnv.Tests.Ssh;

/// <summary>The accounts of the farm: one for each login shell and each fault.</summary>
internal sealed class FarmAccounts(string folder, string publicKey)
{
    private const int FirstUid = 61000;

    private readonly Dictionary<string, FarmAccount> accounts = new(StringComparer.Ordinal);
    private readonly Lock gate = new();

    public FarmAccount this[string name]
    {
        get
        {
            lock (gate)
            {
                return accounts[name];
            }
        }
    }

    public string RootHome => Path.Combine(folder, "home/root");

    public bool Has(string name)
    {
        lock (gate)
        {
            return accounts.ContainsKey(name);
        }
    }

    public FarmAccount Add(string name, string shell)
    {
        lock (gate)
        {
            var account = new FarmAccount(name, FirstUid + accounts.Count, Path.Combine(folder, "home", name));
            accounts.Add(name, account);

            // In place, never by renaming: the mounts of the hosts show these very files.
            File.AppendAllText(Etc("passwd"), $"{name}:x:{account.Uid}:{account.Uid}::{account.Home}:{shell}\n");
            File.AppendAllText(Etc("group"), $"{name}:x:{account.Uid}:\n");
            File.AppendAllText(Etc("shadow"), $"{name}:*:19000:0:99999:7:::\n");
            account.Write(".ssh/authorized_keys", publicKey);
            File.SetUnixFileMode(Path.Combine(account.Home, ".ssh"), SshFarm.OwnerOnly);
            File.SetUnixFileMode(account.Home, SshFarm.OwnerOnly);
            return account;
        }
    }

    public void AddAll()
    {
        Directory.CreateDirectory(Path.Combine(folder, "shells"));
        Tool.Run("cp", "-a", "/etc", folder);
        Tool.Run("sed", "-i", $"s|^\\(root:[^:]*:0:0:[^:]*\\):[^:]*:|\\1:{RootHome}:|", Etc("passwd"));
        Directory.CreateDirectory(RootHome);

        foreach (var shell in (string[])["bash", "zsh", "fish", "tcsh", "dash", "mksh"])
        {
            if (Tool.Find(shell) is { } path)
            {
                Add(shell, path);
            }
        }

        if (Tool.Find("busybox") is { } busybox)
        {
            File.CreateSymbolicLink(Path.Combine(folder, "shells", "ash"), busybox);
            Add("ash", Path.Combine(folder, "shells", "ash"));
        }

        Add("loud", "/bin/bash").Write(".bashrc", "head -c 30000 /dev/zero | tr '\\0' x; echo; echo on stderr >&2\n");
        Add("stuck", "/bin/bash").Write(".bashrc", "sleep 100000\n");
        Add("early", "/bin/bash").Write(".bashrc", "case $- in *i*) ;; *) return ;; esac\necho not reached\n");
        Add("nologin", Tool.Find("nologin") ?? "/usr/sbin/nologin");
        Add("false", Tool.Find("false") ?? "/bin/false");
        Add("flood", Script("flood", FarmScripts.Flood));
        Add("half", Script("half", FarmScripts.Half));
        Add("forged", Script("forged", FarmScripts.Forged));
        Add("slow", "/bin/bash");
        Add("rootable", "/bin/bash");
        File.WriteAllText(Etc("sudoers"), "root ALL=(ALL:ALL) ALL\nrootable ALL=(ALL:ALL) NOPASSWD: ALL\n");
        File.SetUnixFileMode(Etc("sudoers"), UnixFileMode.UserRead | UnixFileMode.GroupRead);
    }

    private string Etc(string file) => Path.Combine(folder, "etc", file);

    private string Script(string name, string text)
    {
        var path = Path.Combine(folder, "shells", name);
        File.WriteAllText(path, text.ReplaceLineEndings("\n"));
        File.SetUnixFileMode(path, SshFarm.AllMayRun);
        return path;
    }
}
