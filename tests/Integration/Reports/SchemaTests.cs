using GoEnv.Checklists;
using GoEnv.Policies;
using GoEnv.Tests.Gates;
using GoEnv.Yaml;

namespace GoEnv.Tests.Reports;

/// <summary>The schemas of files say the same of them as the module does.</summary>
public sealed class SchemaTests : IDisposable
{
    private static readonly string[] Checks =
    [
        "{id: a, script: x}", "{id: a, command: [x, 1, true]}", "{id: a, rule: GE1002}", "{id: a, rule: GE1002, severity: warning, dependsOn: b}",
        "{id: a, script: x, timeout: 60, required: false, when: env=prod, onlyIf: y}",
        "{id: a, script: x, when: [env=prod, gpu], dependsOn: [b]}",
        "{id: a, script: x, expect: {exitCode: [0, 3], json: a.b, matches: x, notMatches: y, equals: 1, atLeast: 1, atMost: 2.5}}",
        "{id: a, script: x, expect: {exitCode: 255}}",
        "{id: a}", "{script: x}", "{id: 1a, script: x}", "{id: GE1001, script: x}", "{id: a, script: x, rule: GE1002}", "{id: a, command: []}", "{id: a, command: x}",
        "{id: a, script: ''}", "{id: a, name: '', script: x}", "{id: a, rule: GE1002, expect: {equals: x}}", "{id: a, rule: GE1002, timeout: 5}", "{id: a, rule: 1002}",
        "{id: a, script: x, timeout: 0}", "{id: a, script: x, timeout: 3601}", "{id: a, script: x, timeout: soon}", "{id: a, script: x, required: 1}",
        "{id: a, script: x, expect: {exitCode: []}}", "{id: a, script: x, expect: {exitCode: 256}}", "{id: a, script: x, expect: {atLeast: many}}",
        "{id: a, script: x, expect: {equal: x}}", "{id: a, script: x, severity: fatal}", "{id: a, script: x, dependsOn: {b: c}}",
    ];

    private readonly string folder = Directory.CreateTempSubdirectory("goenv-test-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task The_schema_of_checklists_takes_what_is_read_and_refuses_what_is_not()
    {
        var texts = Checks.Select(check => $"version: 1\nchecks:\n- {check}\n- {{id: b, script: x}}").Append("version: 2\nchecks: [{id: a, script: x}]").Append("version: 1").ToList();
        var said = await Schemas.AskAsync("checklist.schema.json", texts);
        Assert.Equal(8, said.Count(error => error is null));
        Assert.All(texts.Zip(said), pair => Assert.True(IsRead(() => Checklist.Parse(pair.First, "f")) == pair.Second is null, $"{pair.First}: {pair.Second}"));
    }

    [Fact]
    public async Task The_schema_of_policies_knows_waivers_of_checks()
    {
        string[] waivers = ["rule: GE1001", "check: go-*", "check: 'a b'", "rule: GE1001, check: a", "unknown: true"];
        var texts = waivers.Select(waiver => $"version: 1\nwaivers: [{{{waiver}, target: x, owner: o, reason: r, expires: 2027-01-31}}]").ToList();
        var said = await Schemas.AskAsync("policy.schema.json", texts);
        Assert.All(texts.Zip(said), pair => Assert.True(IsRead(() => Policy.Parse(pair.First, "f")) == pair.Second is null, $"{pair.First}: {pair.Second}"));
    }

    [Theory]
    [InlineData("docs/checklists.md", "checklist.schema.json", 0)]
    [InlineData("docs/checklists.md", "policy.schema.json", 1)]
    [InlineData("docs/policy.md", "policy.schema.json", 0)]
    [InlineData("docs/policy.md", "policy.schema.json", 1)]
    public async Task Examples_are_valid(string page, string schema, int number) =>
        Assert.Equal([null], await Schemas.AskAsync(schema, [Repository.YamlExamples(page)[number]]));

    [Fact]
    public async Task A_baseline_is_valid_against_the_schema_that_ships_and_a_damaged_one_is_not()
    {
        var run = await Goenvctl.RunAsync(folder, Goenvctl.Program, "Save-GoBaseline", "local", "ssh:nobody@127.0.0.1:1", "-Path", "b.json", "-ConnectTimeoutSeconds", "2");
        var path = Path.Combine(folder, "b.json");
        Assert.True(File.Exists(path), run.Error);
        var text = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
        string[] damaged = [text.Replace("\"baseline\"", "\"report\"", StringComparison.Ordinal), text.Replace("\"targets\"", "\"target\"", StringComparison.Ordinal), text.Replace("\"ruleId\"", "\"rule\"", StringComparison.Ordinal)];
        var said = await Schemas.AskAsync("baseline.schema.json", [text, .. damaged]);
        Assert.Null(said[0]);
        Assert.All(said.Skip(1), Assert.NotNull);
    }

    private static bool IsRead(Action read)
    {
        try
        {
            read();
            return true;
        }
        catch (YamlFileException)
        {
            return false;
        }
    }
}
