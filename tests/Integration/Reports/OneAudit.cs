using GoEnv.Reports;
using GoEnv.Tests.Gates;

namespace GoEnv.Tests.Reports;

/// <summary>
/// One audit of this machine, with a go that prints hostile text, and of a host that refuses; its findings are exported by one
/// command to every format and to an OTLP endpoint.
/// </summary>
public sealed class OneAudit : IAsyncLifetime, IDisposable
{
    private const string Go = """
        #!/bin/sh
        printf '<script>document.title="owned"</script>\033[31m | `x` "q",\n=1+1 \342\200\256 @all ]]>\n'
        printf '<img src=x onerror=alert(1)>\n' >&2
        exit 3
        """;

    private const string Policy = """
        version: 1
        waivers:
          - {rule: GE3013, target: local, owner: <b>Team</b>, reason: "Because | of & so", expires: 2099-12-31}
        """;

    public string Folder { get; } = Directory.CreateTempSubdirectory("goenv-test-").FullName;

    internal OtlpReceiver Otlp { get; } = new();

    /// <summary>What the audit found.</summary>
    public IReadOnlyList<Finding> Findings { get; private set; } = [];

    /// <summary>What the export said; null where goenvctl is not built.</summary>
    public (int ExitCode, string Out, string Error)? Export { get; private set; }

    public string Path(string ending) => System.IO.Path.Combine(Folder, "report." + ending);

    public async ValueTask InitializeAsync()
    {
        if (!File.Exists(Goenvctl.Program) || OperatingSystem.IsWindows())
        {
            return;
        }

        Directory.CreateDirectory(System.IO.Path.Combine(Folder, "bin"));
        File.WriteAllText(System.IO.Path.Combine(Folder, "bin/go"), Go);
        File.SetUnixFileMode(System.IO.Path.Combine(Folder, "bin/go"), (UnixFileMode)0x1ed);
        File.WriteAllText(Path("yaml"), Policy);
        Assert.Contains(await RunAsync("PATH=$PWD/bin:$PATH GOINSECURE='<svg onload=x>,=1' goenvctl Test-GoEnvironment local ssh:nobody@127.0.0.1:1 -Policy report.yaml -ConnectTimeoutSeconds 5 -IncludePassed -o jsonl > audit.jsonl"), (int[])[1, 2]);
        Findings = File.ReadLines(System.IO.Path.Combine(Folder, "audit.jsonl")).Select(line => (Finding)GoEnvJson.Read(line)).ToList();
        Export = await Goenvctl.RunAsync(Folder, "sh", "-c", $"goenvctl Export-GoReport report.html report.md report.json report.jsonl report.csv report.sarif report.xml report.prom {Otlp.Address} < audit.jsonl");
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    public void Dispose()
    {
        Otlp.Dispose();
        if (Directory.Exists(Folder))
        {
            Directory.Delete(Folder, recursive: true);
        }
    }

    private async Task<int> RunAsync(string script) => (await Goenvctl.RunAsync(Folder, "sh", "-c", script)).ExitCode;
}
