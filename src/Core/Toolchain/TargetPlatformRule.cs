namespace GoEnv.Toolchain;

/// <summary>Looks for GOOS and GOARCH that have every build made for another machine.</summary>
public sealed class TargetPlatformRule() : Rule<ToolchainFacts>("GE1026", Severity.Warning, "Builds are for this machine unless a command asks for another")
{
    /// <inheritdoc/>
    protected internal override IEnumerable<Problem> Judge(ToolchainFacts facts, RuleContext context)
    {
        if (facts.Winner is null)
        {
            return facts.WithoutWinner();
        }

        if (facts.GoEnv.IsUnknown)
        {
            return [facts.EnvUnknown("What builds are for is not known")];
        }

        if ((facts.Env("GOOS"), facts.Env("GOARCH"), facts.Env("GOHOSTOS"), facts.Env("GOHOSTARCH")) is not ({ } os, { } arch, { } hostOs, { } hostArch))
        {
            return [Problem.Unknown("What builds are for is not known: go env did not tell.")];
        }

        List<string> set = [.. os == hostOs ? Array.Empty<string>() : ["GOOS"], .. arch == hostArch ? Array.Empty<string>() : ["GOARCH"]];
        if (set.Count == 0)
        {
            return [];
        }

        // A 64-bit kernel of these starts the programs of its 32-bit kin.
        var mayRun = (os, arch, hostOs, hostArch) is ("linux", "386", "linux", "amd64") or ("linux", "arm", "linux", "arm64");
        return
        [
            Problem.Fail($"{string.Join(" and ", set)} in {facts.SetIn(set[0])} {(set.Count == 1 ? "has" : "have")} every build made for {os}/{arch}, and this machine is {hostOs}/{hostArch}{(mayRun ? string.Empty : ": go run and go test cannot start what they build")}.") with
            {
                Subject = set[0],
                Expected = $"{hostOs}/{hostArch}",
                Actual = $"{os}/{arch}",
                Fix = string.Join(" ", set.Select(facts.Unset)),
                Remedy = facts.UnsetRemedy([.. set]),
            },
        ];
    }
}
