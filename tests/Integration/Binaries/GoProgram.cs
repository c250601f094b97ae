namespace GoEnv.Tests.Binaries;

/// <summary>A small Go program of three modules: two of them replaced by folders, one with a dot in the end of its path.</summary>
internal static class GoProgram
{
    public static IReadOnlyDictionary<string, string> Files { get; } = new Dictionary<string, string>
    {
        ["go.mod"] = """
            module example.com/hello

            go 1.19

            require (
            	example.com/dep v1.2.3
            	gopkg.in/dotted.v2 v2.0.0
            )

            replace (
            	example.com/dep v1.2.3 => ./dep
            	gopkg.in/dotted.v2 v2.0.0 => ./dotted
            )

            """,
        ["cmd/hello/main.go"] = """
            package main

            import (
            	"example.com/dep"
            	"gopkg.in/dotted.v2"
            )

            func main() {
            	for _, line := range dotted.Map([]string{"a", "b"}, dep.Greet) {
            		println(line)
            	}
            }

            """,
        ["cmd/wait/main.go"] = """
            package main

            import "os"

            // eat: takes memory without end; exit: fails; lines: prints a hundred lines first.
            func main() {
            	var all [][]byte
            	how := append(os.Args, "")[1]
            	for how == "eat" {
            		block := make([]byte, 1<<20)
            		for i := range block {
            			block[i] = 1
            		}
            		all = append(all, block)
            	}
            	if how == "exit" {
            		os.Exit(3)
            	}
            	for i := 0; i < 100 && how == "lines"; i++ {
            		os.Stdout.WriteString("line " + string(rune('0'+i/10)) + string(rune('0'+i%10)) + "\n")
            	}
            	os.Stdout.WriteString(".")
            	os.Stdin.Read(make([]byte, 1))
            }

            """,
        ["cmd/lib/main.go"] = """
            package main

            import "C"

            //export Answer
            func Answer() C.int { return 42 }

            func main() {}

            """,
        ["dep/go.mod"] = "module example.com/dep\n\ngo 1.19\n",
        ["dep/dep.go"] = """
            package dep

            import "strings"

            //go:noinline
            func Greet(name string) string { return strings.ToUpper(name) }

            """,
        ["dotted/go.mod"] = "module gopkg.in/dotted.v2\n\ngo 1.19\n",
        ["dotted/dotted.go"] = """
            package dotted

            //go:noinline
            func Map[T, R any](items []T, f func(T) R) []R {
            	var result []R
            	for _, item := range items {
            		result = append(result, f(item))
            	}
            	return result
            }

            """,
    };

    public static void Write(string folder)
    {
        foreach (var (name, text) in Files)
        {
            var path = Path.Combine(folder, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text);
        }
    }
}
