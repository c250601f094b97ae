namespace GoEnv.Toolchain;

/// <summary>Looks for values of GOTOOLCHAIN and GOSUMDB with which go cannot switch to the toolchain that is asked for.</summary>
public sealed class SwitchRule() : Rule<ToolchainFacts>("GE1012", Severity.Warning, "GOTOOLCHAIN and GOSUMDB let go switch toolchains")
{
    /// <inheritdoc/>
    protected internal override IEnumerable<Problem> Judge(ToolchainFacts facts, RuleContext context)
    {
        if (facts.Winner is not { } winner)
        {
            return facts.WithoutWinner();
        }

        if (winner is { Version: null, IsGccgo: false } && !facts.GoToolchainSetting.IsAbsent)
        {
            return [Problem.Unknown($"Whether go can switch toolchains could not be told: the release of {winner.Path} is not known: {winner.Problem ?? $"it calls itself '{winner.VersionText}'"}.") with { Subject = "GOTOOLCHAIN" }];
        }

        // Switching came with 1.21, and needs module mode.
        if (winner is not { Version: { Minor: >= 21 } version } || facts.Env("GO111MODULE") == "off" || facts.GoToolchainSetting.IsAbsent)
        {
            return [];
        }

        if (!facts.GoToolchainSetting.TryGet(out var value))
        {
            return [Problem.Unknown($"GOTOOLCHAIN is not known: {facts.GoToolchainSetting.Reason}.") with { Subject = "GOTOOLCHAIN" }];
        }

        if (ToolchainSetting.Parse(value) is not { } setting)
        {
            return [Broken($"GOTOOLCHAIN is '{value}', which go refuses", value, facts)];
        }

        return setting.Release is { } named && named != version
            ? Named(setting, value, facts)
            : Unnamed(setting, value, facts);
    }

    private static IEnumerable<Problem> Named(ToolchainSetting setting, string value, ToolchainFacts facts)
    {
        if (facts.Pinned.IsKnown)
        {
            return [];
        }

        if (facts.Pinned.IsUnknown)
        {
            return [Problem.Unknown($"Whether {setting.Name} of GOTOOLCHAIN is on this target could not be told: {facts.Pinned.Reason}.") with { Subject = "GOTOOLCHAIN" }];
        }

        if (setting.NamesLine)
        {
            return [Broken($"GOTOOLCHAIN is '{value}', which names no release: the first of its line is {setting.Name}.0", value, facts)];
        }

        if (!setting.Downloads)
        {
            return [Broken($"GOTOOLCHAIN is '{value}', and there is no {setting.Name} on PATH", value, facts)];
        }

        return facts.GoEnv.IsUnknown ? [EnvUnknown(facts)]
            : facts.Env("GOSUMDB") == "off" ? [Broken($"GOTOOLCHAIN is '{value}', which is not on this target and cannot be downloaded with GOSUMDB=off", value, facts)]
            : facts.Env("GOPROXY") == "off" ? [Broken($"GOTOOLCHAIN is '{value}', which is not on this target and cannot be downloaded with GOPROXY=off", value, facts)]
            : [];
    }

    private static IEnumerable<Problem> Unnamed(ToolchainSetting setting, string value, ToolchainFacts facts)
    {
        if (!setting.Downloads)
        {
            return [];
        }

        if (facts.GoEnv.IsUnknown)
        {
            return [EnvUnknown(facts)];
        }

        return facts.Env("GOSUMDB") != "off" ? [] :
        [
            Problem.Fail($"With GOTOOLCHAIN={value} and GOSUMDB=off, a module that asks for a newer Go fails: toolchains are not downloaded unverified.") with
            {
                Subject = "GOSUMDB",
                Expected = "GOSUMDB with a checksum database, or GOTOOLCHAIN=local",
                Actual = $"GOTOOLCHAIN={value} GOSUMDB=off",
                Fix = "Set GONOSUMDB for private modules in place of GOSUMDB=off, or go env -w GOTOOLCHAIN=local.",
            },
        ];
    }

    private static Problem Broken(string what, string value, ToolchainFacts facts) =>
        Problem.Fail($"{what}: every go command in module mode stops.") with
        {
            Severity = Severity.Error,
            Subject = "GOTOOLCHAIN",
            Actual = value,
            Fix = facts.Unset("GOTOOLCHAIN"),
            Remedy = facts.UnsetRemedy("GOTOOLCHAIN"),
        };

    private static Problem EnvUnknown(ToolchainFacts facts) => facts.EnvUnknown("Whether go can switch toolchains could not be told");
}
