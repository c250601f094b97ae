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
        var problems = new[] { (Path: toolchain.GoRoot!, toolchain.Owner), (Path: toolchain.RealPath, Owner: toolchain.CommandOwner) }
            .Select(pair => Judge(toolchain, pair.Path, pair.Owner, userId))
            .OfType<Problem>()
            .ToList();
        return problems.Find(problem => problem.Status == FindingStatus.Fail) ?? Open(toolchain) ?? problems.FirstOrDefault();
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
