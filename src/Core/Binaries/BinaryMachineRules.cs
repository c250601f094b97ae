namespace GoEnv.Binaries;

/// <summary>Holds the platform of deployed binaries against the machine's.</summary>
public sealed class BinaryPlatformRule()
    : Rule<BinaryFacts>("GE9030", Severity.Error, "Deployed binaries are built for the machine")
{
    /// <inheritdoc/>
    protected internal override IEnumerable<Problem> Judge(BinaryFacts facts, RuleContext context) =>
        facts.Deployed.Where(binary => !binary.IsRunning).Select(binary => Judge(binary, facts)).OfType<Problem>();

    /// <inheritdoc/>
    protected internal override string? Seen(BinaryFacts facts) => $"{facts} on {facts.Os}/{facts.Arch}";

    private static Problem? Judge(JudgedBinary binary, BinaryFacts facts)
    {
        // Without a system of its own (a note or a setting) only the processor can be held against it.
        var os = binary.Info.Setting("GOOS") ?? binary.Info.File?.Os;
        var arch = binary.Info.Setting("GOARCH") ?? binary.Info.File?.Arch;
        if (!facts.Os.TryGet(out var machineOs) || !facts.Arch.TryGet(out var machineArch))
        {
            return Problem.Unknown($"Whether '{binary.Path}' fits the machine could not be told: {facts.Os.Reason ?? facts.Arch.Reason}.") with { Subject = binary.Path };
        }

        if ((os is null || os == machineOs) && arch == machineArch)
        {
            return null;
        }

        // What is served to other machines as a download lies there rightly.
        var isForeign = os is not null && os != machineOs;
        return Problem.Fail($"'{binary.Path}' is built for {binary.Info.Platform}, and the machine is {machineOs}/{machineArch}.") with
        {
            Subject = binary.Path,
            Severity = isForeign ? Severity.Information : (arch, machineArch) is ("386", "amd64") or ("arm", "arm64") ? Severity.Warning : null,
            Expected = $"{machineOs}/{machineArch}",
            Actual = binary.Info.Platform,
            Fix = $"Build it with GOOS={machineOs} GOARCH={machineArch}.",
        };
    }
}

/// <summary>Looks for the loader that a dynamic binary names: without it the system says "no such file or directory".</summary>
public sealed class BinaryLoaderRule() : BinaryRule("GE9031", Severity.Error, "The loaders that binaries name are there")
{
    /// <inheritdoc/>
    internal override bool NeedsAll => true;

    private protected override IEnumerable<JudgedBinary> Of(BinaryFacts facts) =>
        facts.Read.Where(binary => binary.Stage != BinaryStage.Development && !binary.IsRunning && IsFor(binary, facts));

    private protected override Problem? Judge(JudgedBinary binary, RuleContext context)
    {
        var loader = binary.Info.File?.Interpreter;
        if (loader is null || binary.HasLoader is { IsKnown: true, Value: true } || binary.HasLoader.IsAbsent)
        {
            return null;
        }

        if (binary.HasLoader.IsUnknown)
        {
            return Problem.Unknown($"Whether {loader}, which '{binary.Path}' needs, is there could not be told: {binary.HasLoader.Reason}.");
        }

        return Problem.Fail($"'{binary.Path}' needs {Libc(loader)} ({loader}), which is not there, so that it cannot start.") with
        {
            Expected = loader,
            Fix = binary.Info.IsCgo == true
                ? "Build it with CGO_ENABLED=0, or for the libc of the machine."
                : "Build it with -buildmode=exe and CGO_ENABLED=0.",
        };
    }

    private static string Libc(string loader) => loader.Contains("musl", StringComparison.Ordinal) ? "the loader of musl libc" : "the loader of glibc";

    // One of another platform is GE9030's.
    private static bool IsFor(JudgedBinary binary, BinaryFacts facts) =>
        !facts.Arch.TryGet(out var arch) || (binary.Info.Setting("GOARCH") ?? binary.Info.File?.Arch) == arch;
}
