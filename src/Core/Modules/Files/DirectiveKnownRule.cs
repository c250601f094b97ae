using GoEnv.Toolchain;

namespace GoEnv.Modules.Files;

/// <summary>Looks for directives that are newer than the Go that reads them.</summary>
public sealed class DirectiveKnownRule() : ModuleTreeRule(
    "GE3106", Severity.Error, "The Go that works on the module knows every directive", ModuleFiles.Mod | ModuleFiles.Work)
{
    private protected override IEnumerable<Problem> Judge(ModuleTree tree)
    {
        if (tree.Running is not { } running)
        {
            yield break; // which toolchain it would be is a rule of its own
        }

        if (tree.Work is { } work && running < GoVersion.Parse("1.18"))
        {
            yield return At(work.File + ":1", $"go{running} knows no go.work and passes {work.File} over.", "Install Go 1.18 or later.") with { Severity = Severity.Warning };
        }

        foreach (var file in tree.MainModules.OfType<ModuleFile>().Append(tree.Work).OfType<ModuleFile>())
        {
            var mod = file as GoModFile;
            var late = new (string Since, string Verb, Directive? First)[]
            {
                ("1.16", "retract", mod?.Retract is [var retract, ..] ? retract : null),
                ("1.21", "toolchain", file.Toolchain),
                ("1.23", "godebug", file.Godebug is [var godebug, ..] ? godebug : null),
                ("1.24", "tool", mod?.Tool is [var tool, ..] ? tool : null),
                ("1.25", "ignore", mod?.Ignore is [var ignore, ..] ? ignore : null),
            };
            foreach (var (since, verb, first) in late.Where(entry => entry.First is not null && running < GoVersion.Parse(entry.Since)))
            {
                yield return At(
                    file.At(first!),
                    $"{file.At(first!)} has a {verb} line, which Go knows since {since}: go{running} stops there.",
                    $"go {(mod is null ? "work" : "mod")} edit -go={since}{(since is "1.16" ? string.Empty : ".0")}, so that a newer Go reads it, or take the line out.");
            }
        }
    }
}
