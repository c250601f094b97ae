using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using GoEnv.Modules.Files;
using GoEnv.Policies;
using GoEnv.Releases;
using GoEnv.Toolchain;
using GoToolchain = GoEnv.Tests.Binaries.GoToolchain;

namespace GoEnv.Tests.Modules.Files;

/// <summary>A folder with a module, a module proxy of files and a home of its own, for the real go command and for ours.</summary>
internal sealed class GoTree : IDisposable
{
    private const string Nonce = "0123456789abcdef0123456789abcdef";

    public GoTree()
    {
        Publish("example.com/lib", "v1.0.0", string.Empty, "package lib\n\nfunc Lib() {}\n");
        Publish("example.com/lib", "v1.1.0", string.Empty, "package lib\n\nfunc Lib() {}\n");
        Publish("example.com/dep", "v1.0.0", "require example.com/lib v1.0.0\n", "package dep\n\nimport \"example.com/lib\"\n\nfunc Dep() { lib.Lib() }\n");
        Publish("example.com/dep", "v1.1.0", "require example.com/lib v1.0.0\n", "package dep\n\nimport \"example.com/lib\"\n\nfunc Dep() { lib.Lib() }\n");
        Write("go.mod", "module example.com/app\n\ngo 1.24.0\n\nrequire example.com/dep v1.0.0\n\nrequire example.com/lib v1.0.0 // indirect\n");
        Write("main.go", "package main\n\nimport \"example.com/dep\"\n\nfunc main() { dep.Dep() }\n");
        var (exit, error) = Go(GoToolchain.Newest, [], "mod", "tidy");
        Assert.True(exit == 0, error);
    }

    private string Root { get; } = Directory.CreateTempSubdirectory("goenv").FullName;

    /// <summary>The folder of the module.</summary>
    public string Folder => Path.Combine(Root, "app");

    public string At(string path) => Path.GetFullPath(Path.Combine(Folder, path));

    public string Read(string path) => File.ReadAllText(At(path));

    public void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(At(path))!);
        File.WriteAllText(At(path), text);
    }

    public void Replace(string path, string old, string text)
    {
        Assert.Contains(old, Read(path), StringComparison.Ordinal);
        Write(path, Read(path).Replace(old, text, StringComparison.Ordinal));
    }

    public void Append(string path, string text) => Write(path, Read(path) + text);

    /// <summary>Runs the go command in the folder of the module.</summary>
    public (int Exit, string Error) Go(string version, IEnumerable<(string Name, string Value)> settings, params string[] arguments)
    {
        var (exit, output, error) = Run(Path.Combine(GoToolchain.Root(version), "bin", "go"), arguments, string.Empty, Variables(version, settings));
        return (exit, error + output);
    }

    /// <summary>What our rules say of the folder of the module.</summary>
    public IReadOnlyList<(string Id, Severity Severity, Problem Problem)> Judge(string version, IEnumerable<(string Name, string Value)> settings, string shell = "dash")
    {
        var (trees, toolchain) = Ask(version, settings, shell);
        return Judge(trees, toolchain);
    }

    /// <summary>The same with what is known of the toolchain, which takes most of the time.</summary>
    public IReadOnlyList<(string Id, Severity Severity, Problem Problem)> Judge(string version, ToolchainFacts toolchain) =>
        Judge(Parse(new ModuleTreeProbe(), Say(version, [], "dash", new ModuleTreeProbe(Folder))), toolchain);

    private static List<(string Id, Severity Severity, Problem Problem)> Judge(ModuleTreeFacts trees, ToolchainFacts toolchain)
    {
        var facts = new FactSet();
        facts.Add(toolchain);
        var context = new RuleContext(Target.Local, Policy.Default, GoReleases.Shipped, DateTimeOffset.UnixEpoch);
        var whole = new ModuleTreeProbe().CompleteFacts(trees, facts, context);
        return Catalog.Rules.Where(rule => rule is ModuleTreeRule)
            .SelectMany(rule => rule.JudgeFacts(whole, context).Select(problem => (rule.Id, problem.Severity ?? rule.Severity, problem)))
            .ToList();
    }

    public (ModuleTreeFacts Trees, ToolchainFacts Toolchain) Ask(string version, IEnumerable<(string Name, string Value)> settings, string shell, params string[] paths)
    {
        var transcript = Say(version, settings, shell, new ToolchainProbe(), new ModuleTreeProbe(paths.Length == 0 ? [Folder] : paths));
        return (Parse(new ModuleTreeProbe(), transcript), Parse(new ToolchainProbe(), transcript));
    }

    private Transcript Say(string version, IEnumerable<(string Name, string Value)> settings, string shell, params Probe[] probes)
    {
        var words = shell.Split(' ');
        var program = new[] { "/bin/" + words[0], "/usr/bin/" + words[0] }.FirstOrDefault(File.Exists);
        Assert.SkipWhen(program is null, $"there is no {words[0]} here");
        var shells = Directory.CreateDirectory(Path.Combine(Root, "sh-" + words[0])).FullName;
        if (!File.Exists(Path.Combine(shells, "sh")))
        {
            File.CreateSymbolicLink(Path.Combine(shells, "sh"), program!);
        }

        var script = ProbeScript.Compose(probes, Nonce, TimeSpan.FromSeconds(60));
        var variables = Variables(version, settings);
        variables["PATH"] = shells + ":" + variables["PATH"];
        var (_, output, error) = Run(Path.Combine(shells, "sh"), [], script.Text, variables);
        Assert.Equal(string.Empty, error);
        return Transcript.Parse(Encoding.UTF8.GetBytes(output), Nonce);
    }

    public void Dispose()
    {
        // The module cache is read-only.
        Run("/bin/chmod", ["-R", "u+w", Root], string.Empty, []);
        Directory.Delete(Root, recursive: true);
    }

    private static TFacts Parse<TFacts>(Probe<TFacts> probe, Transcript transcript)
        where TFacts : class
    {
        var (output, problem) = transcript.Read(probe.Id);
        Assert.True(output is not null, problem);
        return probe.Parse(output);
    }

    public void Publish(string module, string version, string requirements, string source, string comment = "")
    {
        var folder = Directory.CreateDirectory(Path.Combine(Root, "proxy", module, "@v")).FullName;
        var mod = $"{comment}module {module}\n\ngo 1.18\n\n{requirements}";
        File.AppendAllText(Path.Combine(folder, "list"), version + "\n");
        File.WriteAllText(Path.Combine(folder, version + ".info"), $"{{\"Version\":\"{version}\"}}");
        File.WriteAllText(Path.Combine(folder, version + ".mod"), mod);
        using var zip = ZipFile.Open(Path.Combine(folder, version + ".zip"), ZipArchiveMode.Create);
        foreach (var (name, text) in new[] { ("go.mod", mod), (Path.GetFileName(module) + ".go", source) })
        {
            using var writer = new StreamWriter(zip.CreateEntry($"{module}@{version}/{name}").Open());
            writer.Write(text);
        }
    }

    private Dictionary<string, string> Variables(string version, IEnumerable<(string Name, string Value)> settings)
    {
        var variables = new Dictionary<string, string>
        {
            ["HOME"] = Root,
            ["PATH"] = Path.Combine(GoToolchain.Root(version), "bin") + ":/usr/bin:/bin",
            ["GOPATH"] = Path.Combine(Root, "gopath"),
            ["GOCACHE"] = Path.Combine(GoToolchain.Cache, "gocache"),
            ["GOPROXY"] = "file://" + Path.Combine(Root, "proxy"),
            ["GONOSUMDB"] = "*",
            ["GOTOOLCHAIN"] = "local",
        };
        foreach (var (name, value) in settings)
        {
            variables[name] = value;
        }

        return variables;
    }

    private (int Exit, string Output, string Error) Run(string program, string[] arguments, string input, Dictionary<string, string> variables)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Directory.Exists(Folder) ? Folder : Root,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Clear();
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.GetAwaiter().GetResult());
    }
}
