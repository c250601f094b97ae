using System.Text.RegularExpressions;
using GoEnv.Yaml;

namespace GoEnv.Tests.Gates;

/// <summary>What docs/gates.md shows is run: the shell lines of it, and those inside of its CI files.</summary>
public sealed partial class GatePageTests : IDisposable
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Goenvctl.Root, "docs", "gates.md"));

    private readonly string folder = Directory.CreateTempSubdirectory("goenv-test-").FullName;

    public GatePageTests() => File.WriteAllText(Path.Combine(folder, "policy.yaml"), "version: 1\ncategories: [Module]\n");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData(0, "report.html junit.xml")]
    [InlineData(1, "report.html")]
    public async Task A_script_ends_with_the_code_of_the_audit(int number, string files)
    {
        var run = await RunAsync("sh", Blocks("sh")[number].Replace("local ", "local -Policy policy.yaml ", StringComparison.Ordinal));
        Assert.Equal((1, files), (run.ExitCode, Written(files)));
    }

    [Fact]
    public async Task A_pipeline_that_fails_with_its_first_command_does_too()
    {
        var run = await RunAsync("bash", Blocks("bash")[0].Replace("local ", "local -Policy policy.yaml ", StringComparison.Ordinal));
        Assert.Equal((1, "report.html junit.xml"), (run.ExitCode, Written("report.html junit.xml")));
    }

    [Theory]
    [InlineData(1, "")]
    [InlineData(0, "failOn: error")]
    public async Task Parts_are_put_together_and_judged(int code, string more)
    {
        File.AppendAllText(Path.Combine(folder, "policy.yaml"), more);
        foreach (var shard in new[] { "shard-1.json", "shard-2.json" })
        {
            await RunAsync("sh", $"goenvctl Test-GoModuleSetting local -IncludePassed -o jsonl | goenvctl Export-GoReport {shard}");
        }

        var run = await RunAsync("sh", Blocks("sh")[2]);
        Assert.Equal((code, "fleet.html"), (run.ExitCode, Written("fleet.html")));
        Assert.StartsWith("2 failed, ", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, "")]
    [InlineData(0, "failOn: error")]
    [InlineData(64, "failOn: sometimes")]
    public async Task The_job_of_GitHub_ends_with_the_code_of_the_audit(int code, string more)
    {
        File.AppendAllText(Path.Combine(folder, "policy.yaml"), more);
        var job = YamlFile.Parse(Blocks("yaml").Single(text => text.Contains("runs-on", StringComparison.Ordinal)), "gates.md");
        var script = At(At(At(job, "jobs"), "audit"), "steps").Items.Single(step => step.Entries.Any(entry => entry.Key.RawText == "run"));
        Assert.Equal("bash", At(script, "shell").RawText);
        var run = await RunAsync("bash", At(script, "run").RawText, "-e", "-o", "pipefail");
        Assert.Equal((code, "audit.sarif report.html summary.md"), (run.ExitCode, Written("audit.sarif report.html summary.md")));
    }

    [Fact]
    public async Task The_job_of_GitLab_ends_with_the_code_of_the_audit()
    {
        var job = At(YamlFile.Parse(Blocks("yaml").Single(text => text.Contains("allow_failure", StringComparison.Ordinal)), "gates.md"), "go-environment");
        var run = await RunAsync("bash", string.Join('\n', At(job, "script").Items.Select(line => line.RawText)), "-e", "-o", "pipefail");
        Assert.Equal((1, "junit.xml report.html"), (run.ExitCode, Written("junit.xml report.html")));
    }

    [Fact]
    public async Task The_steps_of_Jenkins_run()
    {
        var steps = Step().Matches(Blocks("groovy")[0]).Select(match => match.Groups["line"].Value).ToList();
        Assert.Equal(2, steps.Count);
        Assert.Equal(1, (await RunAsync("sh", steps[0])).ExitCode);
        Assert.Equal((0, "junit.xml report.html"), ((await RunAsync("sh", steps[1])).ExitCode, Written("junit.xml report.html")));
    }

    [Fact]
    public async Task The_lines_of_cron_write_metrics_and_print_what_fails()
    {
        var lines = Blocks("sh").Where(block => block.StartsWith("17 5", StringComparison.Ordinal))
            .Select(block => block[(block.IndexOf("root ", StringComparison.Ordinal) + 5)..]
                .Replace("/etc/goenv", folder, StringComparison.Ordinal).Replace("/var/lib/node_exporter", folder, StringComparison.Ordinal))
            .ToList();
        Assert.All(lines, line => Assert.DoesNotContain('%', line));
        var metrics = await RunAsync("sh", lines[0]);
        Assert.Equal((0, string.Empty, "goenv.prom"), (metrics.ExitCode, metrics.Out + metrics.Error, Written("goenv.prom")));
        Assert.Contains("GE3013", (await RunAsync("sh", lines[1])).Out, StringComparison.Ordinal);
        File.AppendAllText(Path.Combine(folder, "policy.yaml"), "failOn: error\n");
        Assert.Empty((await RunAsync("sh", lines[1])).Out);
    }

    private static List<string> Blocks(string language) => Page.Split($"```{language}\n")[1..]
        .Select(rest => rest[..rest.IndexOf("```", StringComparison.Ordinal)]).ToList();

    private static YamlValue At(YamlValue map, string key) => map.Entries.Single(entry => entry.Key.RawText == key).Value;

    private string Written(string files) => string.Join(' ', files.Split(' ').Where(file => new FileInfo(Path.Combine(folder, file)) is { Exists: true, Length: > 0 }));

    private Task<(int ExitCode, string Out, string Error)> RunAsync(string shell, string script, params string[] options) =>
        Goenvctl.RunAsync(folder, shell, [.. options, "-c", script]);

    [GeneratedRegex("'(?<line>goenvctl [^']*)'", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Step();
}
