namespace GoEnv.Tests.Modules.Files;

/// <summary>One change each of the files of a tree with a vendor folder, some of which go refuses and some of which it takes.</summary>
internal static class VendorChanges
{
    private const string List = "vendor/modules.txt";

    /// <summary>Every change of the tree as it is.</summary>
    public static IReadOnlyList<(string Name, Action<GoTree> Make)> Of(GoTree tree) => [.. OfList(tree), .. OfModules(tree), .. OfFiles(tree)];

    private static IEnumerable<(string, Action<GoTree>)> OfList(GoTree tree)
    {
        var lines = tree.Read(List).Split('\n');
        for (var i = 0; i < lines.Length - 1; i++)
        {
            var line = lines[i];
            yield return Line(List, i, "drop", []);
            if (i < 6)
            {
                yield return Line(List, i, "double", [line, line]);
                yield return Line(List, i, "indent", [" " + line]);
                yield return Line(List, i, "end with a return", [line + "\r"]);
            }

            if (line.StartsWith("## ", StringComparison.Ordinal))
            {
                yield return Line(List, i, "ask for go 1.99", [line + "; go 1.99"]);
                yield return Line(List, i, "ask for go 1.18", [line + "; go 1.18.0"]);
                yield return Line(List, i, "add a note", [line + "; other"]);
                yield return Line(List, i, "no note", ["## go 1.18"]);
            }
            else if (line.StartsWith("# ", StringComparison.Ordinal))
            {
                yield return Line(List, i, "another version", [line.Replace("v1.0.0", "v1.0.9", StringComparison.Ordinal)]);
                yield return Line(List, i, "no replacement", [line.Split(" =>")[0]]);
                yield return Line(List, i, "another replacement", [line.Split(" =>")[0] + " => example.com/other v1.0.0"]);
                yield return Line(List, i, "another folder", [line.Split(" =>")[0] + " => ../other"]);
                yield return Line(List, i, "explicit before", ["# example.com/more v1.0.0", "## explicit", line]);
                yield return Line(List, i, "explicit and built before", ["# example.com/more v1.0.0", "## explicit", "example.com/more", line]);
                yield return Line(List, i, "older and built before", [line.Replace("v1.0.0", "v0.9.0", StringComparison.Ordinal), "## explicit", "example.com/older", line]);
            }
            else
            {
                yield return Line(List, i, "another package", [line + "x"]);
                yield return Line(List, i, "no package", ["=======", line]);
            }
        }

        yield return ("no list", one => File.Delete(one.At(List)));
    }

    private static IEnumerable<(string, Action<GoTree>)> OfModules(GoTree tree)
    {
        foreach (var file in new[] { "go.mod", "../go.work" }.Where(file => File.Exists(tree.At(file))))
        {
            var lines = tree.Read(file).Split('\n');
            for (var i = 0; i < lines.Length; i++)
            {
                if (lines[i].Contains("example.com/", StringComparison.Ordinal) && !lines[i].StartsWith("module", StringComparison.Ordinal))
                {
                    yield return Line(file, i, "drop", []);
                    yield return Line(file, i, "another version", [lines[i].Replace("v1.0.0", "v1.0.9", StringComparison.Ordinal)]);
                    yield return Line(file, i, "another folder", [lines[i].Replace("=> ../", "=> ./../", StringComparison.Ordinal)]);
                }
            }
        }

        yield return ("require more", one => one.Append("go.mod", "\nrequire example.com/more v1.0.0\n"));
        yield return ("exclude", one => one.Append("go.mod", "\nexclude example.com/more v1.0.0\n"));
        yield return ("replace more", one => one.Append("go.mod", "\nreplace example.com/more => example.com/other v1.0.0\n"));
        yield return ("replace one version", one => one.Append("go.mod", "\nreplace example.com/dep v1.0.0 => example.com/other v1.0.0\n"));
        yield return ("replace another version", one => one.Append("go.mod", "\nreplace example.com/dep v0.1.0 => example.com/other v1.0.0\n"));
        yield return ("go 1.13", one => one.Replace("go.mod", "\ngo " + one.Read("go.mod").Split("\ngo ")[1].Split('\n')[0] + "\n", "\ngo 1.13\n"));
        yield return ("go 1.22", one => one.Replace("go.mod", "\ngo " + one.Read("go.mod").Split("\ngo ")[1].Split('\n')[0] + "\n", "\ngo 1.22\n"));
    }

    private static IEnumerable<(string, Action<GoTree>)> OfFiles(GoTree tree)
    {
        foreach (var file in Directory.EnumerateFiles(tree.At("vendor"), "*.go", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(tree.Folder, path)).Order(StringComparer.Ordinal))
        {
            yield return ("no " + file, one => File.Delete(one.At(file)));
        }

        yield return ("import what is not there", one => one.Write("more.go", "package main\n\nimport (\n\t\"fmt\" // of Go\n\t_ \"example.com/dep/more\"\n)\n\nfunc init() { fmt.Println() }\n"));
        yield return ("import what nothing has", one => one.Write("sub/more.go", "// Package sub.\n/* import \"a.b/c\"\n*/\npackage sub\r\n\r\nimport _ `example.net/none`; import \"fmt\"\r\n\r\nvar _ = fmt.Sprint(\"x.y/z\")\r\n"));
        yield return ("import in a test", one => one.Write("more_test.go", "package main_test\n\nimport _ \"example.com/dep/more\"\n"));
        yield return ("import what is not listed", one =>
        {
            one.Write("more.go", "package main\n\nimport _ \"example.com/dep/more\"\n");
            one.Write("vendor/example.com/dep/more/more.go", "package more\n");
        });
        yield return ("no import", one => one.Write("more.go", "package main\n\nconst text = `\nimport \"example.com/dep/more\"\n`\n"));
        yield return ("import in an ignored file", one => one.Write("more.go", "//go:build ignore\n\npackage main\n\nimport _ \"example.com/dep/more\"\n"));
        yield return ("import below testdata", one => one.Write("testdata/more.go", "package more\n\nimport _ \"example.com/dep/more\"\n"));
        yield return ("import below _x", one => one.Write("_x/more.go", "package more\n\nimport _ \"example.com/dep/more\"\n"));
        yield return ("import in a module below", one =>
        {
            one.Write("below/go.mod", "module example.com/below\n\ngo 1.18\n");
            one.Write("below/more.go", "package below\n\nimport _ \"example.com/dep/more\"\n");
        });
        yield return ("import of its own", one =>
        {
            one.Write("own/own.go", "package own\n");
            one.Write("more.go", "package main\n\nimport _ \"example.com/app/own\"\n");
        });
    }

    private static (string, Action<GoTree>) Line(string file, int number, string what, string[] instead) => ($"{file}:{number + 1} {what}", tree =>
    {
        var lines = tree.Read(file).Split('\n').ToList();
        if (number < lines.Count)
        {
            lines.RemoveAt(number);
            lines.InsertRange(number, instead);
            tree.Write(file, string.Join('\n', lines));
        }
    });
}
