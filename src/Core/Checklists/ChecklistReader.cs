using System.Globalization;
using System.Text.RegularExpressions;
using GoEnv.Connection;
using GoEnv.Policies;
using GoEnv.Targets;
using GoEnv.Text;
using GoEnv.Yaml;

namespace GoEnv.Checklists;

/// <summary>Makes a checklist of its file.</summary>
internal static class ChecklistReader
{
    public static readonly IReadOnlyList<string> FileKeys = ["checks", "name", "version"];
    public static readonly IReadOnlyList<string> CheckKeys =
        ["command", "dependsOn", "expect", "id", "name", "onlyIf", "required", "rule", "script", "severity", "timeout", "when"];
    public static readonly IReadOnlyList<string> ExpectKeys = ["atLeast", "atMost", "equals", "exitCode", "json", "matches", "notMatches"];

    private static readonly string[] Ways = ["command", "script", "rule"];
    private static readonly string[] RuleKnows = ["expect", "onlyIf", "timeout"];
    private const int LongestScript = 32 * 1024;
    private static readonly TimeSpan PatternLimit = TimeSpan.FromSeconds(1);

    /// <summary>Reads a checklist; <paramref name="path"/> is how findings name its file.</summary>
    public static Checklist Read(YamlValue file, string path, IReadOnlyList<Rule> rules)
    {
        if (file.IsNull)
        {
            throw file.Error("the checklist is empty; write 'version: 1' and 'checks'");
        }

        var fields = file.Fields("a checklist", FileKeys);
        fields.Require("version", "version: 1").Int("'version'", 1, 1);
        var items = fields.Require("checks", "a list of checks").List("'checks'");
        if (items.Count == 0)
        {
            throw fields.Find("checks")!.Error("there are no checks; write one");
        }

        var checks = new List<Check>();
        foreach (var item in items)
        {
            var check = ReadCheck(item.Fields("a check", CheckKeys), path, rules);
            if (checks.Exists(other => other.Id == check.Id))
            {
                throw item.Error($"the id '{check.Id}' is given twice; give each check one of its own");
            }

            checks.Add(check);
        }

        return new Checklist(fields.Text("name") ?? Path.GetFileName(path), ChecklistOrder.Of(checks, items));
    }

    private static Check ReadCheck(YamlFields fields, string path, IReadOnlyList<Rule> rules)
    {
        var id = fields.Require("id", "an id such as go-builds");
        if (!CheckId.IsId(id.Text("'id'")))
        {
            throw id.Error($"'{TargetText.Clean(id.RawText)}' is not an id; write letters, digits, '.', '_' and '-', 64 at most, beginning with a letter, and not like GE1001");
        }

        var ways = Ways.Where(key => fields.Find(key) is not null).ToList();
        if (ways.Count != 1)
        {
            throw fields.Owner.Error($"the check '{id.RawText}' has {(ways.Count == 0 ? "none" : "more than one")} of command, script and rule; write one of them");
        }

        if (ways[0] == "rule" && RuleKnows.Select(fields.Find).FirstOrDefault(value => value is not null) is { } known)
        {
            throw known.Error("a rule knows itself what it expects, when it applies and how long it may take; leave 'expect', 'onlyIf' and 'timeout' out");
        }

        var required = fields.Bool("required") ?? true;
        return new Check
        {
            Id = id.RawText,
            Name = fields.Find("name") is { } name ? ReadName(name) : id.RawText,
            Script = fields.Find("command") is { } command ? Command(command) : fields.Find("script") is { } script ? Script(script, "'script'") : null,
            OnlyIf = fields.Find("onlyIf") is { } condition ? Script(condition, "'onlyIf'") : null,
            Rule = fields.Find("rule") is { } rule ? rule.Checked(() => FindRule(rule.Text("'rule'"), rules)) : null,
            Timeout = TimeSpan.FromSeconds(fields.Int("timeout", 1, 3600) ?? 30),
            Severity = fields.Find("severity")?.Name<Severity>("severity") ?? (required ? Severity.Error : Severity.Information),
            Expect = fields.Find("expect") is { } expected ? ReadExpectation(expected.Fields("'expect'", ExpectKeys)) : new CheckExpectation(),
            When = Words(fields.Find("when"), "'when'").Select(word => word.Checked(() => LabelFilter.Parse(word.Text("a condition")))).ToList(),
            DependsOn = Words(fields.Find("dependsOn"), "'dependsOn'").Select(word => word.Text("an id")).ToList(),
            Location = string.Create(CultureInfo.InvariantCulture, $"{path}:{fields.Owner.Line}"),
        };
    }

    private static Rule FindRule(string id, IReadOnlyList<Rule> rules)
    {
        var rule = RulePattern.Find(id, rules) is [var one] ? one : throw new FormatException("a check is one rule; write its id");
        return rule.FactsType == typeof(ConnectionFacts) || Audit.ProbesFor([rule]).Count > 0
            ? rule
            : throw new FormatException($"{rule.Id} judges what is named on a command line, and not a target; take another rule");
    }

    private static string ReadName(YamlValue name) =>
        string.IsNullOrWhiteSpace(name.Text("'name'")) ? throw name.Error("'name' is empty; write the state that passes, or leave it out") : name.RawText.Trim();

    private static string Script(YamlValue script, string what) =>
        string.IsNullOrWhiteSpace(script.Text(what)) ? throw script.Error($"{what} is empty; write what the target's sh is to run")
        : script.RawText.Length > LongestScript ? throw script.Error($"{what} is longer than 32 KiB; put it on the targets and call it")
        : Sendable(script);

    private static string Command(YamlValue command)
    {
        var words = command.List("'command'");
        foreach (var word in words)
        {
            word.Text("a word of the command");
        }

        return words.Count > 0
            ? string.Join(' ', words.Select(word => ProbeScript.Quote(Sendable(word))))
            : throw command.Error("the command is empty; write its words as a list");
    }

    // No argument of a program can hold it.
    private static string Sendable(YamlValue text) =>
        text.RawText.Contains('\0', StringComparison.Ordinal) ? throw text.Error("a NUL character cannot be sent to a shell; take it out") : text.RawText;

    private static CheckExpectation ReadExpectation(YamlFields fields) => new()
    {
        ExitCodes = fields.Find("exitCode") is { } codes ? ReadCodes(codes) : [0],
        Matches = Pattern(fields.Find("matches")),
        NotMatches = Pattern(fields.Find("notMatches")),
        Json = fields.Find("json") is { } json ? json.Checked(() => JsonMember.Parse(json.Text("'json'"))) : null,
        EqualTo = fields.Text("equals"),
        AtLeast = Number(fields.Find("atLeast")),
        AtMost = Number(fields.Find("atMost")),
    };

    private static List<int> ReadCodes(YamlValue codes) => Words(codes, "'exitCode'") is { Count: > 0 } words
        ? words.Select(code => code.Int("'exitCode'", 0, 255)).ToList()
        : throw codes.Error("'exitCode' is empty; write 0, or a list of codes");

    private static Regex? Pattern(YamlValue? value)
    {
        try
        {
            return value is null ? null : new Regex(value.Text("a pattern"), RegexOptions.Multiline | RegexOptions.CultureInvariant, PatternLimit);
        }
        catch (RegexParseException e)
        {
            throw value!.Error($"'{value.RawText}' is not a regular expression: {e.Message}", e);
        }
    }

    private static decimal? Number(YamlValue? value) => value is null ? null
        : decimal.TryParse(value.Text("a number"), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw value.Error($"'{value.RawText}' is not a number");

    private static IReadOnlyList<YamlValue> Words(YamlValue? value, string what) =>
        value is null ? [] : value.Kind == YamlKind.Text ? [value] : value.List(what);
}
