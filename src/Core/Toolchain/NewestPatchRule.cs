using GoEnv.Releases;

namespace GoEnv.Toolchain;

/// <summary>Looks for patch releases that the go that wins, or the one that GOTOOLCHAIN names, lacks.</summary>
public sealed class NewestPatchRule()
    : Rule<ToolchainFacts>("GE1003", Severity.Error, "The go command is the newest patch of its release line")
{
    /// <inheritdoc/>
    protected internal override IEnumerable<Problem> Judge(ToolchainFacts facts, RuleContext context)
    {
        if (facts.Winner is null or { Version: null, IsGccgo: false })
        {
            var problems = facts.Winner is { } one
                ? [Problem.Unknown($"Whether {one.Path} is the newest patch could not be told: {one.Problem ?? $"it calls itself '{one.VersionText}'"}.") with { Subject = one.Path }]
                : facts.WithoutWinner();
            foreach (var problem in problems)
            {
                yield return problem;
            }

            yield break;
        }

        foreach (var problem in facts.Running(context).Where(release => release.HasSupport).Select(release => Judge(release, context)).OfType<Problem>())
        {
            yield return problem;
        }
    }

    private static Problem? Judge(RunningRelease release, RuleContext context)
    {
        // Without a supported release there is no patch to be had: GE1002 speaks of these.
        var version = release.Version;
        if (version.IsPrerelease || context.Releases.Support(version, context.Now).State == SupportState.Ended)
        {
            return null;
        }

        var line = context.Releases.Line(version.Line);
        return line.Where(other => other.Version > version).ToList() is { Count: > 0 } missed ? Behind(release, missed, context)
            : !context.Releases.IsStale(context.Now) && line.Count > 0 ? null
            : Problem.Unknown($"Whether there is a newer patch than Go {version} could not be told: the release data is of {context.Releases.Date:yyyy-MM-dd}.") with
            {
                Subject = release.Subject,
                Actual = version.ToString(),
                Fix = "Update-GoReleaseData",
                NeedsReleaseData = true,
            };
    }

    private static Problem Behind(RunningRelease release, List<GoRelease> missed, RuleContext context)
    {
        var isSecurity = missed.Exists(release => release.Security == true);
        var fixes = (isSecurity, missed.Exists(release => release.Security is null)) switch
        {
            (true, _) => "carried security fixes",
            (_, true) => "may have carried security fixes, which is not known",
            _ => "carried no security fixes",
        };
        return Problem.Fail($"{release.Says}, and the releases up to {missed[0].Version} {fixes}{context.Releases.AgeNote(context.Now)}.") with
        {
            // A distribution puts security fixes into the patch that it packaged.
            Severity = isSecurity && !release.IsPackaged ? Severity.Error : Severity.Warning,
            Subject = release.Subject,
            Expected = missed[0].Version.ToString(),
            Actual = release.Version.ToString(),
            Evidence = missed.ConvertAll(Line),
            Fix = release.Fix ?? $"Install Go {missed[0].Version}.",
            Remedy = release.Remedy,
        };
    }

    private static string Line(GoRelease release)
    {
        var day = release.Date is { } date ? date.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) : "day not known";
        var security = release.Security switch { true => ", security fixes", false => string.Empty, _ => ", security fixes not known" };
        return $"{release.Version}: {day}{security}";
    }
}
