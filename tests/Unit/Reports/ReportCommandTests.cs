using System.Text.Json;
using GoEnv.Console;
using GoEnv.Reports;

namespace GoEnv.Tests.Reports;

public sealed class ReportCommandTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("goenv-test-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Findings_from_a_pipe_become_files()
    {
        var lines = string.Join('\n', Samples.Mixed().Select(finding => GoEnvJson.Write(finding)));
        Assert.Equal((0, string.Empty, string.Empty), Run(lines, "Export-GoReport", At("a.json"), At("a.html"), At("junit.xml")));
        Assert.Equal(61, ReportReader.Read(At("a.json")).Count());
        Assert.Equal(3, Directory.GetFiles(folder).Length);
    }

    [Fact]
    public void A_report_in_json_lines_can_be_piped_in_and_findings_passed_on()
    {
        var (code, output, _) = Run(Report.ToText(ReportFormat.JsonLines, Samples.Header, Samples.Mixed()), "Export-GoReport", At("a.csv"), "-PassThru", "-o", "jsonl");
        Assert.Equal((0, 61), (code, output.TrimEnd().Split('\n').Length));
        Assert.Equal(62, ReadBack.CsvRows(File.ReadAllText(At("a.csv"))).Count);
    }

    [Theory]
    [InlineData(1, 30, "cut off after 29 findings")] // the run before it was killed, or its disk was full
    [InlineData(0, 1, "cut off at its beginning")]
    [InlineData(40, 1, "should have 61 findings and has 60")]
    public void Of_a_piped_report_that_is_not_whole_no_report_is_made(int skip, int count, string says)
    {
        var lines = Report.ToText(ReportFormat.JsonLines, Samples.Header, Samples.Mixed()).TrimEnd().Split('\n').ToList();
        if (count > 1)
        {
            lines = lines[..count];
        }
        else
        {
            lines.RemoveAt(skip);
        }

        var (code, output, error) = Run(string.Join('\n', lines), "Export-GoReport", At("a.html"), At("a.json"), "-FailOn", "Never");
        Assert.Equal((64, string.Empty), (code, output));
        Assert.Contains($"standard input: The report {(count > 1 || skip == 0 ? "is " : string.Empty)}{says}", error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(folder));
    }

    [Fact]
    public void Shards_are_read_back_as_one()
    {
        var half = Samples.Mixed(20);
        File.WriteAllText(At("shard-1.json"), Report.ToText(ReportFormat.Json, Samples.Header, half));
        File.WriteAllText(At("shard-2.jsonl"), Report.ToText(ReportFormat.JsonLines, Samples.Header, half));
        var (code, output, _) = Run(string.Empty, "Import-GoReport", At("shard-*"), "-o", "sarif");
        Assert.Equal((0, 42), (code, ReadBack.Sarif(output).Values.Sum()));
    }

    [Fact]
    public void A_file_that_is_no_report_does_not_stop_the_others()
    {
        File.WriteAllText(At("a.json"), "no report");
        File.WriteAllText(At("b.json"), Report.ToText(ReportFormat.Json, Samples.Header, Samples.Mixed(1)));
        var (code, output, error) = Run(string.Empty, "Import-GoReport", At("a.json"), At("b.json"), At("none.json"), "-o", "json");
        Assert.Equal((2, 2), (code, JsonDocument.Parse(output).RootElement.GetArrayLength()));
        Assert.Contains("ReportInvalid", error, StringComparison.Ordinal);
        Assert.Contains("ReportNotRead", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("html")]
    [InlineData("markdown")]
    [InlineData("csv")]
    [InlineData("junit")]
    [InlineData("prometheus")]
    [InlineData("sarif")]
    public void Any_command_prints_its_findings_as_a_report(string format)
    {
        File.WriteAllText(At("a.json"), Report.ToText(ReportFormat.Json, Samples.Header, Samples.Mixed()));
        var (code, output, _) = Run(string.Empty, "Import-GoReport", At("a.json"), "-o", format);
        var (_, converted, _) = Run(Report.ToText(ReportFormat.JsonLines, Samples.Header, Samples.Mixed()), "ConvertTo-GoReport", format);
        Assert.Equal(0, code);
        Assert.True(output.Length > 1000);
        Assert.Equal(output.TrimEnd().Split('\n').Length, converted.TrimEnd().Split('\n').Length);
    }

    [Theory]
    [InlineData(64, "ReportFormatUnknown", "report.pdf")]
    [InlineData(2, "ReportNotWritten", "missing/report.html")]
    [InlineData(2, "ReportExists", "there.html", "-NoClobber")]
    [InlineData(2, "ReportReadOnly", "there.html")]
    [InlineData(0, "", "there.html", "-Force")]
    [InlineData(0, "", "report.pdf", "-Format", "Html")]
    [InlineData(64, "needs -Path")]
    public void What_cannot_be_written_says_so(int code, string says, params string[] words)
    {
        File.WriteAllText(At("there.html"), "old");
        new FileInfo(At("there.html")).IsReadOnly = true;
        var result = Run(GoEnvJson.Write(Samples.Finding()), ["Export-GoReport", .. words.Select(word => word.StartsWith('-') || word == "Html" ? word : At(word))]);
        Assert.Equal(code, result.Code);
        Assert.Contains(says, result.Error, StringComparison.Ordinal);
        Assert.Equal(code != 0 || words.Contains("report.pdf"), File.ReadAllText(At("there.html")) == "old");
    }

    [Theory]
    [InlineData("empty.jsonl", 0, "empty.jsonl' is empty: nothing in it shows that anything was judged.")]
    [InlineData("empty.json", 2, "This is not a report: the file is empty.")]
    [InlineData("shard-*.json", 2, "There is no file '")]
    [InlineData("none.json", 2, "ReportNotRead")]
    public void A_shard_that_is_missing_or_empty_is_told(string name, int code, string says)
    {
        File.WriteAllText(At("good.json"), Report.ToText(ReportFormat.Json, Samples.Header, [Samples.Finding()]));
        if (name.StartsWith("empty", StringComparison.Ordinal))
        {
            File.WriteAllText(At(name), string.Empty);
        }

        var result = Run(string.Empty, "Import-GoReport", At(name), At("good.json"), "-o", "jsonl");
        Assert.Equal((code, 1), (result.Code, result.Output.TrimEnd().Split('\n').Length));
        Assert.Contains(says, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIf_writes_nothing()
    {
        var (code, _, error) = Run(GoEnvJson.Write(Samples.Finding()), "Export-GoReport", At("a.html"), "-WhatIf");
        Assert.Equal(0, code);
        Assert.Contains("Write Html report", error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(folder));
    }

    [Fact]
    public void What_is_no_finding_is_a_usage_error()
    {
        Assert.Equal(64, Run("web01", "Export-GoReport", At("a.html")).Code);
        Assert.Equal(64, Run(string.Empty, "Get-GoRule", "-o", "sarif").Code);
        Assert.Empty(Directory.GetFiles(folder));
    }

    private string At(string name) => Path.Combine(folder, name);

    private static (int Code, string Output, string Error) Run(string input, params string[] args)
    {
        var (output, error) = (new StringWriter { NewLine = "\n" }, new StringWriter { NewLine = "\n" });
        var terminal = new Terminal { In = new StringReader(input), Out = output, Error = error, InIsPiped = input.Length > 0, Width = 0 };
        return (Program.Run(args, terminal, TestContext.Current.CancellationToken), output.ToString(), error.ToString());
    }
}
