using System.Text.RegularExpressions;

namespace GoEnv.Shell;

/// <summary>Looks for start-up files that set GOROOT. GE1006 judges one that is wrong, GE2008 one taken from <c>go env</c>.</summary>
public sealed partial class GoRootInProfileRule() : Rule<ShellFacts>("GE2009", Severity.Information, "No start-up file sets GOROOT")
{
    /// <inheritdoc/>
    protected internal override IEnumerable<Problem> Judge(ShellFacts facts, RuleContext context)
    {
        foreach (var (file, line) in ProfileLines.All(facts)
            .Where(x => Sets().IsMatch(x.Line.Text) && !x.Line.Text.Contains("$(go env GOROOT)", StringComparison.Ordinal)))
        {
            yield return Problem.Fail($"{file.Path} sets GOROOT at line {line.Number}, which go has no need of and which outlives the Go that it names.") with
            {
                Subject = file.Path,
                Location = $"{file.Path}:{line.Number}",
                Actual = line.Text,
                Fix = $"Remove GOROOT from line {line.Number} of {file.Path}; put the bin folder of the Go on PATH by its own name.",
                // A file that uses the value without setting it would be left with nothing.
                Remedy = ProfileLines.All(facts).Any(other => other.File != file && Uses().IsMatch(other.Line.Text)) ? null
                    : new ProfileLineRemedy([new ProfileLineChange(file.Path, line.Number, line.Text, ProfileLineAction.DropVariable, "GOROOT")]),
            };
        }

        foreach (var problem in ProfileLines.NotRead(facts))
        {
            yield return problem;
        }
    }

    [GeneratedRegex(@"\$(GOROOT\b|\{GOROOT[^A-Za-z0-9_])", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Uses();

    [GeneratedRegex(@"(^|[\s;(])(GOROOT=|(set|setenv)( -[a-zA-Z-]+)* GOROOT )[^\s;]", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Sets();
}
