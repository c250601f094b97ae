using GoEnv.Toolchain;

namespace GoEnv.Modules.Files;

/// <summary>Looks for godebug lines that the Go that works on the module refuses.</summary>
public sealed class GodebugKnownRule() : ModuleTreeRule(
    "GE3116", Severity.Error, "Go knows every setting of the godebug lines", ModuleFiles.Mod | ModuleFiles.Work)
{
    private protected override IEnumerable<Problem> Judge(ModuleTree tree)
    {
        // In a workspace the lines of go.work count, and those of go.mod do not.
        var file = tree.Work as ModuleFile ?? tree.Mod;
        foreach (var line in file?.Godebug ?? [])
        {
            var place = file!.At(line);
            if (Refusal(line, tree.Running) is { } reason)
            {
                yield return At(place, $"{place} sets godebug {line}, and {reason}.", $"go {(file is GoWorkFile ? "work" : "mod")} edit -dropgodebug={line.Key}");
            }
            else if (Doubt(line, tree.Running) is { } doubt)
            {
                yield return Problem.Unknown($"Whether Go takes godebug {line} of {place} is not known: {doubt}.") with { Location = place };
            }
        }
    }

    private static string? Refusal(GodebugDirective line, GoVersion? running)
    {
        if (line.Key == "default")
        {
            return !line.Value.StartsWith("go", StringComparison.Ordinal) || !GoVersion.TryParse(line.Value, out var version) ? "default takes a Go version, as in go1.24"
                : running is not null && version > running ? $"that is newer than go{running}, which works on the module"
                : null;
        }

        if (GodebugSettings.Shipped.All.TryGetValue(line.Key, out var setting))
        {
            return setting.Removed > 0 && setting.Refused.Contains(line.Value) && running is not null && running.Minor >= setting.Removed
                ? $"Go 1.{setting.Removed} removed that"
                : null;
        }

        return (running?.Minor ?? 0) > GodebugSettings.Shipped.Minor ? null
            : "Go knows no such setting" + (Text.Nearest.To(line.Key, GodebugSettings.Shipped.All.Keys) is { } near ? $"; {near} is near" : string.Empty);
    }

    private static string? Doubt(GodebugDirective line, GoVersion? running) => line.Key == "default" || running is null ? null
        : !GodebugSettings.Shipped.All.TryGetValue(line.Key, out var setting) ? $"go{running} is newer than the list of settings, which is of Go 1.{GodebugSettings.Shipped.Minor}"
        : setting.Changed > running.Minor ? $"the setting belongs to a change of Go 1.{setting.Changed}, and go{running} may not have it"
        : null;
}
