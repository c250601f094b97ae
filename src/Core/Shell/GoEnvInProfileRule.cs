using System.Text.RegularExpressions;

namespace GoEnv.Shell;

/// <summary>Looks for start-up files that evaluate <c>go env</c> or export the GOROOT that it prints.</summary>
public sealed partial class GoEnvInProfileRule() : Rule<ShellFacts>("GE2008", Severity.Warning, "No start-up file freezes what go env prints")
{
    /// <inheritdoc/>
    protected internal override IEnumerable<Problem> Judge(ShellFacts facts, RuleContext context)
    {
        foreach (var (file, line) in ProfileLines.All(facts).Where(x => Frozen().IsMatch(x.Line.Text)))
        {
            yield return Problem.Fail(
                $"{file.Path} runs go at line {line.Number} in every shell and freezes GOROOT, so that another go on PATH is given the wrong one.") with
            {
                Subject = file.Path,
                Location = $"{file.Path}:{line.Number}",
                Actual = line.Text,
                Fix = $"Remove line {line.Number} of {file.Path}: go finds its GOROOT by itself; lasting settings belong in 'go env -w'.",
                Remedy = new ProfileLineRemedy([line.Text.Contains("eval ", StringComparison.Ordinal)
                    ? new ProfileLineChange(file.Path, line.Number, line.Text, ProfileLineAction.DropEvaluation)
                    : new ProfileLineChange(file.Path, line.Number, line.Text, ProfileLineAction.DropVariable, "GOROOT")]),
            };
        }

        foreach (var problem in ProfileLines.NotRead(facts))
        {
            yield return problem;
        }
    }

    [GeneratedRegex(@"eval \$\(go env\)|\bGOROOT[= ]""?\$\(go env GOROOT\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Frozen();
}
