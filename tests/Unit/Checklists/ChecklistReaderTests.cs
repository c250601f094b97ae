using System.Text.Json;
using GoEnv.Checklists;
using GoEnv.Yaml;

namespace GoEnv.Tests.Checklists;

public sealed class ChecklistReaderTests
{
    [Theory]
    [InlineData("", "1:1: the checklist is empty")]
    [InlineData("version: 1\nchecks: []", "2:9: there are no checks")]
    [InlineData("version: 1\nchecks:\n- id: 1x\n  script: x", "3:7: '1x' is not an id")]
    [InlineData("version: 1\nchecks:\n- id: a", "3:3: the check 'a' has none of command, script and rule")]
    [InlineData("version: 1\nchecks:\n- id: a\n  script: x\n  rule: GE1001", "3:3: the check 'a' has more than one")]
    [InlineData("version: 1\nchecks:\n- id: a\n  script: x\n  expct: 1", "5:3: 'expct' is not a key of a check; did you mean 'expect'?")]
    [InlineData("version: 1\nchecks:\n- id: a\n  rule: GE9999", "4:9: there is no rule 'GE9999'")]
    [InlineData("version: 1\nchecks:\n- id: a\n  rule: GE1001\n  expect: {exitCode: 0}", "5:11: a rule knows itself")]
    [InlineData("version: 1\nchecks:\n- id: a\n  script: x\n- id: a\n  script: y", "5:3: the id 'a' is given twice")]
    [InlineData("version: 1\nchecks:\n- id: a\n  script: x\n  dependsOn: b", "3:3: 'a' depends on 'b', which is no check")]
    [InlineData("version: 1\nchecks:\n- id: a\n  script: x\n  dependsOn: b\n- id: b\n  script: x\n  dependsOn: [a]", "3:3: 'a' depends on itself: a needs b needs a")]
    [InlineData("version: 1\nchecks:\n- id: a\n  script: x\n  expect: {matches: '['}", "5:21: '[' is not a regular expression")]
    [InlineData("version: 1\nchecks:\n- id: a\n  script: x\n  expect: {json: 'a[x]'}", "5:18: 'a[x]' is not a path of JSON members")]
    [InlineData("version: 1\nchecks:\n- id: a\n  script: x\n  expect: {exitCode: 256}", "5:22: 'exitCode' is '256'")]
    [InlineData("version: 1\nchecks:\n- id: a\n  script: x\n  expect: {atLeast: many}", "5:21: 'many' is not a number")]
    [InlineData("version: 1\nchecks:\n- id: a\n  script: x\n  when: env>1", "5:9: 'env>1' is not a label filter")]
    public void What_is_wrong_is_named_with_its_place(string text, string says) =>
        Assert.StartsWith("c.yaml:" + says, Assert.Throws<YamlFileException>(() => Checklist.Parse(text, "c.yaml")).Message, StringComparison.Ordinal);

    [Fact]
    public void Checks_come_in_stages_of_what_they_depend_on()
    {
        var list = Checklist.Parse(
            "version: 1\nchecks:\n- {id: c, script: x, dependsOn: [a, b]}\n- {id: b, script: x, dependsOn: a}\n- {id: a, command: [echo, \"it's\", $HOME], required: false}\n- {id: d, rule: GE1001}", "c.yaml");
        Assert.Equal(["a d", "b", "c"], list.Stages.Select(stage => string.Join(' ', stage.Select(check => check.Id))));
        var a = list.Stages[0][0];
        Assert.Equal(("'echo' 'it'\\''s' '$HOME'", Severity.Information, "c.yaml:5"), (a.Script, a.Severity, a.Location));
    }

    [Theory]
    [InlineData("exitCode: [0, 3]", 3, "", null)]
    [InlineData("exitCode: 0", 3, "", "the exit code is 3 and not 0")]
    [InlineData("matches: '^b$'", 0, "a\nb\n", null)]
    [InlineData("matches: '^c$'", 0, "a\nb\n", "the output does not match '^c$'")]
    [InlineData("notMatches: a+", 0, "xaa", "the output matches 'a+'")]
    [InlineData("equals: x y", 0, " x y\n", null)]
    [InlineData("equals: x", 0, "y", "the output is 'y' and not 'x'")]
    [InlineData("atLeast: 1.5", 0, "1.50\n", null)]
    [InlineData("atLeast: 2", 0, "1.5", "the output is '1.5' and not at least 2")]
    [InlineData("atMost: 2", 0, "1e3", "the output is '1e3' and not at most 2")]
    [InlineData("atMost: 2", 0, "", "the output is '' and no number")]
    [InlineData("{json: '$.a[1].b', equals: c}", 0, "{\"a\":[0,{\"b\":\"c\"}]}", null)]
    [InlineData("{json: a, atLeast: 3}", 0, "{\"a\":2}", "'a' is '2' and not at least 3")]
    [InlineData("json: b", 0, "{\"a\":2}", "the output has no 'b'")]
    [InlineData("json: b", 0, "{", "the output is not JSON")]
    public void What_is_expected_is_compared(string expect, int exit, string output, string? problem)
    {
        var value = expect.StartsWith('{') ? expect : $"{{{expect}}}";
        var check = Checklist.Parse($"version: 1\nchecks:\n- id: a\n  script: x\n  expect: {value}", "c.yaml").Stages[0][0];
        var found = new CheckResult(exit, output, string.Empty).Against(check.Expect).Select(p => p.Problem.Replace("is 1.5 and", "is '1.5' and", StringComparison.Ordinal)
            .Replace("is 1e3 and", "is '1e3' and", StringComparison.Ordinal).Replace("is 2 and", "is '2' and", StringComparison.Ordinal));
        Assert.Equal(problem is null ? [] : [problem], found);
    }

    [Fact]
    public void The_schema_and_the_page_have_the_reader_s_keys()
    {
        using var schema = JsonDocument.Parse(Repository.Read("module/schemas/checklist.schema.json"));
        var definitions = schema.RootElement.GetProperty("definitions");
        Assert.Equal(ChecklistReader.FileKeys, Keys(schema.RootElement));
        Assert.Equal(ChecklistReader.CheckKeys, Keys(definitions.GetProperty("check")));
        Assert.Equal(ChecklistReader.ExpectKeys, Keys(definitions.GetProperty("expect")));
        var page = Repository.Read("docs/checklists.md");
        Assert.All(ChecklistReader.FileKeys.Concat(ChecklistReader.CheckKeys).Concat(ChecklistReader.ExpectKeys), key => Assert.Contains($"| `{key}` |", page, StringComparison.Ordinal));
        Assert.Equal(5, Checklist.Parse(Assert.Single(Repository.YamlExamples("docs/checklists.md")), "x").Stages.Sum(stage => stage.Count));

        static IEnumerable<string> Keys(JsonElement of) => of.GetProperty("properties").EnumerateObject().Select(member => member.Name);
    }
}
