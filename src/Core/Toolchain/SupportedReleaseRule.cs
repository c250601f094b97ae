using System.Globalization;
using GoEnv.Releases;

namespace GoEnv.Toolchain;

/// <summary>Judges the release line of the go that wins against the support windows.</summary>
public sealed class SupportedReleaseRule()
    : Rule<ToolchainFacts>("GE1002", Severity.Error, "The go command is of a supported release")
{
    /// <inheritdoc/>
    protected internal override IEnumerable<Problem> Judge(ToolchainFacts facts, RuleContext context)
    {
        if (facts.Winner is not { } winner)
        {
            return facts.WithoutWinner();
        }

        if (winner.Version is not { } version || winner.IsGccgo || version.IsDevel)
        {
            return [WithoutVerdict(winner)];
        }

        var support = context.Releases.Support(version, context.Now);
        return support.State switch
        {
            SupportState.Ended => [Ended(winner, version, support, context) with { Remedy = Install.ToolchainInstallRemedy.For(facts, context) }],
            _ when version.IsPrerelease => [Problem.Fail($"{winner.Path} is {version}, which is not a release but a preview of one.") with
            {
                Severity = Severity.Warning,
                Subject = winner.Path,
                Actual = version.ToString(),
            }],
            SupportState.Unknown => [Problem.Unknown($"Whether Go {version} is supported could not be told: {support.Reason}.") with
            {
                Subject = winner.Path,
                Fix = "Update-GoReleaseData",
                NeedsReleaseData = true,
            }],
            _ => [],
        };
    }

    private static Problem WithoutVerdict(GoToolchain winner) => Problem.Unknown(winner switch
    {
        { IsGccgo: true } => $"{winner.Path} is gccgo, whose releases and support are those of GCC.",
        { Version.IsDevel: true } => $"{winner.Path} is a build between releases ({winner.VersionText}), which no support window covers.",
        _ => $"The release of {winner.Path} could not be told: {winner.Problem ?? $"it calls itself '{winner.VersionText}'"}.",
    }) with { Subject = winner.Path };

    private static Problem Ended(GoToolchain winner, GoVersion version, LineSupport support, RuleContext context)
    {
        var supported = string.Join(" and ", context.Releases.SupportedLines(context.Now));
        var since = support.Ended is { } day ? string.Create(CultureInfo.InvariantCulture, $" on {day:yyyy-MM-dd}") : string.Empty;
        var isPackaged = winner.Manager == ToolchainManager.Distribution;
        var distribution = isPackaged ? "; security fixes come from the distribution alone" : string.Empty;
        var newest = context.Releases.Newest(context.Releases.Lines[0])!.Version;
        return Problem.Fail($"{winner.Path} is Go {version}, whose support by the Go project ended{since}{distribution}{context.Releases.AgeNote(context.Now)}.") with
        {
            // A distribution may go on mending it: then it is no error, but code scanners and gopls will not know.
            Severity = isPackaged ? Severity.Warning : null,
            Subject = winner.Path,
            Expected = supported.Length > 0 ? supported : null,
            Actual = version.ToString(),
            Fix = $"Install Go {newest} or newer.",
        };
    }

    /// <inheritdoc/>
    protected internal override string? Seen(ToolchainFacts facts) => facts.Winner?.Version is { } version ? $"go{version}" : null;
}
