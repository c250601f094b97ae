using System.Globalization;
using GoEnv.Releases;

namespace GoEnv.Toolchain;

/// <summary>Judges the release line of the go that wins, and of the one that GOTOOLCHAIN names, against the support windows.</summary>
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

        return (winner.Version is not { IsDevel: false } || winner.IsGccgo ? [WithoutVerdict(winner)] : Enumerable.Empty<Problem>())
            .Concat(facts.Running(context).Where(release => release.HasSupport).Select(release => Judge(release, context)).OfType<Problem>());
    }

    private static Problem? Judge(RunningRelease release, RuleContext context)
    {
        var support = context.Releases.Support(release.Version, context.Now);
        return support.State switch
        {
            SupportState.Ended => Ended(release, support, context),
            _ when release.Version.IsPrerelease => Problem.Fail($"{release.Says}, which is not a release but a preview of one.") with
            {
                Severity = Severity.Warning,
                Subject = release.Subject,
                Actual = release.Version.ToString(),
            },
            SupportState.Unknown => Problem.Unknown($"Whether Go {release.Version} is supported could not be told: {support.Reason}.") with
            {
                Subject = release.Subject,
                Fix = "Update-GoReleaseData",
                NeedsReleaseData = true,
            },
            _ => null,
        };
    }

    private static Problem WithoutVerdict(GoToolchain winner) => Problem.Unknown(winner switch
    {
        { IsGccgo: true } => $"{winner.Path} is gccgo, whose releases and support are those of GCC.",
        { Version.IsDevel: true } => $"{winner.Path} is a build between releases ({winner.VersionText}), which no support window covers.",
        _ => $"The release of {winner.Path} could not be told: {winner.Problem ?? $"it calls itself '{winner.VersionText}'"}.",
    }) with { Subject = winner.Path };

    private static Problem Ended(RunningRelease release, LineSupport support, RuleContext context)
    {
        var supported = string.Join(" and ", context.Releases.SupportedLines(context.Now));
        var since = support.Ended is { } day ? string.Create(CultureInfo.InvariantCulture, $" on {day:yyyy-MM-dd}") : string.Empty;
        var distribution = release.IsPackaged ? "; security fixes come from the distribution alone" : string.Empty;
        var newest = context.Releases.Newest(context.Releases.Lines[0])!.Version;
        return Problem.Fail($"{release.Says}, whose support by the Go project ended{since}{distribution}{context.Releases.AgeNote(context.Now)}.") with
        {
            // A distribution may go on mending it: then it is no error, but code scanners and gopls will not know.
            Severity = release.IsPackaged ? Severity.Warning : null,
            Subject = release.Subject,
            Expected = supported.Length > 0 ? supported : null,
            Actual = release.Version.ToString(),
            Fix = release.Fix ?? $"Install Go {newest} or newer.",
            Remedy = release.Remedy,
        };
    }

    /// <inheritdoc/>
    protected internal override string? Seen(ToolchainFacts facts) => facts.Winner?.Version is { } version ? $"go{version}" : null;
}
