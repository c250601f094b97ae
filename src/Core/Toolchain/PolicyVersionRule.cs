namespace GoEnv.Toolchain;

/// <summary>Holds the go that wins, and the one that GOTOOLCHAIN names, against the policy's versions.</summary>
public sealed class PolicyVersionRule()
    : Rule<ToolchainFacts>("GE1004", Severity.Error, "The go command is a version that the policy allows")
{
    /// <inheritdoc/>
    protected internal override IEnumerable<Problem> Judge(ToolchainFacts facts, RuleContext context)
    {
        var (minimum, required) = (context.Policy.MinimumVersion, context.Policy.RequiredVersions);
        if (facts.Winner is not { } winner || (minimum is null && required.Count == 0))
        {
            yield break;
        }

        if (winner.Version is null)
        {
            yield return Problem.Unknown($"The policy asks for a version, and that of {winner.Path} could not be told: {winner.Problem ?? $"it calls itself '{winner.VersionText}'"}.");
        }

        foreach (var release in facts.Running(context))
        {
            if (minimum is not null && release.Version < minimum)
            {
                yield return Other(release, $"{release.Says}, older than the policy's minimum {minimum}", $"{minimum} or newer");
            }
            else if (required.Count > 0 && !required.Any(wanted => IsOf(release.Version, wanted)))
            {
                var wanted = string.Join(" or ", required);
                yield return Other(release, $"{release.Says}, where the policy requires {wanted}", wanted);
            }
        }
    }

    private static Problem Other(RunningRelease release, string says, string wanted) => Problem.Fail($"{says}.") with
    {
        Subject = release.Subject,
        Expected = wanted,
        Actual = release.Version.ToString(),
        Fix = release.Fix ?? $"Install Go {wanted}.",
        Remedy = release.Remedy,
    };

    // A version with one dot names a line, though 1.20 is also the first release of its own.
    private static bool IsOf(GoVersion version, GoVersion wanted) =>
        version == wanted || (wanted.ToString() == wanted.Line && version.Line == wanted.Line);
}
