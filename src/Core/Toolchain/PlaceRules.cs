using System.Globalization;
using GoEnv.Shell;

namespace GoEnv.Toolchain;

/// <summary>Looks for caches and workspaces on a Windows drive inside WSL.</summary>
public sealed class WindowsDriveRule()
    : Rule<ToolchainFacts>("GE1020", Severity.Warning, "GOPATH and the caches are not on a Windows drive")
{
    /// <inheritdoc/>
    protected internal override IEnumerable<Problem> Judge(ToolchainFacts facts, RuleContext context)
    {
        if (facts.Winner is not null && facts.GoEnv.IsUnknown)
        {
            yield return facts.EnvUnknown("Where GOPATH and the caches are could not be told");
        }

        foreach (var place in facts.Places.Where(place => place.Name is "GOPATH" or "GOCACHE" or "GOMODCACHE"))
        {
            if (place.FileSystem.IsUnknown)
            {
                yield return Problem.Unknown($"Which file system {place.Name} {place.Path} is on could not be told: {place.FileSystem.Reason}.") with { Subject = place.Name };
            }
            else if (place.IsDrvFs)
            {
                yield return Problem.Fail($"{place.Name} is {place.Path}, on the Windows drive {place.Mount}: each file access goes through Windows, and modes and locks differ.") with
                {
                    Subject = place.Name,
                    Actual = place.FileSystem.ToString(),
                    Fix = $"go env -w {place.Name}=FOLDER, with a folder of the distribution's own disk.",
                };
            }
        }
    }
}

/// <summary>Looks for installed programs that no shell finds.</summary>
public sealed class GoBinOnPathRule()
    : Rule<ToolchainFacts>("GE1021", Severity.Information, "The folder of go install is on PATH")
{
    /// <inheritdoc/>
    protected internal override IEnumerable<Problem> Judge(ToolchainFacts facts, RuleContext context)
    {
        if (facts.Winner is not null && facts.GoEnv.IsUnknown && !facts.Places.Any(place => place.Name == "GOBIN"))
        {
            yield return facts.EnvUnknown("Where go install puts programs could not be told");
        }

        // A folder that is not there holds no program, and one that has no whole path is what GE1025 speaks of.
        if (facts.Places.FirstOrDefault(place => place is { Name: "GOBIN", Exists: true, Path: ['/', ..] }) is not { } place)
        {
            yield break;
        }

        if (IsOn(facts.SearchPath, place) || IsOn(facts.LoginPath, place))
        {
            yield break;
        }

        yield return facts.LoginPath.IsUnknown
            ? Problem.Unknown($"Whether {place.Path} is on the login shell's PATH could not be told: {facts.LoginPath.Reason}.") with { Subject = place.Path }
            : Problem.Fail($"go install puts programs into {place.Path}, which is on no PATH of this account.") with
            {
                Subject = place.Path,
                Fix = $"Put {place.Path} on PATH in the shell profile.",
                Remedy = new ProfileBlockRemedy { Folders = [new PathFolder(place.Path, Append: true)] },
            };
    }

    private static bool IsOn(Fact<string> path, BuildPlace place) => path.TryGet(out var text)
        && text.Split(':').Select(entry => entry.TrimEnd('/')).Any(entry => entry == place.Path.TrimEnd('/') || entry == place.Resolved);
}

/// <summary>Looks for file systems too full to build on.</summary>
public sealed class DiskSpaceRule()
    : Rule<ToolchainFacts>("GE1022", Severity.Warning, "There is space for the build cache and temporary files")
{
    private const long MiB = 1024;
    private const long NothingKiB = 64 * MiB;

    private static readonly RuleParameter Cache = new("cacheMiB", 1024, 64, 1 << 30, "the least space for GOCACHE");
    private static readonly RuleParameter Temporary = new("temporaryMiB", 256, 64, 1 << 30, "the least space for TMPDIR and GOTMPDIR");

    /// <inheritdoc/>
    public override IReadOnlyList<RuleParameter> Parameters => [Cache, Temporary];

    /// <inheritdoc/>
    protected internal override IEnumerable<Problem> Judge(ToolchainFacts facts, RuleContext context)
    {
        if (facts.Winner is null)
        {
            foreach (var problem in facts.WithoutWinner())
            {
                yield return problem;
            }

            yield break;
        }

        if (facts.GoEnv.IsUnknown && !facts.Places.Any(place => place.Name == "GOCACHE"))
        {
            yield return facts.EnvUnknown("The build cache is not known");
        }

        foreach (var place in facts.Places.Where(place => place.Name is "GOCACHE" or "TMPDIR" or "GOTMPDIR"))
        {
            var least = context.Policy.ValueOf(this, place.Name == "GOCACHE" ? Cache : Temporary) * MiB;
            if (!place.AvailableKiB.TryGet(out var available))
            {
                yield return Problem.Unknown($"The space for {place.Name} {place.Path} is not known: {place.AvailableKiB.Reason}.") with { Subject = place.Name };
            }
            else if (available < least)
            {
                yield return Problem.Fail(string.Create(CultureInfo.InvariantCulture, $"{place.Name} {place.Path} has {available / MiB} MiB left.")) with
                {
                    Severity = available < NothingKiB ? Severity.Error : null,
                    Subject = place.Name,
                    Expected = string.Create(CultureInfo.InvariantCulture, $"at least {least / MiB} MiB"),
                    Actual = string.Create(CultureInfo.InvariantCulture, $"{available / MiB} MiB"),
                    Fix = place.Name == "GOCACHE" ? "go clean -cache, or go env -w GOCACHE=FOLDER on a larger disk." : "Free space there, or go env -w GOTMPDIR=FOLDER on a larger disk.",
                };
            }
        }
    }
}
