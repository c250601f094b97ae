using System.Diagnostics;
using System.Text.Json;
using GoEnv.Reports;
using GoEnv.Tests.Gates;

namespace GoEnv.Tests.Reports;

/// <summary>Each format read by a program that others read it with.</summary>
public sealed class ReportReaderProgramTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("goenv-test-").FullName;

    private static IReadOnlyList<Finding> Findings { get; } = [.. Samples.Mixed(), .. Samples.HostileFindings()];

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Sarif_is_valid_against_its_schema() => Validate(Samples.Shared("sarif-schema-2.1.0.json"), ReportFormat.Sarif);

    [Fact]
    public void Json_is_valid_against_the_schema_that_ships() => Validate(Repository("module/schemas/report.schema.json"), ReportFormat.Json);

    [Fact]
    public void Csv_is_read_by_python()
    {
        var python = Python("csv");
        var text = Run(python, "-c", "import csv, json, sys; csv.field_size_limit(1 << 30); print(json.dumps(list(csv.reader(open(sys.argv[1], newline='', encoding='utf-8'), strict=True))))", Write(ReportFormat.Csv));
        var rows = JsonSerializer.Deserialize<List<string[]>>(text)!;
        Assert.Equal(CsvReport.Columns, rows[0]);
        Assert.Equal(Findings.Count + 1, rows.Count);
        Assert.All(rows, row => Assert.Equal(CsvReport.Columns.Count, row.Length));
        Assert.Equal(
            Findings.Select(f => ReportText.Lines(f.Message).Replace("'", string.Empty, StringComparison.Ordinal)),
            rows.Skip(1).Select(row => row[7].Replace("'", string.Empty, StringComparison.Ordinal)));
        Assert.DoesNotContain(rows.SelectMany(row => row), cell => cell.Length > 0 && "=+-@\t".Contains(cell[0]));
    }

    [Theory]
    [InlineData("goenvctl Import-GoReport report.jsonl -o jsonl | head -n 1; exit ${PIPESTATUS[0]}", 0, "")]
    [InlineData("goenvctl Import-GoReport report.jsonl -o jsonl > /dev/full", 2, "goenvctl: standard output cannot be written: No space left on device\n")]
    public async Task An_output_that_ends_is_no_fault_of_the_report(string script, int code, string error)
    {
        Assert.SkipUnless(File.Exists(Goenvctl.Program) && File.Exists("/bin/bash") && File.Exists("/dev/full"), "goenvctl, bash or /dev/full is not there");
        await File.WriteAllTextAsync(Path.Combine(folder, "report.jsonl"), Report.ToText(ReportFormat.JsonLines, Samples.Header, Samples.Mixed(5000)), TestContext.Current.CancellationToken);
        var run = await Goenvctl.RunAsync(folder, "bash", "-c", script);
        Assert.Equal((code, error), (run.ExitCode, run.Error));
    }

    [Fact]
    public void Prometheus_text_is_read_by_promtool()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/promtool"), "promtool is not installed");
        Run("/bin/sh", "-c", "promtool check metrics < \"$1\"", "sh", Write(ReportFormat.Prometheus));
    }

    private void Validate(string schema, ReportFormat format) => Run(
        Python("jsonschema"),
        "-c",
        "import json, sys, jsonschema; s = json.load(open(sys.argv[1])); jsonschema.validators.validator_for(s).check_schema(s); jsonschema.validate(json.load(open(sys.argv[2])), s)",
        schema,
        Write(format));

    private string Write(ReportFormat format)
    {
        var path = Path.Combine(folder, "report");
        File.WriteAllText(path, Report.ToText(format, Samples.Header, Findings));
        return path;
    }

    private static string Python(string module)
    {
        var python = new[] { "/usr/bin/python3", "python3" }.FirstOrDefault(p => Start(p, "-c", "import " + module).Code == 0);
        Assert.SkipWhen(python is null, $"no python3 with {module} is installed");
        return python!;
    }

    private static string Run(string program, params string[] arguments)
    {
        var (code, output) = Start(program, arguments);
        Assert.True(code == 0, output);
        return output;
    }

    private static (int Code, string Output) Start(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        Array.ForEach(arguments, start.ArgumentList.Add);
        try
        {
            using var process = Process.Start(start)!;
            var error = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return (process.ExitCode, process.ExitCode == 0 ? output : output + error.Result);
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            return (-1, e.Message);
        }
    }

    private static string Repository(string path)
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "GoEnvPowerShell.sln")))
        {
            root = root.Parent!;
        }

        return Path.Combine(root.FullName, path);
    }
}
