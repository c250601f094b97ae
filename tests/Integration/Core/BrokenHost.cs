using System.Globalization;
using System.Text.RegularExpressions;
using GoEnv.Connection;
using GoEnv.Modules.Files;
using GoEnv.Targets;
using GoEnv.Tests.Changes;
using GoEnv.Tests.Ssh;
using GoEnv.Tests.Toolchain;

namespace GoEnv.Tests.Core;

/// <summary>An account with a fault for every rule that one home folder can break, and a PATH of links to the programs that probes run.</summary>
internal sealed class BrokenHost : IDisposable
{
    // An account that every system has: ssh-keygen does not run for one that is in no password file.
    private const string Account = "daemon";
    private const int Open = 0x1ed;
    private readonly string root = Directory.CreateTempSubdirectory("goenv-broken").FullName;
    private readonly string go;

    public BrokenHost(IEnumerable<string> programs)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.UserName == "root", "An account of another owner needs root on Linux.");
        go = Path.Combine(root, "sdk/go");
        File.SetUnixFileMode(root, (UnixFileMode)Open);
        Directory.CreateDirectory(Folder("real"));
        // The session itself reads its script with cat, and mksh has no printf of its own.
        foreach (var program in programs.Concat(["cat", "printf"]).Where(program => program != "crontab" && Tool.Find(program) is not null))
        {
            File.CreateSymbolicLink(Path.Combine(Folder("real"), program), Tool.Find(program)!);
        }

        foreach (var shell in (string[])["bash", "zsh"])
        {
            if (Tool.Find(shell) is { } found)
            {
                File.CreateSymbolicLink(Path.Combine(Folder("real"), shell), found);
            }
        }

        File.WriteAllLines(Folder("passwd"), File.ReadAllLines("/etc/passwd").Select(line =>
            line.StartsWith(Account + ":", StringComparison.Ordinal) ? string.Join(':', line.Split(':')[..5]) + $":{Home}:/bin/bash" : line));
        Program("real/crontab", "#!/bin/sh\necho PATH=/usr/bin:/bin\n");
        FillToolchain();
        FillHome();
        FillModule();
        Tool.Run("chown", "-hR", $"{Account}:", Home, Folder("project"));
        Tool.Run("chown", "root:", Path.Combine(Home, "go/pkg/mod/cache"));
        Write("home/.ssh/id_open", File.ReadAllText(Path.Combine(Home, ".ssh/id_rsa")), 0x1a4);
    }

    public string Home => Folder("home");

    /// <summary>The findings of an audit in which <paramref name="program"/> is <paramref name="stub"/>, or missing where that is null.</summary>
    public async Task<TargetResult> AuditAsync(string? program = null, string? stub = null, string shell = "dash")
    {
        var folder = Folder($"path-{program}-{shell}-{Guid.NewGuid():N}");
        Tool.Run("cp", "-RP", Folder("real"), folder);
        if (program is not null)
        {
            File.Delete(Path.Combine(folder, program));
            if (stub is not null)
            {
                Program(Path.Combine(folder, program), stub);
            }
        }

        File.CreateSymbolicLink(Path.Combine(folder, "sh"), Tool.Find(shell) ?? "/bin/sh");

        IReadOnlyList<Rule> rules = Catalog.Rules.Where(rule => !rule.OnRequest
            && rule.Category is Category.Connection or Category.Toolchain or Category.Shell or Category.Module).ToList();
        // What a probe does not run cannot break it.
        string[] common = [Probe.LoadScript("prelude.sh"), Probe.LoadScript("frame.sh")];
        var probes = Audit.ProbesFor(rules).Append(new ModuleTreeProbe(Folder("project"))).ToList();
        var asked = probes.FindAll(probe => program is null || common.Append(probe.Script).Any(script => Regex.IsMatch(script, $@"\b{program}\b", RegexOptions.None, TimeSpan.FromSeconds(1))));
        return await new Audit
        {
            Open = _ => new Session(this, $"{folder}:{go}/bin:{root}/newer/go/bin"),
            Probes = asked,
            Rules = rules.Where(rule => asked.Exists(probe => probe.FactsType == rule.FactsType)).ToList(),
        }.RunAsync(Target.Local, default);
    }

    public void Dispose() => Directory.Delete(root, recursive: true);

    private string Folder(string name) => Path.Combine(root, name);

    private void Program(string name, string text) => Write(name, text, Open);

    private void Write(string name, string text, int mode = 0x1a4)
    {
        var path = Path.Combine(root, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        File.SetUnixFileMode(path, (UnixFileMode)mode);
    }

    private void FillToolchain()
    {
        using var host = new ToolchainHost();
        Directory.CreateDirectory(Path.GetDirectoryName(go)!);
        Tool.Run("cp", "-RT", host.CopyTree("1.24", "go"), go);
        Tool.Run("sh", "-c", "chmod -R a+rX,u+w \"$1\" && chmod o+w \"$1/pkg/tool\" && echo 'GOTOOLCHAIN=go9' >>\"$1/go.env\"", "sh", go);
        Write("sdk/go/src/internal/intern/intern.go", "package intern\n");
        Write("sdk/go/VERSION", "go1.23.1\n");
        Write("sdk/go/gopath/bin/none", string.Empty);
        Directory.CreateDirectory(Path.Combine(Home, "sdk/go1.19/bin"));
        File.Copy(Path.Combine(ToolchainHost.Go("1.19"), "bin/go"), Path.Combine(Home, "sdk/go1.19/bin/go"));
        Write("home/sdk/go1.19/VERSION", "go1.19.8\n");
    }

    private void FillHome()
    {
        Write("home/.config/go/env", $"""
            GOFLAGS=-mod=mod -insecure
            GOPROXY=http://proxy.example.com|https://proxy.golang.org,Direct
            GOSUMDB=off
            GO111MODULE=auto
            GONOSUMCHECK=1
            GOPRIVATE=https://git.example.com/x,github.com
            GOINSECURE="*.example.com"
            GOEXPERIMENT=synctest
            GODEBUG=tls10server=1
            GOAUTH=git
            GOVCS=private:all
            GOVCS=git
            GOCACHE=/proc/nowhere
            GOTMPDIR=/nowhere
            GOPATH={go}/gopath
            CGO_ENABLED=1
            CC=nocompiler
            export GOVCS=git

            """);
        Write("home/.profile", "echo hello\nexport LANG=POSIX\n. ~/.bashrc\n");
        Write("home/.bashrc", $$"""
            case $- in *i*) ;; *) return;; esac
            export GOROOT={{go}}
            eval "$(go env)"
            export PATH="{{root}}/first/go/bin:$PATH:{{root}}/newer/go/bin:{{root}}/newer/go/bin:/usr/local/go1.99/bin"

            """);
        Write("home/.zshrc", "exit 3\n");
        Program("first/go/bin/go", "#!/bin/sh\necho go version go1.27.3 linux/amd64\n");
        Program("newer/go/bin/go", "\u007fELF\u0002\u0001\u0001\0\0\0\0\0\0\0\0\0\u0002\0\u003c\0");
        Write("home/.netrc", "machine git.example.com login me\ndefault login me password not-a-real-one\n");
        Write("home/.gitconfig", """
            [url "https://me:not-a-real-one@git.example.com/"]
            	insteadOf = https://git.example.com/
            [http]
            	sslVerify = false
            	extraHeader = Authorization: not-a-real-one
            [credential]
            	helper = store

            """);
        Directory.CreateDirectory(Path.Combine(Home, "go/pkg/mod/cache/download"));
        Directory.CreateDirectory(Path.Combine(Home, ".ssh"));
        Tool.Run("ssh-keygen", "-q", "-t", "rsa", "-b", "2048", "-N", string.Empty, "-C", "test", "-f", Path.Combine(Home, ".ssh/id_rsa"));
        File.Copy(Path.Combine(Home, ".ssh/id_rsa.pub"), Path.Combine(Home, ".ssh/authorized_keys"));
        File.SetUnixFileMode(Path.Combine(Home, ".ssh/authorized_keys"), (UnixFileMode)0x1b4);
        File.SetUnixFileMode(Path.Combine(Home, ".ssh/id_rsa"), (UnixFileMode)0x1a4);
        File.SetUnixFileMode(Path.Combine(Home, ".ssh"), (UnixFileMode)Open);
        File.SetUnixFileMode(Home, (UnixFileMode)0x1ff);
    }

    private void FillModule()
    {
        Write("project/go.mod", """
            module example.com/Project

            go 1.22.0

            require (
            	github.com/corp/one v1.0.0
            	example.com/two v1.0.0
            )

            replace example.com/two => ../none

            """);
        Write("project/go.sum", "example.com/old v1.0.0 h1:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n");
        Write("project/main.go", "package main\n\nimport _ \"github.com/corp/one\"\n\nfunc main() {}\n");
        Write("home/go/pkg/mod/cache/download/github.com/corp/one/@v/v1.0.0.mod", "module github.com/corp/one\n");
        Write("home/go/pkg/mod/cache/download/github.com/corp/one/@v/v1.0.1.mod", "// Deprecated: use two\nmodule github.com/corp/one\n\nretract v1.0.0\n");
    }

    private sealed class Session(BrokenHost host, string path) : ISession
    {
        public Target Target => Target.Local;

        public async Task<ScriptResult> RunAsync(Script script, CancellationToken cancellationToken)
        {
            var sh = Path.Combine(path.Split(':')[0], "sh");
            var result = await ProcessRunner.RunAsync(
                ["unshare", "--mount", "sh", "-c", "mount --bind \"$1\" /etc/passwd && shift && exec \"$@\"", "sh", host.Folder("passwd"), "setpriv", "--reuid", Account, "--regid", Account, "--clear-groups", "env", "-i", $"PATH={path}", $"HOME={host.Home}", "SHELL=/bin/bash",
                    $"GOMODCACHE={host.Home}/go/pkg/mod", "SSL_CERT_FILE=/nowhere", "GIT_SSL_NO_VERIFY=1", "HTTP_PROXY=ftp://proxy.example.com", "NETRC=" + host.Home + "/.netrc", sh, "-c", script.Command],
                script.Sent, script.EndLine, TimeSpan.FromSeconds(60), 16 * 1024 * 1024, cancellationToken, data: script.Input);
            return result.End == ProcessEnd.SawEndLine
                ? new ScriptResult(result.ExitCode, result.Output, result.Error)
                : throw new TargetException(Target, TargetError.ShellUnavailable, $"The shell ended with {result.ExitCode.ToString(CultureInfo.InvariantCulture)}: {result.Error}", "None.");
        }

        public Task<ConnectionFacts> ExamineConnectionAsync(CancellationToken cancellationToken) => Task.FromResult(new ConnectionFacts { Links = [] });
    }
}
