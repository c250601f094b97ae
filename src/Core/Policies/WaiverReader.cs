using System.Collections.Frozen;
using System.Globalization;
using GoEnv.Checklists;
using GoEnv.Text;
using GoEnv.Yaml;

namespace GoEnv.Policies;

/// <summary>Reads a waiver.</summary>
internal static class WaiverReader
{
    public static readonly IReadOnlyList<string> Keys =
        ["check", "expires", "label", "owner", "path", "reason", "rule", "subject", "target", "unknown"];

    public static Waiver Read(YamlValue value, IReadOnlyList<Rule> rules)
    {
        var fields = value.Fields("a waiver", Keys);
        var check = fields.Find("check");
        var rule = check ?? fields.Require("rule", "rule: GE1003");
        if (check is not null && fields.Find("rule") is not null)
        {
            throw check.Error("a waiver is about rules or about checks; write two waivers");
        }

        var targets = fields.Find("target") is { } target ? ReadTargets(target) : [];
        var labels = fields.Find("label") is { } label ? SectionReader.ReadLabels(label) : [];
        if (targets.Count == 0 && labels.Count == 0)
        {
            throw value.Error("'target' or 'label' is missing; write target: web01, label: env=lab, or target: '*' for all");
        }

        return new Waiver
        {
            Rule = check is null ? rule.Text("'rule'") : ReadCheck(check),
            OfChecks = check is not null,
            RuleIds = check is not null ? FrozenSet<string>.Empty : rule.Checked(() => RulePattern.Find(rule.RawText, rules)).Select(found => found.Id).ToFrozenSet(StringComparer.Ordinal),
            Targets = targets,
            Labels = labels,
            Path = fields.Find("path") is { } path ? Words(path, "'path'") : null,
            Subject = fields.Find("subject") is { } subject ? Words(subject, "'subject'") : null,
            CoversUnknown = fields.Bool("unknown") ?? false,
            Acceptance = new FindingWaiver(
                Words(fields.Require("owner", "owner: a person or team"), "'owner'"),
                Words(fields.Require("reason", "reason: why it is accepted"), "'reason'"),
                ReadDay(fields.Require("expires", "expires: and the last day, such as 2027-01-31")),
                value.Place),
        };
    }

    private static string ReadCheck(YamlValue check) => CheckId.IsPattern(check.Text("'check'"))
        ? check.RawText
        : throw check.Error($"'{TargetText.Clean(check.RawText)}' is not the id of a check; write go-runs, or a pattern such as go-*");

    private static List<string> ReadTargets(YamlValue target)
    {
        var names = target.Kind == YamlKind.List ? target.Items : [target];
        return names.Count == 0
            ? throw target.Error("no target is named; write web01, or '*' for all")
            : names.Select(name => Words(name, "'target'")).ToList();
    }

    private static string Words(YamlValue value, string what)
    {
        var text = value.Text(what);
        return string.IsNullOrWhiteSpace(text) ? throw value.Error($"{what} is empty; write what it is") : TargetText.Clean(text.Trim());
    }

    private static DateOnly ReadDay(YamlValue value) =>
        DateOnly.TryParseExact(value.Text("'expires'"), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : throw value.Error($"'{value.RawText}' is not a day; write it as 2027-01-31");
}
