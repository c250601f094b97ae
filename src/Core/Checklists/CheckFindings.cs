using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Text.Unicode;
using GoEnv.Text;

namespace GoEnv.Checklists;

/// <summary>Makes findings of what came of checks. What could not be checked is Unknown.</summary>
internal static class CheckFindings
{
    public const string HelpPage = "docs/checklists.md";

    private const int OutputLimit = 65536;
    private const int EvidenceLines = 10;
    private const int EvidenceLength = 500;

    /// <summary>The finding of a check that was not run, or that could not be.</summary>
    public static Finding Unknown(Target target, Check check, string why) => Make(target, check, FindingStatus.Unknown, $"{check.Name} could not be checked: {why}");

    /// <summary>The one finding of a check that is a rule: what counts most of what the rule says. Null where the rule says nothing.</summary>
    public static Finding? OfRule(Check check, IReadOnlyList<Finding> said)
    {
        var worst = said.OrderBy(finding => (finding.IsWaived, finding.Status) switch
        {
            (_, FindingStatus.Pass) => 3,
            (true, _) => 2,
            (_, FindingStatus.Unknown) => 1,
            _ => 0,
        }).FirstOrDefault();
        var like = said.Where(finding => finding.Status == worst!.Status && finding.IsWaived == worst.IsWaived).ToList();
        return worst is null ? null : worst with
        {
            RuleId = check.Id,
            Title = check.Name,
            Category = Category.Checklist,
            Severity = check.Severity,
            Message = string.Join(' ', like.Select(finding => finding.Message)),
            Evidence = like.SelectMany(finding => finding.Evidence).Take(EvidenceLines).ToList(),
            Remedy = null, // what it mends is known under the id of the rule
        };
    }

    /// <summary>The finding of a check that runs something; null where its condition says that it does not apply.</summary>
    public static Finding? OfScript(Target target, Check check, (ProbeOutput? Output, string? Problem) answer)
    {
        if (answer.Output is not { } output)
        {
            var why = answer.Problem!.EndsWith("time limit", StringComparison.Ordinal)
                ? string.Create(CultureInfo.InvariantCulture, $"it was ended after {check.Timeout.TotalSeconds:0} s")
                : answer.Problem;
            return Unknown(target, check, $"{why}.");
        }

        if (output.Number("condition").TryGet(out var condition))
        {
            // 127 is the answer of 'command -v' in some shells; others, such as 2 of a text that is no sh, say neither yes nor no.
            return condition is 1 or 127 ? null
                : Unknown(target, check, string.Create(CultureInfo.InvariantCulture, $"its condition 'onlyIf' ended with exit code {condition}, which is neither 0 nor 1."));
        }

        var (code, said, error) = (output.Number("exit"), output.Bytes("output"), output.Lines("error"));
        if (!code.TryGet(out var exit) || !said.TryGet(out var bytes))
        {
            return Unknown(target, check, $"{code.Reason ?? said.Reason}.");
        }

        var result = new CheckResult((int)exit, Encoding.UTF8.GetString(bytes).Replace("\r\n", "\n", StringComparison.Ordinal), error.ValueOr(string.Empty));
        if (result.ExitCode is 126 or 127 && !check.Expect.ExitCodes.Contains(result.ExitCode))
        {
            return With(Unknown(target, check, "the command cannot be run."), result);
        }

        // Of bytes that are no text, no pattern says anything: 's', 0, 'e', 0 does not match 'se'.
        var blind = bytes.Length > OutputLimit ? "it printed more than 64 KiB."
            : !Utf8.IsValid(bytes) || bytes.Contains((byte)0) ? "what it printed is no text in UTF-8."
            : null;
        return blind is not null && check.Expect.NeedsOutput ? With(Unknown(target, check, blind), result) : Judge(target, check, result);
    }

    private static Finding Judge(Target target, Check check, CheckResult result)
    {
        try
        {
            var problems = result.Against(check.Expect).ToList();
            return problems.Count == 0
                ? Make(target, check, FindingStatus.Pass, $"{check.Name}.")
                : With(Make(target, check, FindingStatus.Fail, $"{check.Name}: {string.Join("; ", problems.Select(problem => problem.Problem))}."), result) with
                {
                    Expected = string.Join("; ", problems.Select(problem => problem.Expected)),
                    Actual = string.Join("; ", problems.Select(problem => problem.Actual)),
                };
        }
        catch (RegexMatchTimeoutException)
        {
            return Unknown(target, check, "a pattern took longer than a second.");
        }
    }

    private static Finding With(Finding finding, CheckResult result) => finding with
    {
        Evidence = (result.Error.Trim().Length > 0 ? result.Error : TargetText.Clean(result.Output, keepLines: true))
            .Split('\n').Select(line => line.TrimEnd()).Where(line => line.Length > 0).TakeLast(EvidenceLines)
            .Select(line => line.Length > EvidenceLength ? line[..EvidenceLength] + "…" : line).ToList(),
    };

    private static Finding Make(Target target, Check check, FindingStatus status, string message) => new()
    {
        RuleId = check.Id,
        Title = check.Name,
        Category = Category.Checklist,
        Target = target,
        Status = status,
        Severity = check.Severity,
        Message = message,
        Location = check.Location,
        HelpPage = HelpPage,
    };
}
