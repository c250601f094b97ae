using System.Runtime.InteropServices;

namespace GoEnv.Coverage;

/// <summary>The changed lines of a source file that hold statements.</summary>
/// <param name="File">The path relative to the repository.</param>
/// <param name="Lines">How many there are.</param>
/// <param name="Uncovered">Those of which some of the code did not run, in order.</param>
public sealed record ChangedFile(string File, int Lines, IReadOnlyList<int> Uncovered)
{
    /// <summary>The uncovered lines as ranges: <c>10-14, 20</c>.</summary>
    public string Ranges => string.Join(", ", LineRange.Of(Uncovered));
}

/// <summary>How much of what changed since a base ran.</summary>
public sealed record ChangedCoverage : CoverageMeasure
{
    /// <summary>The base, as it was named.</summary>
    public required string Base { get; init; }

    /// <summary>Changed lines that hold statements.</summary>
    public required int Lines { get; init; }

    /// <summary>Those of which all code ran.</summary>
    public required int CoveredLines { get; init; }

    /// <summary>The share of these lines, with one decimal.</summary>
    public string LineCoverage => CoveragePercent.Text(CoveredLines, Lines);

    /// <summary>The files with such lines.</summary>
    public required IReadOnlyList<ChangedFile> Files { get; init; }

    /// <summary>Changed Go files of which the profiles say nothing: without statements, or not in the packages that were tested.</summary>
    public IReadOnlyList<string> NotInProfile { get; init; } = [];

    /// <summary>The share and the count.</summary>
    public override string ToString() => $"{LineCoverage} of {Lines} lines since {Base}";
}

/// <summary>Lines that follow one another.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct LineRange(int First, int Last)
{
    public static IEnumerable<LineRange> Of(IEnumerable<int> lines)
    {
        LineRange? open = null;
        foreach (var line in lines)
        {
            if (open is { } range && line == range.Last + 1)
            {
                open = range with { Last = line };
                continue;
            }

            if (open is { } ended)
            {
                yield return ended;
            }

            open = new LineRange(line, line);
        }

        if (open is { } last)
        {
            yield return last;
        }
    }

    public override string ToString() => First == Last ? $"{First}" : $"{First}-{Last}";
}
