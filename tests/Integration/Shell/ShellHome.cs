using System.Diagnostics;
using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Text;
using GoEnv.Policies;
using GoEnv.Releases;
using GoEnv.Shell;

namespace GoEnv.Tests.Shell;

/// <summary>A home folder of its own, with a Go and a login shell, in which the real probe and real shells run.</summary>
[UnsupportedOSPlatform("windows")]
internal sealed class ShellHome : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("goenv-shell-").FullName;

    public ShellHome(string loginShell = "/bin/bash", string probeShell = "dash")
    {
        Directory.CreateDirectory(Home);
        Directory.CreateDirectory(Path.Combine(root, "bin"));
        Executable("go-1.27/bin/go", "#!/bin/sh\necho go version go1.27.3 linux/amd64\n");
        Executable("bin/getent", $"#!/bin/sh\necho \"$2:x:0:0::{Home}:{loginShell}\"\n");
        var shell = Find(probeShell.Split(' ')[0]);
        Assert.SkipWhen(shell is null, $"{probeShell} is not on this machine");
        File.CreateSymbolicLink(Path.Combine(root, "bin", "sh"), shell!);
        Variables = new Dictionary<string, string>
        {
            ["HOME"] = Home,
            ["PATH"] = Path.Combine(root, "bin") + ":/usr/local/bin:/usr/bin:/bin",
            ["USER"] = "root",
            ["LANG"] = "C.UTF-8",
            ["TERM"] = "xterm",
        };
    }

    public string Home => Path.Combine(root, "home");

    /// <summary>The folder of the Go.</summary>
    public string GoBin => Path.Combine(root, "go-1.27/bin");

    public Dictionary<string, string> Variables { get; }

    public static string? Find(string program) => new[] { "/usr/bin/", "/bin/", "/usr/local/bin/" }
        .Select(folder => folder + program).FirstOrDefault(File.Exists);

    public void Write(string name, string text)
    {
        var path = Path.Combine(Home, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text.Replace("{go}", GoBin, StringComparison.Ordinal).ReplaceLineEndings("\n"));
    }

    public void Executable(string name, string text)
    {
        var path = Path.Combine(root, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        File.SetUnixFileMode(path, (UnixFileMode)0b111_101_101);
    }

    /// <summary>The facts that the probe learns here.</summary>
    public ShellFacts Probe()
    {
        const string nonce = "0123456789abcdef";
        var probe = new ShellProbe();
        var output = Run(ProbeScript.Compose([probe], nonce, TimeSpan.FromSeconds(20)).Text, "sh", "-c", "eval \"$(cat)\"");
        var (records, problem) = Transcript.Parse(output, nonce).Read("shell");
        Assert.True(records is not null, problem);
        return (ShellFacts)probe.ParseFacts(records);
    }

    /// <summary>What a person reads who types the command here.</summary>
    public string ByHand(params string[] command) => Encoding.UTF8.GetString(Run(string.Empty, ["setsid", .. command])).TrimEnd('\n');

    /// <summary>Names, contents and modes of all that is in the home.</summary>
    public IReadOnlyList<string> Snapshot() => Directory.EnumerateFileSystemEntries(Home, "*", SearchOption.AllDirectories)
        .Order(StringComparer.Ordinal)
        .Select(path => $"{path} {File.GetUnixFileMode(path)} " + (File.Exists(path) ? Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path))) : "folder"))
        .ToList();

    /// <summary>The processes with this home that do not end; one that was killed may take a moment to.</summary>
    public IReadOnlyList<string> ProcessesLeft()
    {
        IReadOnlyList<string> left = [];
        SpinWait.SpinUntil(() => (left = Processes()).Count == 0, TimeSpan.FromSeconds(10));
        return left;
    }

    private IReadOnlyList<string> Processes() => Directory.EnumerateDirectories("/proc")
        .Where(folder => char.IsAsciiDigit(Path.GetFileName(folder)[0]))
        .Where(folder => ReadOrEmpty(folder + "/environ").Contains("HOME=" + Home + "\0", StringComparison.Ordinal))
        .Select(folder => ReadOrEmpty(folder + "/cmdline").Replace('\0', ' '))
        .Where(line => line.Length > 0)
        .ToList();

    public void Dispose() => Directory.Delete(root, recursive: true);

    private static string ReadOrEmpty(string path)
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

    /// <summary>Starts a program that goes on; the caller ends it.</summary>
    public Process Begin(params string[] command)
    {
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = root,
        };
        start.Environment.Clear();
        foreach (var (name, value) in Variables)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    private byte[] Run(string input, params string[] command)
    {
        using var process = Begin(command[0] == "sh" ? [Path.Combine(root, "bin", "sh"), .. command[1..]] : command);
        var errors = process.StandardError.ReadToEndAsync();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(40));
        using var end = limit.Token.Register(() => process.Kill(entireProcessTree: true));
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        using var output = new MemoryStream();
        process.StandardOutput.BaseStream.CopyTo(output);
        process.WaitForExit();
        _ = errors.Result;
        Assert.False(limit.IsCancellationRequested, "the command did not end within 40 s");
        return output.ToArray();
    }

    /// <summary>The one finding of a rule.</summary>
    public static Finding Only(ShellFacts facts, string rule) => Assert.Single(Judge(facts, rule));

    /// <summary>The findings of a rule.</summary>
    public static IReadOnlyList<Finding> Judge(ShellFacts facts, string rule)
    {
        var set = new FactSet();
        set.Add(facts);
        var context = new RuleContext(Target.Parse("local"), Policy.Default, GoReleases.Shipped, DateTimeOffset.UnixEpoch);
        return GoEnv.Judge.Apply(Catalog.Rules.Where(r => r.Id == rule), set, context).ToList();
    }
}
