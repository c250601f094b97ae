namespace GoEnv.Toolchain;

/// <summary>Looks for the parts of another release in the tree of a toolchain in use.</summary>
public sealed class OneReleaseTreeRule()
    : Rule<ToolchainFacts>("GE1007", Severity.Error, "GOROOT holds one release")
{
    private const string CompilerStart = "compile version ";

    /// <inheritdoc/>
    protected internal override IEnumerable<Problem> Judge(ToolchainFacts facts, RuleContext context) =>
        facts.InUse.Where(toolchain => toolchain is { GoRoot: not null, IsShim: false, IsGccgo: false })
            .DistinctBy(toolchain => toolchain.GoRoot)
            .Select(Judge)
            .OfType<Problem>();

    private static Problem? Judge(GoToolchain toolchain)
    {
        // Both are taken for right here: that they disagree is another rule's matter.
        var versions = new[] { VersionOfFile(toolchain), toolchain.Version }.OfType<GoVersion>().Distinct().ToList();
        if (versions.Count == 0)
        {
            return Unknown(toolchain, "neither its VERSION file nor its go command names a release");
        }

        var signs = Signs(toolchain, versions).ToList();
        if (signs.Count > 0)
        {
            return Problem.Fail($"{toolchain.GoRoot} is Go {versions[0]} mixed with another release: {signs[0]}.") with
            {
                Subject = toolchain.GoRoot,
                Expected = versions[0].ToString(),
                Evidence = signs,
                Fix = $"Remove {toolchain.GoRoot} wholly and unpack one release into the empty place.",
            };
        }

        return (toolchain.SourceMinor, toolchain.ApiMinor, toolchain.Compiler) switch
        {
            ({ IsUnknown: true } source, _, _) => Unknown(toolchain, source.Reason!),
            ({ IsAbsent: true }, { IsKnown: false }, { IsKnown: false }) => Unknown(toolchain, "it has neither source nor a compiler that answers"),
            _ => null,
        };
    }

    private static IEnumerable<string> Signs(GoToolchain toolchain, List<GoVersion> versions)
    {
        if (toolchain.SourceMinor.TryGet(out var source) && versions.TrueForAll(version => version.Minor != source))
        {
            yield return $"its source is that of 1.{source}";
        }

        if (toolchain.ApiMinor.TryGet(out var api) && versions.TrueForAll(version => version.Minor < api))
        {
            yield return $"api/go1.{api}.txt belongs to a newer release";
        }

        if (toolchain.Compiler.TryGet(out var answer) && answer.StartsWith(CompilerStart, StringComparison.Ordinal)
            && GoVersion.TryParse(answer[CompilerStart.Length..], out var compiler) && !versions.Contains(compiler))
        {
            yield return $"its compiler is that of {compiler}";
        }

        foreach (var leftover in toolchain.Leftovers.Where(file => versions.TrueForAll(version => version.Minor >= file.GoneSince)))
        {
            yield return $"{leftover.File} belongs to a release before 1.{leftover.GoneSince}";
        }
    }

    private static GoVersion? VersionOfFile(GoToolchain toolchain) =>
        toolchain.VersionFile.TryGet(out var text) && GoVersion.TryParse(text, out var version) ? version : null;

    private static Problem Unknown(GoToolchain toolchain, string reason) =>
        Problem.Unknown($"Whether {toolchain.GoRoot} holds one release could not be told: {reason}.") with { Subject = toolchain.GoRoot };
}
