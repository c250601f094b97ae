using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using GoEnv.Tests.Ssh;
using GoEnv.Toolchain;
using GoEnv.Toolchain.Install;

namespace GoEnv.Tests.Toolchain;

/// <summary>Archives of releases: real ones packed from the toolchains of this machine, and small ones whose go is a script.</summary>
internal sealed class Releases
{
    private readonly List<(string Version, string File, byte[] Content)> all = [];

    /// <summary>The architecture of this machine as file names have it.</summary>
    public static string Arch { get; } = GoPlatform.Of("Linux", Tool.Run("uname", "-m").Trim(), null)!.Arch;

    /// <summary>The content of every archive, by its name.</summary>
    public IReadOnlyDictionary<string, byte[]> Files => all.ToDictionary(release => release.File, release => release.Content, StringComparer.Ordinal);

    /// <summary>Packs a small release that does nothing but say its version.</summary>
    public ReleaseArchive AddSmall(string version, string says = "", string inFile = "", int ballast = 200_000)
    {
        var folder = Directory.CreateTempSubdirectory("goenv-pack").FullName;
        try
        {
            var tree = Path.Combine(folder, "go");
            Script(Path.Combine(tree, "bin/go"), $"echo 'go version go{(says.Length > 0 ? says : version)} linux/{Arch}'");
            Script(Path.Combine(tree, "bin/gofmt"), "cat");
            Script(Path.Combine(tree, $"pkg/tool/linux_{Arch}/compile"), $"echo 'compile version go{version}'");
            File.WriteAllText(Path.Combine(tree, "VERSION"), $"go{(inFile.Length > 0 ? inFile : version)}\ntime 2026-01-01T00:00:00Z\n");
            File.WriteAllBytes(Path.Combine(tree, "ballast"), RandomNumberGenerator.GetBytes(ballast));
            return Add(version, folder, "go");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Packs what a real toolchain needs to build programs; the test is skipped where there is none.</summary>
    public ReleaseArchive AddReal(string line)
    {
        var root = ToolchainHost.Go(line);
        var version = File.ReadLines(Path.Combine(root, "VERSION")).First()[2..];
        return Add(version, Path.GetDirectoryName(root)!, Path.GetFileName(root));
    }

    /// <summary>The index of all of them, as go.dev/dl has it.</summary>
    public byte[] Index() => JsonSerializer.SerializeToUtf8Bytes(all.Select(release => new
    {
        version = "go" + release.Version,
        stable = !release.Version.Contains("rc", StringComparison.Ordinal),
        files = new[]
        {
            new { filename = $"go{release.Version}.src.tar.gz", os = string.Empty, arch = string.Empty, version = "go" + release.Version, sha256 = new string('0', 64), size = 1L, kind = "source" },
            new { filename = release.File, os = "linux", arch = Arch, version = "go" + release.Version, sha256 = Sum(release.Content), size = (long)release.Content.Length, kind = "archive" },
        },
    }));

    public void Serve(LoopbackMirror mirror)
    {
        mirror.Add("index", Index());
        foreach (var (name, content) in Files)
        {
            mirror.Add(name, content);
        }
    }

    public static string Sum(byte[] content) => Convert.ToHexString(SHA256.HashData(content)).ToLower(CultureInfo.InvariantCulture);

    private ReleaseArchive Add(string version, string folder, string name)
    {
        var file = $"go{version}.linux-{Arch}.tar.gz";
        var archive = Path.Combine(Directory.CreateTempSubdirectory("goenv-pack").FullName, file);
        try
        {
            Tool.Run("tar", "-C", folder, "--transform", $"s,^{name.Replace(".", "\\.", StringComparison.Ordinal)},go,", "--exclude", "testdata", "--exclude", "*_test.go",
                "--exclude", $"{name}/test", "--exclude", $"{name}/api", "--exclude", $"{name}/src/cmd", "--exclude", "*_race*", "-I", "gzip -1", "-cf", archive, name);
            var content = File.ReadAllBytes(archive);
            all.Add((version, file, content));
            return new ReleaseArchive(GoVersion.Parse(version), file, "linux", Arch, Sum(content), content.Length);
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(archive)!, recursive: true);
        }
    }

    private static void Script(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, $"#!/bin/sh\n{text}\n");
        File.SetUnixFileMode(path, SshFarm.AllMayRun);
    }
}
