using GoEnv.Shell;

namespace GoEnv.Toolchain;

/// <summary>Names every go on PATH where there are several, and the go that is on none.</summary>
public sealed class OneGoRule() : Rule<ToolchainFacts>("GE1005", Severity.Information, "One go is on PATH")
{
    // Other programs are found there too.
    private static readonly HashSet<string> SystemFolders = new(StringComparer.Ordinal) { "/usr/local/bin", "/usr/bin", "/bin", "/usr/sbin", "/sbin", "/snap/bin" };

    /// <inheritdoc/>
    protected internal override IEnumerable<Problem> Judge(ToolchainFacts facts, RuleContext context)
    {
        if (facts.Winner is not { } winner)
        {
            yield break;
        }

        if (!facts.Toolchains.Any(toolchain => toolchain.OnPath is not null || toolchain.OnLoginPath is not null) && facts.InteractivePath is { IsAbsent: false } interactive)
        {
            // A go that interactive shells alone find is what the rules on the starts of shells name.
            if (!interactive.TryGet(out var path))
            {
                yield return Problem.Unknown($"{winner} is not on the login shell's PATH, and whether interactive shells find it could not be told: {interactive.Reason}.") with { Subject = winner.Path };
                yield break;
            }

            if (path.Split(':').Any(entry => facts.Toolchains.Any(toolchain => toolchain.Paths.Contains(entry.TrimEnd('/') + "/go", StringComparer.Ordinal))))
            {
                yield break;
            }
        }

        if (facts.LoginPath.IsKnown && !facts.Toolchains.Any(toolchain => toolchain.OnPath is not null || toolchain.OnLoginPath is not null))
        {
            yield return Problem.Fail($"go is on no PATH of this account, although {winner} is installed.") with
            {
                Severity = Severity.Warning,
                Subject = winner.Path,
                Fix = $"Put {Folder(winner.Path)} on PATH in the shell profile.",
                Remedy = new ProfileBlockRemedy { Folders = [new PathFolder(Folder(winner.Path))] },
            };
            yield break;
        }

        foreach (var (name, order) in new (string, Func<GoToolchain, int?>)[]
        {
            ("PATH", toolchain => toolchain.OnPath),
            ("the login shell's PATH", toolchain => toolchain.OnLoginPath),
        })
        {
            var several = facts.Toolchains.Where(toolchain => order(toolchain) is not null).OrderBy(order).ToList();
            if (several.Count > 1)
            {
                yield return Several(name, several);
                yield break;
            }
        }
    }

    // A shim before the toolchain that it starts is how version managers work: the same version is no surprise.
    private static Problem Several(string name, List<GoToolchain> several)
    {
        var other = several.Skip(1).FirstOrDefault(toolchain => toolchain.Version != several[0].Version);
        return Problem.Fail($"{several[0]} is the first of {several.Count} go commands on {name}, before {other ?? several[1]}.") with
        {
            Severity = other is null ? Severity.Information : Severity.Warning,
            Subject = several[0].Path,
            Expected = "one go",
            Actual = $"{several.Count}",
            Evidence = several.ConvertAll(toolchain => toolchain.ToString()),
            Fix = Folder((other ?? several[1]).Path) is var folder && SystemFolders.Contains(folder)
                ? $"Remove {(other ?? several[1]).Path} with the package that it comes from, unless the order is meant."
                : $"Remove {folder} from PATH, or that go, unless the order is meant.",
        };
    }

    private static string Folder(string path) => path[..Math.Max(1, path.LastIndexOf('/'))];
}
