using System.Globalization;
using GoEnv.Policies;

namespace GoEnv.Coverage;

/// <summary>A rule on coverage, which is judged where the policy sets its minimum.</summary>
public abstract class CoverageRule : Rule<CoverageFacts>
{
    private const int Shown = 10;

    private protected CoverageRule(string id, string title)
        : base(id, Severity.Error, title)
    {
    }

    /// <summary>The minimum that the policy sets, from 0 to 100; null where it sets none.</summary>
    internal abstract decimal? MinimumOf(CoveragePolicy policy);

    /// <inheritdoc/>
    protected internal sealed override IEnumerable<Problem> Judge(CoverageFacts facts, RuleContext context)
    {
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(context);
        return MinimumOf(context.Policy.Coverage) is not { } minimum
            ? [Problem.Unknown("The policy sets no such minimum.")]
            : Judge(facts, minimum).Concat(Unread(facts, context));
    }

    private protected abstract IEnumerable<Problem> Judge(CoverageFacts facts, decimal minimum);

    /// <summary>True when the share is less than the minimum, by the exact counts.</summary>
    private protected static bool IsBelow(long covered, long all, decimal minimum) => covered * 100m < minimum * all;

    /// <summary>The share, with more decimals where it would look like the minimum.</summary>
    private protected static string Share(long covered, long all, decimal minimum)
    {
        var text = CoveragePercent.Text(covered, all);
        return decimal.Parse(text[..^1], CultureInfo.InvariantCulture) < minimum || all == 0
            ? text
            : (Math.Truncate(covered * 10_000_000m / all) / 100_000m).ToString(CultureInfo.InvariantCulture) + "%";
    }

    private protected static string Count(long statements) => statements == 1 ? "1 statement" : $"{statements} statements";

    private protected static string Percent(decimal minimum) => minimum.ToString(CultureInfo.InvariantCulture) + "%";

    /// <summary>The line of the largest block of a file that did not run.</summary>
    private protected static string Gap(FileCoverage file) =>
        $"{file.Shown}:{file.Blocks.Where(block => block.Count == 0).OrderByDescending(block => block.Statements).Select(block => block.Start.Line).FirstOrDefault(1)}";

    /// <summary>Files, those with the most statements that did not run first.</summary>
    private protected static List<FileCoverage> Worst(IEnumerable<FileCoverage> files) => files
        .Where(file => file.Uncovered > 0).OrderByDescending(file => file.Uncovered).ThenBy(file => file.File, StringComparer.Ordinal).Take(Shown).ToList();

    private protected static List<string> Evidence(IEnumerable<FileCoverage> files) =>
        files.Select(file => $"{Gap(file)}: {file.Coverage}, {file.Uncovered} of {file.Statements} statements not covered").ToList();

    // A generated file that is counted although the policy leaves such files out may hide what people wrote.
    private IEnumerable<Problem> Unread(CoverageFacts facts, RuleContext context)
    {
        var missing = context.Policy.Coverage.ExcludeGenerated && this is not ChangedCoverageRule ? facts.Data.Files.Where(file => file.SourceMissing is not null).ToList() : [];
        return missing.Count == 0 ? [] :
        [
            Problem.Unknown($"Whether {missing.Count} of {facts.Data.Files.Count} files are generated is not known, and they are counted: {missing[0].File}: {missing[0].SourceMissing}.") with
            {
                Fix = "Name the folder of the source with -SourceRoot.",
            },
        ];
    }
}
