using System.Text.RegularExpressions;
using GoEnv.Connection;

namespace GoEnv.Checklists;

/// <summary>Runs a checklist on targets: the checks of a stage in one round trip.</summary>
public sealed class ChecklistRun
{
    private const int OutputLimit = 65536;

    /// <summary>How targets are reached, and how checks that are rules are judged; its own rules and probes are not used.</summary>
    public required Audit Audit { get; init; }

    /// <summary>The checklist.</summary>
    public required Checklist Checklist { get; init; }

    /// <summary>Runs it on one target; one that is not reached is a result too.</summary>
    public async Task<TargetResult> RunAsync(Target target, CancellationToken cancellationToken)
    {
        var findings = new List<Finding>();
        var passed = new Dictionary<string, bool>(StringComparer.Ordinal);
        TargetException? error = null;
        foreach (var stage in Checklist.Stages)
        {
            var ready = new List<Check>();
            foreach (var check in stage.Where(check => check.When.All(condition => condition.Matches(target))))
            {
                if (check.DependsOn.FirstOrDefault(id => passed.TryGetValue(id, out var good) && !good) is { } hindrance)
                {
                    findings.Add(Make(target, check, FindingStatus.Unknown, $"{check.Name}: not run, since '{hindrance}', on which it depends, did not pass."));
                    passed[check.Id] = false;
                }
                else
                {
                    ready.Add(check);
                }
            }

            IReadOnlyList<Finding> results;
            try
            {
                results = error is null ? await AskAsync(target, ready, cancellationToken).ConfigureAwait(false) : [];
            }
            catch (TargetException e)
            {
                (error, results) = (e, []);
            }

            results = error is null ? results : ready.ConvertAll(check => Make(target, check, FindingStatus.Unknown, $"{check.Name} could not be checked: {error.Message}"));
            findings.AddRange(results);
            foreach (var result in results)
            {
                passed[result.RuleId] = result.Status == FindingStatus.Pass;
            }
        }

        return new TargetResult(target, null, findings, error);
    }

    private async Task<IReadOnlyList<Finding>> AskAsync(Target target, IReadOnlyList<Check> checks, CancellationToken cancellationToken)
    {
        if (checks.Count == 0)
        {
            return [];
        }

        var rules = checks.Where(check => check.Rule is not null).Select(check => check.Rule!).ToList();
        var probes = Audit.ProbesFor(rules);
        var parts = probes.Select(probe => ProbePart.Of(probe, Audit.ProbeLimit))
            .Concat(checks.Select((check, number) => (check, number)).Where(pair => pair.check.Script is not null)
                .Select(pair => ProbePart.Of($"check{pair.number}", pair.check.Script!, pair.check.Timeout)));
        var session = Audit.Open(target);
        var nonce = Audit.NewNonce();
        var answer = await session.RunAsync(ProbeScript.WithNonce(ProbeScript.Body(parts), nonce), cancellationToken).ConfigureAwait(false);
        var transcript = Transcript.Parse(answer.Output.Span, nonce);
        var facts = Audit.Read(probes, transcript);
        if (rules.Exists(rule => rule.FactsType == typeof(ConnectionFacts)))
        {
            facts.Add(await session.ExamineConnectionAsync(cancellationToken).ConfigureAwait(false));
        }

        var context = Audit.Context(target);
        Audit.Complete(probes, facts, context);
        return checks.Select((check, number) => check.Rule is { } rule
            ? OfRule(check, Judge.Apply([rule], facts, context).ToList())
            : OfScript(target, check, transcript.Read($"check{number}"))).ToList();
    }

    private static Finding OfRule(Check check, List<Finding> findings)
    {
        var worst = findings.Find(finding => finding.Status == FindingStatus.Fail) ?? findings.Find(finding => finding.Status == FindingStatus.Unknown) ?? findings[0];
        return worst with
        {
            RuleId = check.Id,
            Title = check.Name,
            Category = Category.Checklist,
            Severity = check.Severity,
            Message = findings.Count == 1 ? worst.Message : string.Join(' ', findings.Where(f => f.Status == worst.Status).Select(f => f.Message)),
        };
    }

    private static Finding OfScript(Target target, Check check, (ProbeOutput? Output, string? Problem) answer)
    {
        if (answer.Output is not { } output)
        {
            var why = answer.Problem!.EndsWith("time limit", StringComparison.Ordinal) ? $"it was ended after {check.Timeout.TotalSeconds:0} s" : answer.Problem;
            return Make(target, check, FindingStatus.Unknown, $"{check.Name} could not be checked: {why}.");
        }

        var (code, text, error) = (output.Number("exit"), output.Lines("output"), output.Lines("error"));
        if (!code.TryGet(out var exit) || !text.TryGet(out var said))
        {
            return Make(target, check, FindingStatus.Unknown, $"{check.Name} could not be checked: {code.Reason ?? text.Reason}.");
        }

        var result = new CheckResult((int)exit, said, error.ValueOr(string.Empty));
        if (check.IsCommand && result.ExitCode is 126 or 127 && !check.Expect.ExitCodes.Contains(result.ExitCode))
        {
            return With(Make(target, check, FindingStatus.Unknown, $"{check.Name} could not be checked: the command cannot be run."), result);
        }

        if (output.Bytes("output").Value.Length > OutputLimit && check.Expect.NeedsOutput)
        {
            return Make(target, check, FindingStatus.Unknown, $"{check.Name} could not be checked: it printed more than 64 KiB.");
        }

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
            return Make(target, check, FindingStatus.Unknown, $"{check.Name} could not be checked: a pattern took longer than a second.");
        }
    }

    private static Finding With(Finding finding, CheckResult result) => finding with
    {
        Evidence = (result.Error.Trim().Length > 0 ? result.Error : result.Output).Trim().Split('\n').Where(line => line.Length > 0).TakeLast(10).ToList(),
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
        HelpPage = check.Location,
    };
}
