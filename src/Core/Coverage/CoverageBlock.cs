using System.Runtime.InteropServices;

namespace GoEnv.Coverage;

/// <summary>How a profile counts: the <c>-covermode</c> of the go command.</summary>
public enum CoverageMode
{
    /// <summary>Whether each block ran.</summary>
    Set,

    /// <summary>How often each block ran.</summary>
    Count,

    /// <summary>How often each block ran, counted safely by many threads.</summary>
    Atomic,
}

/// <summary>A place in a source file.</summary>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The byte in the line, from 1.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct SourcePoint(int Line, int Column) : IComparable<SourcePoint>
{
    /// <inheritdoc/>
    public int CompareTo(SourcePoint other) => Line != other.Line ? Line.CompareTo(other.Line) : Column.CompareTo(other.Column);

    /// <summary>True when it comes before <paramref name="right"/>.</summary>
    public static bool operator <(SourcePoint left, SourcePoint right) => left.CompareTo(right) < 0;

    /// <summary>True when it comes after <paramref name="right"/>.</summary>
    public static bool operator >(SourcePoint left, SourcePoint right) => left.CompareTo(right) > 0;

    /// <summary>True when it does not come after <paramref name="right"/>.</summary>
    public static bool operator <=(SourcePoint left, SourcePoint right) => left.CompareTo(right) <= 0;

    /// <summary>True when it does not come before <paramref name="right"/>.</summary>
    public static bool operator >=(SourcePoint left, SourcePoint right) => left.CompareTo(right) >= 0;

    /// <summary>The place as profiles write it.</summary>
    public override string ToString() => $"{Line}.{Column}";
}

/// <summary>Statements that run together or not at all.</summary>
/// <param name="Start">The first byte.</param>
/// <param name="End">The byte behind the last.</param>
/// <param name="Statements">How many statements it has.</param>
/// <param name="Count">How often it ran; in mode set 0 or 1.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct CoverageBlock(SourcePoint Start, SourcePoint End, int Statements, long Count);

/// <summary>A line of a profile that cannot be read; the message is <c>file:line: what is wrong; what would be right</c>.</summary>
public sealed class CoverageProfileException(string file, long line, string problem) : FormatException($"{file}:{line}: {problem}")
{
    /// <summary>The profile.</summary>
    public string File { get; } = file;

    /// <summary>The line, from 1.</summary>
    public long Line { get; } = line;
}
