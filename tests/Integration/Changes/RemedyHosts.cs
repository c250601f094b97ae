using GoEnv.Tests.Ssh;
using GoEnv.Tests.Toolchain;

namespace GoEnv.Tests.Changes;

/// <summary>The accounts of the farm with the faults of <see cref="RemedyRows"/>.</summary>
internal sealed class RemedyHosts(SshFarm farm)
{
    private const UnixFileMode Readable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const string Interactive = "case $- in\n    *i*) ;;\n      *) return;;\nesac\n";
    private const string Trim = """
        mkdir -p "$2" && cd "$1" && for p in VERSION go.env bin pkg/tool api src/internal src/runtime; do
          [ ! -e "$p" ] || { mkdir -p "$2/$(dirname "$p")" && cp -RT "$p" "$2/$p"; }
        done && chmod -R a+rX,go-w "$2"
        """;

    private readonly Dictionary<string, string> names = new(StringComparer.Ordinal);

    /// <summary>The toolchain of those that have none of their own.</summary>
    public string Go => Path.Combine(farm.Folder, "go1.27");

    /// <summary>The name of each account on the command line.</summary>
    public IReadOnlyDictionary<string, string> Targets => names;

    /// <summary>What may change: the home folders, and root's places.</summary>
    public IEnumerable<string> Folders =>
    [
        .. names.Keys.Where(name => name != "root").Select(name => farm.Account("rm-" + name).Home),
        farm.RootHome, farm.MachineLocal, farm.MachineProfiles,
    ];

    public void Fill()
    {
        Copy("1.27", Go);
        Bash();
        Login();
        Settings();
        Zsh();
        Fish();
        Behind();
        Root();
        Installs();
    }

    /// <summary>Takes away what is every account's.</summary>
    public void Clear()
    {
        Tool.Run("rm", "-rf", Path.Combine(farm.RootHome, ".ssh"));
        Tool.Run("chmod", "755", farm.RootHome);
    }

    private static void Copy(string line, string to) => Tool.Run("sh", "-c", Trim, "sh", ToolchainHost.Go(line), to);

    private FarmAccount Add(string name, string shell, params (string Path, string Text)[] files)
    {
        var account = farm.AddAccount("rm-" + name, Tool.Find(shell)!);
        names[name] = $"rm-{name}@{(name.StartsWith("behind", StringComparison.Ordinal) && name.Length == 7 ? "distro" : "farm")}";
        foreach (var (path, text) in files)
        {
            account.Write(path, text.Replace("{go}", Go, StringComparison.Ordinal), Readable);
        }

        return account;
    }

    private void Bash()
    {
        var account = Add("bash", "bash",
            (".bashrc", Interactive + "export GOROOT=$HOME/sdk/go\nexport PATH=$PATH:$HOME/sdk/go/bin\nexport PATH=$PATH:$HOME/sdk/go/bin\nexport PATH=$PATH:/opt/go9.9/bin\n"),
            (".profile", "# ~/.profile\nif [ -n \"$BASH_VERSION\" ]; then . \"$HOME/.bashrc\"; fi\n"),
            (".config/go/env", "GOFLAGS=-mod=mod\r\nGOPROXY=https://proxy.golang.org,Direct\r\nGOSUMDB=off\nGO111MODULE=off\nGONOSUMCHECK=1\nGOPRIVATE=https://git.example.com/x\nexport GOVCS=git"),
            (".netrc", "machine git.example.com login me password not-a-real-one\n"));
        Copy("1.27", Path.Combine(account.Home, "sdk/go"));
        Tool.Run("chmod", "o+w", Path.Combine(account.Home, "sdk/go"), Path.Combine(account.Home, "sdk/go/bin"));
        Tool.Run("ssh-keygen", "-q", "-t", "ed25519", "-N", string.Empty, "-C", "test", "-f", Path.Combine(account.Home, ".ssh/id_ed25519"));
        Tool.Run("chmod", "644", Path.Combine(account.Home, ".ssh/id_ed25519"));
        Tool.Run("chmod", "755", Path.Combine(account.Home, ".ssh"));
        account.Own();
    }

    private void Login()
    {
        var account = Add("login", "bash",
            (".bash_profile", "export PATH=$PATH:{go}/bin\nexport PATH=\"~/go/bin:$PATH\"\nexport LANG=C"),
            (".config/go/env", "GOTOOLCHAIN=go9\nGOFLAGS=-mod=modd -insecure\nCGO_ENABLED=1\nCC=nocompiler\nGOPROXY=,\nGOSUMDB=nonsense key\n"
                + "GONOVERIFY=1\nGONOPROXY=github.com/corp/...\nGOVCS=git\nGOAUTH=git\nGOPRIVATE=one.example.com\nGOPRIVATE=two.example.com\nGOINSECURE=\"*.example.com\"\n"));
        account.Write(".netrc", "machine git.example.com login me password not-a-real-one\n", UnixFileMode.None);
    }

    // Settings with which go env itself stops.
    private void Settings()
    {
        Add("tmp", "bash",
            (".profile", ". ~/.bashrc\n"),
            (".bashrc", "export GOENV=$HOME/goenv.txt\nexport LC_ALL=C\nPATH={go}/bin:$PATH\nif command -v go >/dev/null; then\n  eval \"$(go env)\"\nfi\n"),
            ("go/bin/tool", "tool\n"),
            ("goenv.txt", "GOTMPDIR=/nowhere/at/all\nGOPROXY=https://proxy.corp.example.com|https://proxy.golang.org,direct\n"));
        Add("path", "bash",
            (".profile", ". ~/.bashrc\nexport GOROOT=$(go env GOROOT)\nexport PATH=$PATH:$GOROOT/bin\n"),
            (".bashrc", "PATH={go}/bin:$PATH\n"),
            (".config/go/env", "GOPATH=relative\nGOPROX=direct\nGOBIN=bin\nGOARCH=s390x\n"));
        Add("cache", "bash",
            (".profile", ". ~/.bashrc\n"),
            (".bashrc", "PATH={go}/bin:$PATH\n"),
            (".config/go/env", "GOCACHE=relative\nGOROOT=/opt/go9.9\nGOPATH={go}/gopath\nGOEXPERIMENT=nosuchthing\nGO111MODULE=maybe\n"));
        var closed = Add("closed", "bash", (".profile", "\n"));
        closed.Write(".config/go/env", "GOBIN=/opt/bin\n", UnixFileMode.None);
        Own("closed");
    }

    private void Zsh()
    {
        Add("zsh", "zsh",
            (".zshenv", "export LANG=POSIX\n"),
            (".zshrc", "export GOROOT={go}\nexport PATH=$PATH:$GOROOT/bin\nexport PATH=$PATH:{go}/bin\n"),
            ("go/bin/tool", "tool\n"));
        Add("zprofile", "zsh", (".zprofile", "path+=({go}/bin)\nexport GOROOT=$(go env GOROOT)\n"));
        Add("nopathz", "zsh", ("go/bin/tool", "tool\n"));
        Own("nopathz");
    }

    private void Fish()
    {
        Add("fish", "fish",
            (".config/fish/config.fish", "set -gx GOROOT {go}\nset -gx PATH /opt/go9.9/bin $PATH\nset -gx LC_ALL C\nif status is-interactive\n  set -gx PATH $GOROOT/bin $PATH\nend\n"),
            ("go/bin/tool", "tool\n"));
        Add("nopathf", "fish", ("go/bin/tool", "tool\n"));
        Own("nopathf");
    }

    // An account with a go of its own that no PATH has.
    private void Own(string name)
    {
        var account = farm.Account("rm-" + name);
        Copy("1.27", Path.Combine(account.Home, "sdk/go1.27"));
        account.Own();
    }

    private void Behind()
    {
        Add("behindb", "bash", (".profile", ". ~/.bashrc\n"), (".bashrc", "export PATH=$PATH:{go}/bin\n"));
        Add("behindz", "zsh", (".zshenv", "export PATH=\"$PATH:{go}/bin\"\n"));
        Add("behindf", "fish", (".config/fish/config.fish", "set -gx PATH $PATH {go}/bin\n"));
    }

    private void Root()
    {
        names["root"] = "rootable@machine";
        Directory.CreateDirectory(Path.Combine(farm.RootHome, ".ssh"));
        File.Copy(Path.Combine(farm.Account("rootable").Home, ".ssh/authorized_keys"), Path.Combine(farm.RootHome, ".ssh/authorized_keys"));
        Tool.Run("chmod", "666", Path.Combine(farm.RootHome, ".ssh/authorized_keys"));
        Tool.Run("chown", "61500", Path.Combine(farm.RootHome, ".ssh"));
        Tool.Run("chmod", "777", farm.RootHome);
        var shared = Path.Combine(farm.MachineLocal, "go");
        Copy("1.27", shared);
        Tool.Run("chgrp", "-R", "61500", shared);
        Tool.Run("chmod", "-R", "g+w", shared);
        File.WriteAllText(Path.Combine(farm.MachineProfiles, "go.sh"),
            "export GOROOT=/usr/local/go\nexport PATH=$PATH:$GOROOT/bin\nexport PATH=$PATH:/usr/local/go/bin\nexport PATH=/opt/go9.9/bin:$PATH\nexport LANG=C\n");
    }

    private void Installs()
    {
        Add("none", "bash");
        var noexec = Add("noexec", "bash", (".bashrc", "PATH=$HOME/sdk/go1.27/bin:$PATH\n"), (".profile", ". ~/.bashrc\n"));
        Own("noexec");
        Tool.Run("chmod", "a-x", Path.Combine(noexec.Home, "sdk/go1.27/bin/go"));
        Installed("ended", "1.24");
        Installed("policy", "1.26");
        Installed("behind", null);
    }

    // Without a line a small one that does nothing but say its version.
    private void Installed(string name, string? line)
    {
        var account = Add(name, "bash", (".bashrc", "PATH=$HOME/.local/go/bin:$PATH\n"), (".profile", ". ~/.bashrc\n"));
        var tree = Path.Combine(account.Home, ".local/share/goenv/go", line ?? "1.27.1");
        Directory.CreateDirectory(Path.GetDirectoryName(tree)!);
        File.CreateSymbolicLink(Path.Combine(account.Home, ".local/go"), tree);
        if (line is null)
        {
            InstallHost.AddTree(tree, "1.27.1");
        }
        else
        {
            Copy(line, tree);
        }

        account.Own();
    }
}
