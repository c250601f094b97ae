namespace GoEnv.Binaries;

/// <summary>Looks for deployed binaries with detectors in them or without optimisation.</summary>
public sealed class ReleaseBuildRule() : DeployedBinaryRule("GE9023", Severity.Warning, "Deployed binaries are no debug builds")
{
    private protected override Problem? Judge(JudgedBinary binary, RuleContext context)
    {
        var info = binary.Info;
        var found = ((string Flag, string What)[])
        [
            ("-race", "the race detector, which takes up to ten times the memory and twenty times the time"),
            ("-msan", "the memory sanitizer"),
            ("-asan", "the address sanitizer"),
            ("-cover", "coverage counters"),
        ];
        if (found.FirstOrDefault(one => info.Setting(one.Flag) == "true") is { Flag: not null } one)
        {
            return Problem.Fail($"'{binary.Path}' was built with {one.Flag}, and holds {one.What}.") with
            {
                Severity = one.Flag == "-cover" ? null : Severity.Error,
                Actual = one.Flag,
                Fix = $"Build it again without {one.Flag}.",
            };
        }

        return info.Setting("-gcflags") is { } flags && Words(flags).Any(word => word is "-N" or "-l")
            ? Problem.Fail($"'{binary.Path}' was built for a debugger, without optimisation (-gcflags={flags}).") with
            {
                Actual = $"-gcflags={flags}",
                Fix = "Build it again without -gcflags.",
            }
            : null;
    }

    // A pattern of packages may stand before the flags: all=-N -l.
    private static string[] Words(string flags) => flags[(flags.IndexOf('=', StringComparison.Ordinal) + 1)..].Split(' ');
}

/// <summary>Looks for deployed binaries that do not heed the limits of their container though their Go could.</summary>
public sealed class ContainerLimitsRule() : DeployedBinaryRule("GE9024", Severity.Information, "Deployed binaries heed the CPU limit of a container")
{
    private protected override Problem? Judge(JudgedBinary binary, RuleContext context) =>
        binary.Info.DefaultGodebug?.Split(',').Contains("containermaxprocs=0") == true
            ? Problem.Fail($"'{binary.Path}' was built with Go {binary.Info.GoVersion}, and its main module's go line is so old that GOMAXPROCS does not follow the CPU limit of a container (containermaxprocs=0).") with
            {
                Actual = "containermaxprocs=0",
                Fix = "Raise the go line of go.mod to 1.25 or newer, or add the line 'godebug containermaxprocs=1', and build again.",
            }
            : null;
}

/// <summary>Looks for deployed binaries without a build ID.</summary>
public sealed class BuildIdRule() : DeployedBinaryRule("GE9025", Severity.Information, "Deployed binaries have a build ID")
{
    private protected override Problem? Judge(JudgedBinary binary, RuleContext context) =>
        binary.Info.File is { BuildId: null, LinkerBuildId: null, IsTruncated: false }
            ? Problem.Fail($"'{binary.Path}' has no build ID, by which a profile or a core dump is matched with it.") with
            {
                Fix = "Build it again without '-ldflags=-buildid='.",
            }
            : null;
}
