using System.Globalization;

namespace GoEnv.Coverage;

/// <summary>How many statements ran.</summary>
public abstract record CoverageMeasure
{
    /// <summary>Statements that ran at least once.</summary>
    public required long Covered { get; init; }

    /// <summary>All statements.</summary>
    public required long Statements { get; init; }

    /// <summary>Statements that did not run.</summary>
    public long Uncovered => Statements - Covered;

    /// <summary>The share of statements that ran, as Go prints it: <c>87.3%</c>.</summary>
    public string Coverage => CoveragePercent.Text(Covered, Statements);

    /// <summary>The share of statements that ran, from 0 to 100, as Go computes it; 0 where there are none.</summary>
    public double Percent => CoveragePercent.Of(Covered, Statements);
}

/// <summary>What profiles come to.</summary>
public sealed record CoverageTotal : CoverageMeasure
{
    /// <summary>How the profiles count.</summary>
    public required CoverageMode Mode { get; init; }

    /// <summary>How many packages have statements.</summary>
    public required int Packages { get; init; }

    /// <summary>How many source files have statements.</summary>
    public required int Files { get; init; }

    /// <summary>The total of <c>go tool cover -func</c>, which leaves function literals of package variables out; null where source is missing.</summary>
    public string? FunctionCoverage { get; init; }

    /// <summary>The lines that changed since the base; null where none was named.</summary>
    public ChangedCoverage? Changed { get; init; }

    /// <summary>The line of <c>go test -cover</c>.</summary>
    public override string ToString() => $"coverage: {Coverage} of statements";
}

/// <summary>A package.</summary>
public sealed record PackageCoverage : CoverageMeasure
{
    /// <summary>The import path, or the folder where a profile names files by their paths.</summary>
    public required string Package { get; init; }

    /// <summary>How many source files have statements.</summary>
    public required int Files { get; init; }

    /// <summary>Package and share.</summary>
    public override string ToString() => $"{Package}: {Coverage}";
}

/// <summary>A function or method; literals within it belong to it.</summary>
public sealed record FunctionCoverage : CoverageMeasure
{
    /// <summary>The source file as the profile names it.</summary>
    public required string File { get; init; }

    /// <summary>The line of its <c>func</c>.</summary>
    public required int Line { get; init; }

    /// <summary>Its name without receiver, as Go prints it.</summary>
    public required string Function { get; init; }

    /// <summary>Where the source lies.</summary>
    public required string Path { get; init; }

    /// <summary>The line of <c>go tool cover -func</c>, with single tabs.</summary>
    public override string ToString() => $"{File}:{Line}:\t{Function}\t{Coverage}";
}

/// <summary>Shares as Go computes and prints them.</summary>
public static class CoveragePercent
{
    /// <summary>From 0 to 100; 0 where there are no statements.</summary>
    public static double Of(long covered, long statements) => 100.0 * covered / Math.Max(statements, 1);

    /// <summary>The share with one decimal, rounded as <c>%.1f</c> of Go: a tie of the binary value goes to the even digit.</summary>
    public static string Text(long covered, long statements)
    {
        var bits = BitConverter.DoubleToInt64Bits(Of(covered, statements));
        var exponent = (int)((bits >> 52) & 0x7ff);
        var mantissa = (UInt128)((ulong)bits & 0xfffffffffffff) | (exponent == 0 ? 0 : (UInt128)1 << 52);
        var shift = 1075 - exponent; // the value is mantissa / 2^shift, and at most 100, so that there is a shift
        if (mantissa == 0 || shift > 100)
        {
            return "0.0%";
        }

        var tenths = mantissa * 10;
        var (whole, rest, half) = (tenths >> shift, tenths & (((UInt128)1 << shift) - 1), (UInt128)1 << (shift - 1));
        var rounded = (ulong)whole + (rest > half || (rest == half && (whole & 1) == 1) ? 1UL : 0UL);
        return string.Create(CultureInfo.InvariantCulture, $"{rounded / 10}.{rounded % 10}%");
    }
}
