using GoEnv.Releases;

namespace GoEnv.Toolchain;

/// <summary>Lists installed toolchains of releases that have ended, other than the one that wins.</summary>
public sealed class OldToolchainsRule()
    : Rule<ToolchainFacts>("GE1023", Severity.Information, "No ended release is installed beside the go command")
{
    /// <inheritdoc/>
    protected internal override IEnumerable<Problem> Judge(ToolchainFacts facts, RuleContext context)
    {
        var old = facts.Toolchains
            .Where(toolchain => toolchain != facts.Winner && toolchain is { IsShim: false, IsGccgo: false }
                && VersionOf(toolchain) is { IsDevel: false } version
                && version != facts.Winner?.Version
                && context.Releases.Support(version, context.Now).State == SupportState.Ended)
            .Select(toolchain => toolchain.ToString())
            .ToList();
        if (old.Count > 0)
        {
            yield return Problem.Fail($"Installed beside the go command: {string.Join(", ", old)}, no longer supported by the Go project{context.Releases.AgeNote(context.Now)}.") with
            {
                Evidence = old,
                Fix = "Remove them where nothing needs them.",
            };
        }
    }

    // One that does not run any more still says in its tree what it is.
    private static GoVersion? VersionOf(GoToolchain toolchain) => toolchain.Version
        ?? (toolchain.Runs == false && toolchain.VersionFile.TryGet(out var text) && GoVersion.TryParse(text, out var version) ? version : null);
}
