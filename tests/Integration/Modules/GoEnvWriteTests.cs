using System.Diagnostics;
using System.Text;
using GoEnv.Modules;
using GoEnv.Tests.Binaries;

namespace GoEnv.Tests.Modules;

/// <summary>The edits of go/env files beside what a real go command makes of the same files.</summary>
public sealed class GoEnvWriteTests
{
    private static readonly string[] Files =
    [
        "", "GOPROXY=off\n", "GOPROXY=off", "# a\nGOPROXY=off\n# b\nGOBIN=/old\n", "GOBIN=/old\nGOAMD64=v1\nGOPROXY=a\nGOBIN=/older\n",
        "GOPROXY=off\r\nGOBIN=/old\r\n", "export GOPROXY=x\njunk\n\n=y\nGOPROXY=z\n", "GOPRIVATE=\xff\xfe\nGOFLAGS=-x\n", "\xef\xbb\xbfGOPROXY=off\nGOSUMDB=off",
        "GOZZZ=1\nGOPROXY=off\n#GOBIN=/x\nGOAUTH=off\nGOARM=7\n", "\0\nGOBIN=/old\n\0=1\n",
    ];

    [Theory]
    [InlineData("1.19")]
    [InlineData("1.24")]
    [InlineData("1.27")]
    public void SetAndUnsetMakeTheSameFile(string version)
    {
        foreach (var file in Files)
        {
            Same(version, file, ["-w", "GOBIN=/new", "GOPROXY=https://proxy.example.com,direct"],
                GoEnvEdit.Set("GOBIN", "/new"), GoEnvEdit.Set("GOPROXY", "https://proxy.example.com,direct"));
            Same(version, file, ["-w", "GOPRIVATE=käse.example.com"], GoEnvEdit.Set("GOPRIVATE", "käse.example.com"));
            if (file.Contains("\nGOBIN=", StringComparison.Ordinal) || file.StartsWith("GOBIN=", StringComparison.Ordinal))
            {
                Same(version, file, ["-u", "GOBIN"], GoEnvEdit.Unset("GOBIN"));
            }
        }
    }

    [Theory]
    [InlineData("1.24")]
    [InlineData("1.27")]
    public void WhatTheGoCommandRefusesIsRefused(string version)
    {
        (string Name, string Value)[] cases =
        [
            ("GOPROXY", "https://x"), ("GOVERSION", "x"), ("GOENV", "/x"), ("GOEXE", "x"), ("GOTELEMETRY", "off"), ("GOWORK", "off"), ("GOMOD", "x"), ("GOPROXI", "x"),
            ("GO111MODULE", "yes"), ("GO111MODULE", "auto"), ("GOPATH", "~/go"), ("GOPATH", "go"), ("GOPATH", "/go"), ("GOMODCACHE", "m"), ("GOTMPDIR", "t"),
            ("CC", "gcc -m32"), ("CC", "./gcc"), ("CC", "  "), ("CC", "'a b"), ("CC", "\"/a b/gcc\" -x"), ("CXX", "a/b"), ("GOFLAGS", "-x\n-y"), ("GOFLAGS", "-x\v"), ("GOBIN", "rel"),
            ("HOME", "/x"), ("PATH", "/x"), ("gopath", "/x"), ("CGO_ENABLED", "2"), ("GOAMD64", "v2"), ("PKG_CONFIG", "x"),
        ];
        foreach (var (name, value) in cases)
        {
            var refused = Go(version, string.Empty, "-w", $"{name}={value}").ExitCode != 0;
            Assert.True(refused == GoEnvNames.Refusal(name, value) is not null, $"go {version} env -w '{name}={value}' {(refused ? "is refused" : "is taken")}");
        }
    }

    private static void Same(string version, string file, string[] arguments, params GoEnvEdit[] edits)
    {
        var (exitCode, after) = Go(version, file, arguments);
        Assert.Equal(0, exitCode);
        Assert.Equal(after, Encoding.Latin1.GetString(GoEnvText.Apply(Encoding.Latin1.GetBytes(file), edits)));
    }

    private static (int ExitCode, string File) Go(string version, string file, params string[] arguments)
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, Encoding.Latin1.GetBytes(file));
            var start = new ProcessStartInfo(Path.Combine(GoToolchain.Root(version), "bin", "go"), ["env", .. arguments])
            {
                UseShellExecute = false,
                RedirectStandardInput = true,
                RedirectStandardError = true,
            };
            start.Environment.Clear();
            start.Environment["PATH"] = "/usr/bin:/bin";
            start.Environment["HOME"] = "/nonexistent";
            start.Environment["GOENV"] = path;
            start.Environment["GOTOOLCHAIN"] = "local";
            start.Environment["GOCACHE"] = "/nonexistent";
            using var process = Process.Start(start)!;
            process.StandardInput.Close();
            process.StandardError.ReadToEnd();
            process.WaitForExit();
            return (process.ExitCode, Encoding.Latin1.GetString(File.ReadAllBytes(path)));
        }
        finally
        {
            File.Delete(path);
        }
    }
}
