using System.Globalization;
using GoEnv.Releases;
using GoEnv.Toolchain;

namespace GoEnv.Binaries;

/// <summary>Judges the release line that built a binary against the support windows: its standard library is in the binary.</summary>
public sealed class BinaryReleaseRule() : BinaryRule("GE9010", Severity.Error, "Binaries are built with a supported Go release")
{
    private protected override Problem? Judge(JudgedBinary binary, RuleContext context)
    {
        var info = binary.Info;
        if (info.GoVersion is not { IsDevel: false } version)
        {
            return Problem.Unknown($"Whether '{binary.Path}' was built with a supported Go could not be told: it says '{info.GoVersionText}'.");
        }

        var support = context.Releases.Support(version, context.Now);
        return support.State switch
        {
            SupportState.Ended => Ended(binary, version, support, context),
            _ when version.IsPrerelease => Problem.Fail($"'{binary.Path}' was built with Go {version}, which is not a release but a preview of one.") with
            {
                Severity = binary.Milder(binary.Stage == BinaryStage.Deployment ? Severity.Warning : Severity.Information),
                Actual = version.ToString(),
            },
            SupportState.Unknown => Problem.Unknown($"Whether Go {version}, which built '{binary.Path}', is supported could not be told: {support.Reason}.") with
            {
                Fix = "Update-GoReleaseData",
            },
            _ => null,
        };
    }

    private static Problem Ended(JudgedBinary binary, GoVersion version, LineSupport support, RuleContext context)
    {
        var since = support.Ended is { } day ? string.Create(CultureInfo.InvariantCulture, $" on {day:yyyy-MM-dd}") : string.Empty;
        var distribution = binary.Stage == BinaryStage.Distribution ? "; security fixes come from the distribution alone" : string.Empty;
        var newest = context.Releases.Newest(context.Releases.Lines[0])!.Version;
        return Problem.Fail($"'{binary.Path}' was built with Go {version}, whose support by the Go project ended{since}{distribution}{context.Releases.AgeNote(context.Now)}.") with
        {
            Severity = binary.Milder(binary.Stage == BinaryStage.Development ? Severity.Warning : null),
            Expected = string.Join(" and ", context.Releases.SupportedLines(context.Now)) is { Length: > 0 } lines ? lines : null,
            Actual = version.ToString(),
            Fix = binary.Stage == BinaryStage.Distribution ? "Install the distribution's updates." : $"Build it again with Go {newest} or newer.",
        };
    }
}

/// <summary>Looks for patch releases that the Go that built a binary lacks.</summary>
public sealed class BinaryPatchRule() : BinaryRule("GE9011", Severity.Error, "Binaries are built with the newest patch of their Go release")
{
    private protected override Problem? Judge(JudgedBinary binary, RuleContext context)
    {
        // Without a supported release there is no patch to be had: GE9010 speaks of these.
        if (binary.Info.GoVersion is not { IsDevel: false, IsPrerelease: false } version
            || context.Releases.Support(version, context.Now).State == SupportState.Ended)
        {
            return null;
        }

        var line = context.Releases.Line(version.Line);
        var missed = line.Where(release => release.Version > version).ToList();
        if (missed.Count == 0)
        {
            return line.Count > 0 && !context.Releases.IsStale(context.Now)
                ? null
                : Problem.Unknown($"Whether there is a newer patch than Go {version}, which built '{binary.Path}', could not be told: the release data is of {context.Releases.Date:yyyy-MM-dd}.") with
                {
                    Actual = version.ToString(),
                    Fix = "Update-GoReleaseData",
                };
        }

        var isSecurity = missed.Exists(release => release.Security == true);
        var fixes = (isSecurity, missed.Exists(release => release.Security is null)) switch
        {
            (true, _) => "carried security fixes",
            (_, true) => "may have carried security fixes, which is not known",
            _ => "carried no security fixes",
        };
        return Problem.Fail($"'{binary.Path}' was built with Go {version}, and the releases up to {missed[0].Version} {fixes}{context.Releases.AgeNote(context.Now)}.") with
        {
            Severity = binary.Milder(isSecurity && binary.Stage == BinaryStage.Deployment ? Severity.Error : isSecurity ? Severity.Warning : Severity.Information),
            Expected = missed[0].Version.ToString(),
            Actual = version.ToString(),
            Fix = binary.Stage == BinaryStage.Distribution ? "Install the distribution's updates." : $"Build it again with Go {missed[0].Version}.",
        };
    }
}
