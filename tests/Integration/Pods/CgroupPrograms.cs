using GoEnv.Tests.Binaries;

namespace GoEnv.Tests.Pods;

/// <summary>Programs that print their GOMAXPROCS and wait, each built once, when a test first asks for it.</summary>
public sealed class CgroupPrograms : IDisposable
{
    private const string Source = """
        package main

        import (
        	"os"
        	"runtime"
        	"strconv"
        )

        func main() {
        	os.Stdout.WriteString(os.Args[0] + " " + strconv.Itoa(runtime.GOMAXPROCS(0)) + "\n")
        	os.Stdin.Read(make([]byte, 1))
        }

        """;

    private readonly string folder = Directory.CreateTempSubdirectory("goenv-procs-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    /// <summary>The path of the program by one toolchain, of a main module with one go line.</summary>
    internal string Build(string version, string line)
    {
        var path = Path.Combine(folder, $"{version}-{line}");
        if (!File.Exists(path))
        {
            var source = Directory.CreateDirectory(path + ".src").FullName;
            File.WriteAllText(Path.Combine(source, "main.go"), Source);
            File.WriteAllText(Path.Combine(source, "go.mod"), $"module example.com/procs\n\ngo {line}\n");
            var (exitCode, _, error) = GoToolchain.Run(version, source, new Dictionary<string, string> { ["CGO_ENABLED"] = "0" }, "build", "-o", path, ".");
            Assert.True(exitCode == 0, error);
        }

        return path;
    }
}
