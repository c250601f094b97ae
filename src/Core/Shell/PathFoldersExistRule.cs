using System.Text.RegularExpressions;

namespace GoEnv.Shell;

/// <summary>Looks for Go folders on PATH that do not exist. GOPATH/bin and GOBIN come with the first <c>go install</c>.</summary>
public sealed partial class PathFoldersExistRule() : Rule<ShellFacts>("GE2006", Severity.Warning, "The Go folders on PATH exist")
{
    // As facts have it, and as a Windows line end leaves it behind the last entry.
    private const string CarriageReturn = @"\x0d";

    /// <inheritdoc/>
    protected internal override IEnumerable<Problem> Judge(ShellFacts facts, RuleContext context)
    {
        var edits = ProfileSyntax.Edits(facts);
        foreach (var folder in facts.Directories.Where(d => IsGo(d.Path)))
        {
            var starts = facts.Compared.Where(start => start.Entries.Contains(folder.Path)).ToList();
            if (starts.Count == 0)
            {
                continue;
            }

            if (folder.Path.EndsWith(CarriageReturn, StringComparison.Ordinal))
            {
                yield return WithReturn(folder.Path, starts, edits);
                continue;
            }

            var all = edits.Where(x => x.Written == folder.Path || x.Directory == folder.Path).ToList();
            var edit = all.FirstOrDefault();
            var quoted = folder.Path.StartsWith('~');
            if (folder.Exists.IsUnknown)
            {
                yield return Problem.Unknown($"It is not known whether {folder.Path} exists, because {folder.Exists.Reason}.") with { Subject = folder.Path };
            }
            else if (quoted || (folder.Exists is { IsKnown: true, Value: false } && !ComesLater(folder.Path, starts, facts.Home)))
            {
                yield return Problem.Fail(quoted
                    ? $"{GoComparison.Join(starts)} {Has(starts)} '{folder.Path}' on PATH, where the ~ stands for no home, as quotes keep it from being replaced."
                    : $"{GoComparison.Join(starts)} {Has(starts)} {folder.Path} on PATH, which does not exist.") with
                {
                    Subject = folder.Path,
                    Location = edit?.Location,
                    Fix = quoted ? $"Write $HOME{folder.Path[1..]} in place of {folder.Path}."
                        : $"Take {folder.Path} out of {edit?.Location ?? "PATH"}, or install Go there.",
                    Remedy = edit is null ? null
                        : quoted ? new ProfileLineRemedy(all.ConvertAll(one => ProfileLineChange.Of(one, ProfileLineAction.Replace) with { Subject = folder.Path, Value = "$HOME" + folder.Path[1..] }))
                        : new ProfileLineRemedy(all.ConvertAll(one => ProfileLineChange.Of(one, ProfileLineAction.DropEntry))),
                };
            }
        }

        foreach (var problem in GoComparison.NotSeen(facts))
        {
            yield return problem;
        }
    }

    private static Problem WithReturn(string path, List<ShellStart> starts, IReadOnlyList<PathEdit> edits)
    {
        var folder = path[..^CarriageReturn.Length];
        var edit = edits.FirstOrDefault(edit => edit.Directory == folder);
        return Problem.Fail($"{GoComparison.Join(starts)} {Has(starts)} {folder} on PATH with a carriage return behind it, which makes it another name: {edit?.Location ?? "the line that adds it"} ends as lines do on Windows.") with
        {
            Subject = path,
            Location = edit?.Location,
            Fix = edit is null ? "Write the start-up file with the line ends of Unix." : $"sed -i 's/\\r$//' '{edit.File.Path}'",
        };
    }

    private static string Has(IReadOnlyCollection<ShellStart> starts) => starts.Count == 1 ? "has" : "have";

    private static bool IsGo(string folder) => GoFolder().IsMatch(folder);

    private static bool ComesLater(string folder, IEnumerable<ShellStart> starts, string home) => ShellFacts.Trim(folder) == home + "/go/bin"
        || starts.Any(start => (start.GoBin.TryGet(out var bin) && ShellFacts.Trim(bin) == ShellFacts.Trim(folder))
            || (start.GoPath.TryGet(out var path) && path.Split(':').Any(part => ShellFacts.Trim(part) + "/bin" == ShellFacts.Trim(folder))));

    [GeneratedRegex("(^|/)(go|golang|go-?[0-9][^/]*|[.]goenv|[.]gvm|[.]go)(/|$)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex GoFolder();
}
