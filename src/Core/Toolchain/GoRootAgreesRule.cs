namespace GoEnv.Toolchain;

/// <summary>Holds a GOROOT that is set against the tree of the go that wins.</summary>
public sealed class GoRootAgreesRule()
    : Rule<ToolchainFacts>("GE1006", Severity.Error, "GOROOT is that of the go command that runs")
{
    /// <inheritdoc/>
    protected internal override IEnumerable<Problem> Judge(ToolchainFacts facts, RuleContext context)
    {
        var set = facts.Session.GetValueOrDefault("GOROOT") is { Length: > 0 } exported ? exported
            : facts.IsSet("GOROOT") ? facts.Env("GOROOT") : null;
        if (facts.Winner is not { } winner)
        {
            return facts.WithoutWinner();
        }

        if (set is null)
        {
            return facts.GoEnv.IsUnknown ? [facts.EnvUnknown("Whether GOROOT is set could not be told")]
                : facts.EnvFileNames.IsUnknown && facts.EnvFile.IsKnown ? [Problem.Unknown($"Whether {facts.EnvFile} sets GOROOT could not be told: {facts.EnvFileNames.Reason}.") with { Subject = "GOROOT" }]
                : [];
        }

        var there = facts.Toolchains.FirstOrDefault(toolchain => toolchain.Paths.Contains(set.TrimEnd('/') + "/bin/go", StringComparer.Ordinal));
        if (there == winner || (winner.GoRoot is not null && winner.GoRoot.TrimEnd('/') == set.TrimEnd('/') && there is not null))
        {
            return [];
        }

        // A version manager's shim exports GOROOT for what it starts.
        if (winner.IsShim && there?.Version is not null && there.Version == winner.Version)
        {
            return [];
        }

        var found = there switch
        {
            null => $"{set}, where there is no toolchain",
            { Version: { } version } => $"{set}, the tree of Go {version}",
            _ => set,
        };
        return [Problem.Fail($"GOROOT is set to {found}, while {winner} runs.") with
        {
            Subject = "GOROOT",
            Expected = winner.GoRoot is { } root && root != set ? root : "not set",
            Actual = set,
            Evidence = facts.GoEnvNeedsNoGoRoot || facts.Held.ContainsKey("GOROOT") ? [$"{winner.Path} stops with this GOROOT"] : [],
            Fix = facts.Unset("GOROOT"),
            Remedy = facts.UnsetRemedy("GOROOT"),
        }];
    }
}
