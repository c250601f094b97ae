namespace GoEnv.Toolchain;

/// <summary>Holds the go that wins against the policy's versions.</summary>
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

        if (winner.Version is not { } version)
        {
            yield return Problem.Unknown($"The policy asks for a version, and that of {winner.Path} could not be told: {winner.Problem ?? $"it calls itself '{winner.VersionText}'"}.");
        }
        else if (minimum is not null && version < minimum)
        {
            yield return Problem.Fail($"{winner.Path} is Go {version}, older than the policy's minimum {minimum}.") with
            {
                Subject = winner.Path,
                Expected = $"{minimum} or newer",
                Actual = version.ToString(),
                Fix = $"Install Go {minimum} or newer.",
                Remedy = Install.ToolchainInstallRemedy.For(facts, context),
            };
        }
        else if (required.Count > 0 && !required.Any(wanted => IsOf(version, wanted)))
        {
            var wanted = string.Join(" or ", required);
            yield return Problem.Fail($"{winner.Path} is Go {version}, where the policy requires {wanted}.") with
            {
                Subject = winner.Path,
                Expected = wanted,
                Actual = version.ToString(),
                Fix = $"Install Go {required[0]}.",
                Remedy = Install.ToolchainInstallRemedy.For(facts, context),
            };
        }
    }

    // A version with one dot names a line, though 1.20 is also the first release of its own.
    private static bool IsOf(GoVersion version, GoVersion wanted) =>
        version == wanted || (wanted.ToString() == wanted.Line && version.Line == wanted.Line);
}
