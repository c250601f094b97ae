namespace GoEnv.Binaries;

/// <summary>
/// Bytes that are read by position: a file of this machine, of a target, or an entry of a layer. A reader over a
/// session may fail with <see cref="IOException"/>; the parsers read little and near together, so that one can fetch ahead.
/// </summary>
public interface IPositionalReader
{
    /// <summary>How many bytes there are.</summary>
    long Length { get; }

    /// <summary>Reads as many bytes as there are from <paramref name="offset"/> on, at most a bufferful; 0 at the end.</summary>
    int ReadAt(long offset, Span<byte> buffer);

    /// <summary>Says that a range is about to be read, so that it can be fetched with others; most readers need no such hint.</summary>
    void Expect(long offset, long count)
    {
    }
}
