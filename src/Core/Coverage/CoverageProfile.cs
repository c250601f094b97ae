using System.Runtime.InteropServices;
using System.Text;

namespace GoEnv.Coverage;

/// <summary>
/// What one or more cover profiles say, merged: blocks with equal positions are one, their counts or'ed in mode set and added in
/// the others. Memory grows with the blocks that differ, not with the length of the profiles.
/// </summary>
public sealed class CoverageProfile
{
    private const int LineLimit = 64 * 1024; // that of Go's own reader

    private readonly Dictionary<string, Dictionary<(SourcePoint Start, SourcePoint End), Seen>> files = new(StringComparer.Ordinal);
    private readonly List<string> sources = [];
    private string modeSource = string.Empty;
    private string lastName = string.Empty;
    private byte[] lastBytes = [];

    /// <summary>How the profiles count; null before the first was read.</summary>
    public CoverageMode? Mode { get; private set; }

    /// <summary>The source files as profiles name them, in order, each with its blocks in order.</summary>
    public IEnumerable<(string Name, IReadOnlyList<CoverageBlock> Blocks)> Files => files
        .OrderBy(file => file.Key, StringComparer.Ordinal)
        .Select(file => (file.Key, (IReadOnlyList<CoverageBlock>)Ordered(file.Value)));

    /// <summary>Reads a profile; <see cref="CoverageProfileException"/> names the line of what is wrong. <paramref name="name"/> stands for it in errors.</summary>
    public void Add(Stream profile, string name, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(profile);
        var source = sources.Count;
        sources.Add(name);
        var number = 0L;
        var buffer = new byte[LineLimit * 2];
        var (start, filled, ended) = (0, 0, false);
        try
        {
            while (true)
            {
                var feed = buffer.AsSpan(start, filled - start).IndexOf((byte)'\n');
                if (feed < 0 && !ended)
                {
                    if (filled - start >= LineLimit)
                    {
                        number++;
                        throw new FormatException($"the line is longer than {LineLimit} bytes; this is not a cover profile");
                    }

                    cancellationToken.ThrowIfCancellationRequested();
                    buffer.AsSpan(start, filled - start).CopyTo(buffer);
                    (start, filled) = (0, filled - start);
                    var read = profile.Read(buffer, filled, buffer.Length - filled);
                    (filled, ended) = (filled + read, read == 0);
                    continue;
                }

                if (feed < 0 && filled == start)
                {
                    break;
                }

                var end = feed < 0 ? filled : start + feed;
                number++;
                Take(buffer.AsSpan(start, end - start), number, source);
                start = feed < 0 ? filled : end + 1;
            }

            if (number == 0)
            {
                number = 1;
                throw new FormatException("the file is empty; its first line is mode: set, mode: count or mode: atomic");
            }
        }
        catch (FormatException e) when (e is not CoverageProfileException)
        {
            throw new CoverageProfileException(name, number, e.Message);
        }
    }

    private void Take(ReadOnlySpan<byte> line, long number, int source)
    {
        line = line.EndsWith("\r"u8) ? line[..^1] : line;
        if (number == 1)
        {
            var mode = ProfileLine.ReadMode(line);
            if (Mode is { } other && mode != other)
            {
                throw new FormatException($"the mode is {Word(mode)}, and {Word(other)} in {modeSource}; make all profiles with the same -covermode");
            }

            (Mode, modeSource) = (mode, Mode is null ? sources[source] : modeSource);
            return;
        }

        var block = ProfileLine.Read(line, out var name);
        var blocks = BlocksOf(name);
        if (!blocks.TryGetValue((block.Start, block.End), out var seen))
        {
            blocks.Add((block.Start, block.End), new Seen(block.Statements, block.Count, source, number));
            return;
        }

        if (seen.Statements != block.Statements)
        {
            throw new FormatException($"the block has {block.Statements} statements here and {seen.Statements} in {sources[seen.Source]}:{seen.Line}; the profiles are of different sources: make them anew");
        }

        blocks[(block.Start, block.End)] = seen with { Count = Mode == CoverageMode.Set ? seen.Count | block.Count : Sum(seen.Count, block.Count) };
    }

    // Blocks of a file mostly stand together.
    private Dictionary<(SourcePoint Start, SourcePoint End), Seen> BlocksOf(ReadOnlySpan<byte> name)
    {
        if (!name.SequenceEqual(lastBytes))
        {
            (lastBytes, lastName) = (name.ToArray(), Encoding.UTF8.GetString(name));
        }

        if (!files.TryGetValue(lastName, out var blocks))
        {
            files.Add(lastName, blocks = []);
        }

        return blocks;
    }

    private static List<CoverageBlock> Ordered(Dictionary<(SourcePoint Start, SourcePoint End), Seen> blocks) => blocks
        .Select(block => new CoverageBlock(block.Key.Start, block.Key.End, block.Value.Statements, block.Value.Count))
        .OrderBy(block => block.Start).ThenBy(block => block.End).ToList();

    private static long Sum(long a, long b) => a > long.MaxValue - b ? long.MaxValue : a + b;

    private static string Word(CoverageMode mode) => mode.ToString().ToLowerInvariant();

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Seen(int Statements, long Count, int Source, long Line);
}
