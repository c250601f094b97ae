using System.Text.Json.Serialization;

namespace GoEnv.Coverage;

/// <summary>A source file.</summary>
public sealed record FileCoverage : CoverageMeasure
{
    /// <summary>The file as the profile names it.</summary>
    public required string File { get; init; }

    /// <summary>The package: the import path, or the folder where the profile names files by their paths.</summary>
    public required string Package { get; init; }

    /// <summary>Where the source lies; null where it is not here.</summary>
    public string? Path { get; init; }

    /// <summary>The path relative to the repository, or the name in the profile where the source is not here.</summary>
    public required string Shown { get; init; }

    /// <summary>Why there are no functions; null where there are.</summary>
    public string? SourceMissing { get; init; }

    /// <summary>The blocks in the order of the file.</summary>
    [JsonIgnore]
    public IReadOnlyList<CoverageBlock> Blocks { get; init; } = [];

    /// <summary>The functions; empty where the source is not here.</summary>
    [JsonIgnore]
    public IReadOnlyList<FunctionCoverage> Functions { get; init; } = [];

    /// <summary>Lines and functions of the source; null where it is not here.</summary>
    [JsonIgnore]
    internal GoSource? Source { get; init; }

    /// <summary>File and share.</summary>
    public override string ToString() => $"{File}: {Coverage}";

    /// <summary>Lines that hold code of a block, each with the least count of its blocks: 0 where some of it did not run.</summary>
    internal SortedDictionary<int, long> Lines()
    {
        var lines = new SortedDictionary<int, long>();
        foreach (var block in Blocks.Where(block => block.Statements > 0))
        {
            for (var line = block.Start.Line; line <= block.End.Line; line++)
            {
                if (HasCode(block, line))
                {
                    lines[line] = lines.TryGetValue(line, out var count) ? Math.Min(count, block.Count) : block.Count;
                }
            }
        }

        return lines;
    }

    /// <summary>True when code of the block stands on the line; without source, every line of a block counts but one that it ends at the start of.</summary>
    internal bool HasCode(CoverageBlock block, int line)
    {
        if (Source is null)
        {
            return line < block.End.Line || block.Start.Line == block.End.Line || block.End.Column > 2;
        }

        var (from, to) = line < Source.CodeLines.Count ? Source.CodeLines[line] : default;
        var first = line == block.Start.Line ? Math.Max(block.Start.Column, from) : from;
        var last = line == block.End.Line ? Math.Min(block.End.Column, to) : to;
        return to > 0 && first < last && line >= block.Start.Line && line <= block.End.Line;
    }
}
