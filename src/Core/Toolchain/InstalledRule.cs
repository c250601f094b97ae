using GoEnv.Changes;

namespace GoEnv.Toolchain;

/// <summary>Finds no toolchain at all.</summary>
public sealed class InstalledRule() : Rule<ToolchainFacts>("GE1001", Severity.Error, "A Go toolchain is installed")
{
    /// <inheritdoc/>
    protected internal override IEnumerable<Problem> Judge(ToolchainFacts facts, RuleContext context)
    {
        if (facts.Winner is not null)
        {
            yield break;
        }

        if (facts.Toolchains.FirstOrDefault(toolchain => toolchain.Runs == false) is { } still)
        {
            yield return Problem.Fail($"{still.Path} is installed, and this account may not execute it; no other go was found.") with
            {
                Subject = still.Path,
                Expected = "a go command that runs",
                Actual = still.Problem,
                Fix = $"chmod a+x {still.RealPath}",
                Remedy = new ModeRemedy(still.RealPath) { Add = 0x49 },
            };
            yield break;
        }

        if (facts.DeadLink.TryGet(out var link))
        {
            yield return Problem.Fail($"{link} is a link that leads nowhere, or to where this account may not go; no other go was found.") with
            {
                Subject = link,
                Expected = "a go command that runs",
                Fix = $"Run 'namei -l {link}' and look for the part that is missing or closed.",
            };
            yield break;
        }

        yield return facts.LoginPath.IsUnknown
            ? Problem.Unknown($"No go was found on PATH or in the usual places, but the login shell's PATH is not known: {facts.LoginPath.Reason}.") with { Unread = facts.LoginPath.Reason }
            : Problem.Fail("There is no go on PATH, on the login shell's PATH or in the usual places.") with
            {
                Expected = "a go command",
                Actual = "none",
                Evidence = facts.SearchPath.TryGet(out var path) ? [$"PATH={path}"] : [],
                Fix = "Unpack a release of go.dev/dl into /usr/local/go and put /usr/local/go/bin on PATH.",
                Remedy = Install.ToolchainInstallRemedy.For(facts, context),
            };
    }

    /// <inheritdoc/>
    protected internal override string? Seen(ToolchainFacts facts) => facts.Winner?.ToString();
}
