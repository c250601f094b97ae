using System.Diagnostics;
using System.Globalization;
using GoEnv.Targets;
using GoEnv.Tests.Core;
using GoEnv.Tests.Ssh;
using GoEnv.Toolchain;
using GoEnv.Toolchain.Install;

namespace GoEnv.Tests.Toolchain;

/// <summary>A prefix of its own, and the real scripts run in it by a real shell, as a plain account's or as root's layout.</summary>
internal sealed class InstallHost : IDisposable
{
    public const string Old = "1.26.1";
    public const string New = "1.27.3";

    private readonly string folder = Directory.CreateTempSubdirectory("goenv-prefix").FullName;

    public string Prefix => Path.Combine(folder, "local");

    public string Link => Path.Combine(Prefix, "go");

    public string Tree(string version) => Path.Combine(Prefix, "go-" + version);

    public string At(string path) => Path.Combine(folder, path);

    /// <summary>A small tree that is there already.</summary>
    public string AddTree(string path, string version)
    {
        var tree = Path.Combine(Prefix, path);
        foreach (var (file, text) in new[]
        {
            ("bin/go", $"#!/bin/sh\necho 'go version go{version} linux/{Releases.Arch}'\n"), ("bin/gofmt", "#!/bin/sh\ncat\n"),
            ($"pkg/tool/linux_{Releases.Arch}/compile", $"#!/bin/sh\necho 'compile version go{version}'\n"), ("VERSION", $"go{version}"),
        })
        {
            var full = Path.Combine(tree, file);
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            File.WriteAllText(full, text);
            File.SetUnixFileMode(full, SshFarm.AllMayRun);
        }

        return tree;
    }

    /// <summary>What the go command behind the link calls itself; null where there is none.</summary>
    public string? Version => File.Exists(Path.Combine(Link, "bin/go"))
        ? Tool.Run(Path.Combine(Link, "bin/go"), "version").Split(' ')[2][2..]
        : null;

    /// <summary>Every name right below the prefix and below its bin folder, with what links lead to.</summary>
    public IReadOnlyList<string> Names => Directory.EnumerateFileSystemEntries(Prefix)
        .Concat(Directory.Exists(Path.Combine(Prefix, "bin")) ? Directory.EnumerateFileSystemEntries(Path.Combine(Prefix, "bin")) : [])
        .Select(path => Path.GetRelativePath(Prefix, path) + (new FileInfo(path).LinkTarget is { } to ? " -> " + to : string.Empty))
        .Order(StringComparer.Ordinal)
        .ToList();

    public Dictionary<string, string> Install(ReleaseArchive archive, params string[] mirrors) => new(StringComparer.Ordinal)
    {
        ["version"] = archive.Version.ToString(),
        ["tree"] = Tree(archive.Version.ToString()),
        ["stage"] = Path.Combine(Prefix, ".goenv-stage-" + archive.Version),
        ["sha256"] = archive.Sha256,
        ["size"] = archive.Size.ToString(CultureInfo.InvariantCulture),
        ["need"] = (archive.Size / 1024 * 4).ToString(CultureInfo.InvariantCulture),
        ["urls"] = string.Join('\n', mirrors.Select(mirror => $"{mirror}/{archive.FileName}")),
        ["stall"] = "2",
    };

    public Dictionary<string, string> Switch(string version, string was, string? tree = null) => new(StringComparer.Ordinal)
    {
        ["link"] = Link,
        ["was"] = was,
        ["text"] = tree ?? "go-" + version,
        ["aside"] = was.StartsWith("tree ", StringComparison.Ordinal) ? $"{Link}-{was["tree ".Length..]}" : string.Empty,
        ["version"] = version,
        ["bin"] = Path.Combine(Prefix, "bin"),
    };

    public static async Task<ProbeOutput> RunAsync(string shell, string script, Dictionary<string, string> variables, string? path = null)
    {
        var text = ToolchainScript.Chain([ToolchainScript.Text(script, variables)]);
        var result = await Shells.RunAsync(shell, ProbeScript.Compose([("test", text)], ScriptedProbe.Nonce, TimeSpan.FromSeconds(25)), path);
        Assert.True(result.End == ProcessEnd.SawEndLine, result.Error);
        Assert.Equal(string.Empty, result.Error);
        return ScriptedProbe.Read(result.Output);
    }

    public async Task<ProbeOutput> MustAsync(string shell, string script, Dictionary<string, string> variables, string? path = null)
    {
        Directory.CreateDirectory(Prefix);
        var output = await RunAsync(shell, script, variables, path);
        Assert.True(output.TextOrNull("failed") is null, output.TextOrNull("reason"));
        return output;
    }

    public async Task<(string? Kind, string Reason)> FailsAsync(string shell, string script, Dictionary<string, string> variables, string? path = null)
    {
        Directory.CreateDirectory(Prefix);
        var output = await RunAsync(shell, script, variables, path);
        return (output.TextOrNull("failed"), output.TextOrNull("reason") ?? string.Empty);
    }

    /// <summary>
    /// Runs scripts one after the other in one shell, which is killed with its process group before its program number
    /// <paramref name="killAt"/> starts. True when it was; false when it had come to its end before.
    /// </summary>
    public bool RunAndKill(int killAt, params (string Name, Dictionary<string, string> Variables)[] scripts)
    {
        Directory.CreateDirectory(Prefix);
        var shims = At("shims");
        if (!Directory.Exists(shims))
        {
            Directory.CreateDirectory(shims);
            foreach (var tool in (string[])["mkdir", "rmdir", "rm", "mv", "ln", "tar", "curl", "df", "wc", "od", "sha256sum", "sync", "readlink", "head", "sed", "uname", "id", "grep", "tail"])
            {
                var shim = Path.Combine(shims, tool);
                File.WriteAllText(shim, $"""
                    #!/bin/sh
                    read -r n <"{folder}/count"
                    echo $((n + 1)) >"{folder}/count"
                    read -r at <"{folder}/at"
                    read -r pid <"{folder}/pid"
                    [ "$n" != "$at" ] || kill -KILL "-$pid"
                    exec {Tool.Find(tool)} "$@"

                    """);
                File.SetUnixFileMode(shim, SshFarm.AllMayRun);
            }
        }

        File.WriteAllText(At("count"), "1\n");
        File.WriteAllText(At("at"), $"{killAt}\n");
        File.WriteAllText(At("script"), "ge_nonce=x ge_id=test ge_parent=$$\n" + Probe.LoadScript("prelude.sh")
            + ToolchainScript.Chain(scripts.Select(script => ToolchainScript.Text(script.Name, script.Variables))));
        using var process = Process.Start(new ProcessStartInfo("setsid", ["--wait", "sh", "-c", "echo $$ >\"$1/pid\"; PATH=$1/shims:$PATH exec dash \"$1/script\"", "sh", folder])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        var killed = process.ExitCode is 137 or 9;
        Assert.True(killed || !output.Contains("failed =", StringComparison.Ordinal), output + error.Result);
        return killed;
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
