using GoEnv.Changes;

namespace GoEnv.Toolchain;

/// <summary>Looks for toolchains in use that other accounts can change.</summary>
public sealed class GoRootOwnerRule()
    : Rule<ToolchainFacts>("GE1009", Severity.Error, "GOROOT can be changed by its account or root alone")
{
    // The owner that a container shows for accounts that it does not map.
    private const long Nobody = 65534;

    // Groups below are the system's own; members of these are administrators already.
    private const long FirstUserGroup = 1000;

    /// <inheritdoc/>
    protected internal override IEnumerable<Problem> Judge(ToolchainFacts facts, RuleContext context) =>
        facts.InUse.Where(toolchain => toolchain is { IsShim: false, GoRoot: not null })
            .DistinctBy(toolchain => toolchain.GoRoot)
            .Select(toolchain => Judge(toolchain, facts.UserId))
            .OfType<Problem>();

    private static Problem? Judge(GoToolchain toolchain, Fact<long> userId)
    {
        var problems = Places(toolchain)
            .Select(pair => Judge(toolchain, pair.Path, pair.Owner, userId))
            .OfType<Problem>()
            .ToList();
        var found = problems.Find(problem => problem.Status == FindingStatus.Fail) ?? Open(toolchain) ?? problems.FirstOrDefault();
        return found?.Remedy is null ? found : found with { Remedy = Remedy(toolchain, userId) };
    }

    private static (string Path, Fact<PathOwner> Owner)[] Places(GoToolchain toolchain) =>
        [(toolchain.GoRoot!, toolchain.Owner), (toolchain.RealPath, toolchain.CommandOwner)];

    // What would be at fault once others may not write any more goes with it; an owner that is wrong stays wrong.
    private static TreeModeRemedy? Remedy(GoToolchain toolchain, Fact<long> userId)
    {
        var owners = Places(toolchain).Select(place => place.Owner).Where(owner => owner.IsKnown).Select(owner => owner.Value).ToList();
        var isShared = IsShared(toolchain);
        if (owners.Exists(owner => owner.UserId != 0 && (isShared || !userId.IsKnown || owner.UserId != userId.Value)))
        {
            return null;
        }

        var others = toolchain.OpenPath.IsKnown || owners.Exists(owner => owner.IsWritableByOthers);
        var group = isShared && owners.Exists(owner => owner.IsWritableByGroup && owner.GroupId >= FirstUserGroup);
        return new TreeModeRemedy(toolchain.GoRoot!, (others ? 0x2 : 0) | (group ? 0x10 : 0));
    }

    private static Problem? Open(GoToolchain toolchain) => toolchain.OpenPath switch
    {
        { IsUnknown: true } open => Problem.Unknown($"Whether every account may write below {toolchain.GoRoot} could not be told: {open.Reason}.") with { Subject = toolchain.GoRoot },
        { IsAbsent: true } => null,
        var open => Problem.Fail($"Every account may write {open}, and so replace what this toolchain runs.") with
        {
            Subject = open.ToString(),
            Fix = $"chmod -R o-w {toolchain.GoRoot}",
            Remedy = new TreeModeRemedy(toolchain.GoRoot!, 0x2),
        },
    };

    private static Problem? Judge(GoToolchain toolchain, string path, Fact<PathOwner> fact, Fact<long> userId)
    {
        if (!fact.TryGet(out var owner) || !userId.TryGet(out var user))
        {
            return fact.IsAbsent ? null : Problem.Unknown($"The mode and owner of {path} could not be read: {fact.Reason ?? userId.Reason}.") with { Subject = path };
        }

        if (owner.IsWritableByOthers)
        {
            return Problem.Fail($"{path} has mode {owner.OctalMode}: every account can replace what this toolchain runs.") with
            {
                Subject = path,
                Actual = owner.ToString(),
                Fix = $"chmod -R o-w {toolchain.GoRoot}",
                Remedy = new TreeModeRemedy(toolchain.GoRoot!, 0x2),
            };
        }

        if (owner.UserId == Nobody)
        {
            return Problem.Unknown($"Whose {path} is could not be told: its owner is not mapped here ({owner.User}).") with { Subject = path };
        }

        var isShared = IsShared(toolchain);
        if (owner.UserId != 0 && (owner.UserId != user || isShared))
        {
            return Problem.Fail($"{path} belongs to {owner.User}, who can replace what other accounts run.") with
            {
                Severity = Severity.Warning,
                Subject = path,
                Expected = "root",
                Actual = owner.ToString(),
                Fix = $"chown -R root:root {toolchain.GoRoot}",
            };
        }

        return isShared && owner.IsWritableByGroup && owner.GroupId >= FirstUserGroup
            ? Problem.Fail($"{path} has mode {owner.OctalMode}: the group {owner.GroupId} can replace what other accounts run.") with
            {
                Severity = Severity.Warning,
                Subject = path,
                Actual = owner.ToString(),
                Fix = $"chmod -R g-w {toolchain.GoRoot}",
                Remedy = new TreeModeRemedy(toolchain.GoRoot!, 0x10),
            }
            : null;
    }

    // Homebrew and the caches of CI runners belong to one account by design.
    private static bool IsShared(GoToolchain toolchain) =>
        toolchain.Manager is not (ToolchainManager.Homebrew or ToolchainManager.ToolCache)
        && (toolchain.GoRoot!.StartsWith("/usr/", StringComparison.Ordinal) || toolchain.GoRoot.StartsWith("/opt/", StringComparison.Ordinal));
}
