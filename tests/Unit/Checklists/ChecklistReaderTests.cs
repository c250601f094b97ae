using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using GoEnv.Checklists;
using GoEnv.Policies;
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
    [InlineData("version: 1\nchecks:\n- id: GE1001\n  script: x", "3:7: 'GE1001' is not an id")]
    [InlineData("version: 1\nchecks:\n- id: a\n  name: ' '\n  script: x", "4:9: 'name' is empty")]
    [InlineData("version: 1\nchecks:\n- id: a\n  script: ' '", "4:11: 'script' is empty")]
    [InlineData("version: 1\nchecks:\n- id: a\n  script: \"a\\0b\"", "4:11: a NUL character cannot be sent")]
    [InlineData("version: 1\nchecks:\n- id: a\n  command: [a, \"\\0\"]", "4:16: a NUL character cannot be sent")]
    [InlineData("version: 1\nchecks:\n- id: a\n  command: [a, [b]]", "4:16: a word of the command is a list")]
    [InlineData("version: 1\nchecks:\n- id: a\n  command: []", "4:12: the command is empty")]
    [InlineData("version: 1\nchecks:\n- id: a\n  rule: GE1001\n  onlyIf: x", "5:11: a rule knows itself")]
    [InlineData("version: 1\nchecks:\n- id: a\n  rule: GE1*", "4:9: a check is one rule")]
    [InlineData("version: 1\nchecks:\n- id: a\n  rule: GE9023", "4:9: GE9023 judges what is named")]
    [InlineData("version: 1\nchecks:\n- id: a\n  script: x\n  severity: fatal", "5:13: 'fatal' is not a severity; write Information, Warning, Error")]
    [InlineData("version: 1\nchecks:\n- id: a\n  script: x\n  timeout: 0", "5:12: 'timeout' is '0'; write a whole number from 1 to 3600")]
    [InlineData("version: 1\nchecks:\n- id: a\n  script: x\n  expect: {exitCode: []}", "5:22: 'exitCode' is empty")]
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
    [InlineData("a.b", "a b")]
    [InlineData("$.a[0].b", "a 0 b")]
    [InlineData("a['b.c'][1][2]", "a b.c 1 2")]
    [InlineData("$schema", "$schema")]
    [InlineData("$", "")]
    [InlineData("", null)]
    [InlineData("a.", null)]
    [InlineData("a..b", null)]
    [InlineData("a[", null)]
    [InlineData("a[]", null)]
    [InlineData("a[-1]", null)]
    [InlineData("a[1]b", null)]
    [InlineData("a['b]", null)]
    [InlineData("$[", null)]
    [InlineData("a[*]", null)]
    public void A_path_of_members_is_read(string text, string? steps)
    {
        if (steps is null)
        {
            Assert.Throws<FormatException>(() => JsonMember.Parse(text));
        }
        else
        {
            Assert.Equal(steps, string.Join(' ', JsonMember.Parse(text).Steps));
        }
    }

    [Fact]
    public void Random_text_is_a_checklist_or_an_error_with_a_place() => Prop.ForAll<byte[]>(bytes =>
    {
        try
        {
            return ChecklistReader.Read(YamlFile.Parse(bytes ?? [], "f"), "f", Catalog.Rules) is not null;
        }
        catch (YamlFileException e)
        {
            return e.Line > 0 && e.Column > 0;
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Random_paths_are_read_or_refused() => Prop.ForAll<string>(text =>
    {
        try
        {
            return JsonMember.Parse(text ?? string.Empty).Text == text;
        }
        catch (FormatException)
        {
            return true;
        }
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("exitCode: [0, 3]", 3, "", null)]
    [InlineData("exitCode: 0", 3, "", "the exit code is 3 and not 0")]
    [InlineData("{json: v, matches: '^1'}", 0, "{\"a\":1,\"v\":\"1.2\"}", null)]
    [InlineData("{json: v, matches: '^2'}", 0, "{\"v\":\"1.2\"}", "'v' does not match '^2'")]
    [InlineData("{json: v, notMatches: a}", 0, "{\"a\":1,\"v\":\"b\"}", null)]
    [InlineData("{matches: 'took (\\d+) ms', atMost: 20}", 0, "it took 19 ms", null)]
    [InlineData("{matches: 'took (\\d+) ms', atMost: 20}", 0, "it took 21 ms", "what 'took (\\d+) ms' found is 21 and not at most 20")]
    [InlineData("{matches: 'took (\\d+) ms', atMost: 20}", 0, "it took long", "the output does not match 'took (\\d+) ms'")]
    [InlineData("{matches: '(?:a|b)', equals: xa}", 0, "xa\n", null)]
    [InlineData("notMatches: '\\x1b'", 0, "\u001b[1mx", "the output matches '\\x1b'")]
    [InlineData("{json: $, matches: '^\\['}", 0, "[1]", null)]
    [InlineData("{json: '[\"a.b\"][0]', equals: c}", 0, "{\"a.b\":[\"c\"]}", null)]
    [InlineData("atMost: 2", 0, "1e400", "the output is '1e400' and no number")]
    [InlineData("matches: '^b$'", 0, "a\nb\n", null)]
    [InlineData("matches: '^c$'", 0, "a\nb\n", "the output does not match '^c$'")]
    [InlineData("notMatches: a+", 0, "xaa", "the output matches 'a+'")]
    [InlineData("equals: x y", 0, " x y\n", null)]
    [InlineData("equals: x", 0, "y", "the output is 'y' and not 'x'")]
    [InlineData("atLeast: 1.5", 0, "1.50\n", null)]
    [InlineData("atLeast: 2", 0, "1.5", "the output is 1.5 and not at least 2")]
    [InlineData("atMost: 2", 0, "1e3", "the output is 1e3 and not at most 2")]
    [InlineData("atMost: 2", 0, "", "the output is '' and no number")]
    [InlineData("{json: '$.a[1].b', equals: c}", 0, "{\"a\":[0,{\"b\":\"c\"}]}", null)]
    [InlineData("{json: a, atLeast: 3}", 0, "{\"a\":2}", "'a' is 2 and not at least 3")]
    [InlineData("json: b", 0, "{\"a\":2}", "the output has no 'b'")]
    [InlineData("json: b", 0, "{", "the output is not JSON")]
    public void What_is_expected_is_compared(string expect, int exit, string output, string? problem)
    {
        var value = expect.StartsWith('{') ? expect : $"{{{expect}}}";
        var check = Checklist.Parse($"version: 1\nchecks:\n- id: a\n  script: x\n  expect: {value}", "c.yaml").Stages[0][0];
        var found = new CheckResult(exit, output, string.Empty).Against(check.Expect).Select(p => p.Problem);
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
        var examples = Repository.YamlExamples("docs/checklists.md");
        Assert.Equal(6, Checklist.Parse(examples[0], "x").Stages.Sum(stage => stage.Count));
        Assert.True(Assert.Single(Policy.Parse(examples[1], "x").Waivers).OfChecks);

        static IEnumerable<string> Keys(JsonElement of) => of.GetProperty("properties").EnumerateObject().Select(member => member.Name);
    }
}
