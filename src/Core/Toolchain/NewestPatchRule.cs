using GoEnv.Releases;

namespace GoEnv.Toolchain;

/// <summary>Looks for patch releases that the go that wins lacks.</summary>
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

        // Without a supported release there is no patch to be had: GE1002 speaks of these.
        if (facts.Winner is not { Version: { IsDevel: false, IsPrerelease: false } version, IsGccgo: false } winner
            || context.Releases.Support(version, context.Now).State == SupportState.Ended)
        {
            yield break;
        }

        var line = context.Releases.Line(version.Line);
        var missed = line.Where(release => release.Version > version).ToList();
        if (missed.Count > 0)
        {
            yield return Behind(winner, version, missed, context) with { Remedy = Install.ToolchainInstallRemedy.For(facts, context) };
        }
        else if (context.Releases.IsStale(context.Now) || line.Count == 0)
        {
            yield return Problem.Unknown($"Whether there is a newer patch than Go {version} could not be told: the release data is of {context.Releases.Date:yyyy-MM-dd}.") with
            {
                Subject = winner.Path,
                Actual = version.ToString(),
                Fix = "Update-GoReleaseData",
                NeedsReleaseData = true,
            };
        }
    }

    private static Problem Behind(GoToolchain winner, GoVersion version, List<GoRelease> missed, RuleContext context)
    {
        var isSecurity = missed.Exists(release => release.Security == true);
        var fixes = (isSecurity, missed.Exists(release => release.Security is null)) switch
        {
            (true, _) => "carried security fixes",
            (_, true) => "may have carried security fixes, which is not known",
            _ => "carried no security fixes",
        };
        return Problem.Fail($"{winner.Path} is Go {version}, and the releases up to {missed[0].Version} {fixes}{context.Releases.AgeNote(context.Now)}.") with
        {
            // A distribution puts security fixes into the patch that it packaged.
            Severity = isSecurity && winner.Manager != ToolchainManager.Distribution ? Severity.Error : Severity.Warning,
            Subject = winner.Path,
            Expected = missed[0].Version.ToString(),
            Actual = version.ToString(),
            Evidence = missed.ConvertAll(Line),
            Fix = $"Install Go {missed[0].Version}.",
        };
    }

    private static string Line(GoRelease release)
    {
        var day = release.Date is { } date ? date.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) : "day not known";
        var security = release.Security switch { true => ", security fixes", false => string.Empty, _ => ", security fixes not known" };
        return $"{release.Version}: {day}{security}";
    }
}
