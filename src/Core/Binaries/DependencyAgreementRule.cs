namespace GoEnv.Binaries;

/// <summary>Compares the module versions of the deployed binaries of one target.</summary>
public sealed class DependencyAgreementRule()
    : Rule<BinaryFacts>("GE9040", Severity.Information, "Deployed binaries agree on the versions of their modules")
{
    private const int Shown = 50;

    /// <inheritdoc/>
    protected internal override IEnumerable<Problem> Judge(BinaryFacts facts, RuleContext context)
    {
        var versions = facts.Deployed
            .SelectMany(binary => binary.Info.Deps.Select(module => (module.Path, Version: VersionOf(module), File: binary.Path)))
            .GroupBy(use => use.Path, StringComparer.Ordinal)
            .Where(module => module.Select(use => use.Version).Distinct(StringComparer.Ordinal).Skip(1).Any())
            .OrderBy(module => module.Key, StringComparer.Ordinal)
            .ToList();
        if (versions.Count == 0)
        {
            yield break;
        }

        var first = versions[0].DistinctBy(use => use.Version).Take(2).ToList();
        var others = versions.Count > 1 ? $"; {versions.Count - 1} modules more differ" : string.Empty;
        yield return Problem.Fail($"{versions[0].Key} is {first[0].Version} in '{first[0].File}' and {first[1].Version} in '{first[1].File}'{others}.") with
        {
            Evidence = versions.Take(Shown).Select(module => $"{module.Key}: " + string.Join(
                ", ", module.GroupBy(use => use.Version, StringComparer.Ordinal).Select(group => $"{group.Key} in {string.Join(" and ", group.Select(use => use.File))}"))).ToList(),
            Fix = "Update the modules that lag behind and build again.",
        };
    }

    /// <inheritdoc/>
    protected internal override string? Seen(BinaryFacts facts) => facts.ToString();

    private static string VersionOf(GoModule module) => module.Replace is null ? module.Version : $"{module.Replace.Path} {module.Replace.Version}".TrimEnd();
}
