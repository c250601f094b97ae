namespace GoEnv.Modules.Files;

/// <summary>Looks for required versions that a later version in the module cache retracts, and for modules that it deprecates.</summary>
public sealed class RetractedVersionRule() : ModuleTreeRule(
    "GE3119", Severity.Warning, "No required version is known to be retracted or deprecated", ModuleFiles.Mod)
{
    private protected override IEnumerable<Problem> Judge(ModuleTree tree)
    {
        if (tree.CachedProblem is { } reason && tree.MainModules.Any(mod => mod.Require.Count > 0))
        {
            yield return Problem.Unknown($"Whether a version that {tree.Path} requires is retracted is not known: {reason}.");
        }

        foreach (var (mod, require) in tree.MainModules.SelectMany(mod => mod.Require.Select(require => (mod, require))))
        {
            var latest = tree.Cached.FirstOrDefault(cached => cached.Path == require.Path && cached.IsLatest);
            if (latest is null || Hashes.Actual(tree, require) != (require.Path, require.Version))
            {
                continue;
            }

            if (latest.File.Retract.FirstOrDefault(retract => retract.Covers(require.Version)) is { } retracted)
            {
                yield return At(
                    mod.At(require),
                    $"{mod.At(require)} requires {require}, which {latest.Version} retracts{Because(retracted.Rationale)}.",
                    $"go get {require.Path}@latest") with { Subject = require.Path };
            }

            if (latest.File.Module?.Deprecated is { Length: > 0 } advice && !require.IsIndirect)
            {
                yield return At(mod.At(require), $"{mod.At(require)} requires {require.Path}, which is deprecated{Because(advice)}.", "Move to what the message names.") with
                {
                    Subject = require.Path,
                    Severity = Severity.Information,
                };
            }
        }
    }

    private static string Because(string? reason) => reason is null ? string.Empty : $": {Text.TargetText.Clean(reason.ReplaceLineEndings(" ")).TrimEnd('.')}";
}
