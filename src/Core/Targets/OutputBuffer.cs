using System.Text;
using GoEnv.Text;

namespace GoEnv.Targets;

/// <summary>
/// Standard output up to a limit or to a line. Where somebody takes the lines as they come, no more than the beginning is kept.
/// </summary>
internal sealed class OutputBuffer(int limit, string? endLine, Action<ReadOnlyMemory<byte>>? lines = null)
{
    private const int HeadSize = 64 * 1024;

    private readonly byte[] endBytes = Encoding.UTF8.GetBytes(endLine ?? string.Empty);
    private byte[] buffer = new byte[32 * 1024];
    private int length;
    private byte[] head = [];

    public ReadOnlyMemory<byte> Content => lines is null ? buffer.AsMemory(0, length) : head;

    public async Task<ProcessEnd> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (length == buffer.Length)
            {
                if (length >= limit)
                {
                    return ProcessEnd.OutputTooLarge;
                }

                Array.Resize(ref buffer, Math.Min(limit, buffer.Length * 2));
            }

            var read = await stream.ReadAsync(buffer.AsMemory(length), cancellationToken).ConfigureAwait(false);
            if (read == 0)
            {
                return ProcessEnd.Exited;
            }

            if (Grew(read))
            {
                return ProcessEnd.SawEndLine;
            }
        }
    }

    /// <summary>Adds bytes; the line or the limit when it is reached.</summary>
    public ProcessEnd? Append(ReadOnlySpan<byte> bytes)
    {
        var fits = bytes[..Math.Min(bytes.Length, limit - length)];
        if (length + fits.Length > buffer.Length)
        {
            Array.Resize(ref buffer, (int)Math.Min(limit, Math.Max(length + fits.Length, buffer.Length * 2L)));
        }

        fits.CopyTo(buffer.AsSpan(length));
        return Grew(fits.Length) ? ProcessEnd.SawEndLine : length >= limit ? ProcessEnd.OutputTooLarge : null;
    }

    private bool Grew(int read)
    {
        var from = Math.Max(0, length - endBytes.Length);
        var before = length;
        length += read;
        var ended = endBytes.Length > 0 && buffer.AsSpan(from, length - from).IndexOf(endBytes) >= 0;
        if (lines is not null)
        {
            Hand(before);
        }

        return ended;
    }

    private void Hand(int before)
    {
        if (head.Length < HeadSize)
        {
            head = [.. head, .. buffer.AsSpan(before, Math.Min(length - before, HeadSize - head.Length))];
        }

        var whole = buffer.AsSpan(before, length - before).LastIndexOf((byte)'\n') + 1;
        if (whole > 0)
        {
            lines!(buffer.AsMemory(0, before + whole));
            buffer.AsSpan(before + whole, length - before - whole).CopyTo(buffer);
            length -= before + whole;
        }
    }
}

/// <summary>The first and the last bytes of standard error: what the client says at its start, and what happened last.</summary>
internal sealed class ErrorBuffer(int limit)
{
    private readonly object gate = new();
    private byte[] head = [];
    private byte[] tail = [];

    public string Text
    {
        get
        {
            lock (gate)
            {
                byte[] all = [.. head, .. tail];
                return TargetText.Clean(Encoding.UTF8.GetString(all).ReplaceLineEndings("\n"), keepLines: true);
            }
        }
    }

    public async Task ReadAsync(Stream stream)
    {
        var chunk = new byte[8 * 1024];
        int read;
        while ((read = await ReadOrEndAsync(stream, chunk).ConfigureAwait(false)) > 0)
        {
            Append(chunk.AsSpan(0, read));
        }
    }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        lock (gate)
        {
            var toHead = Math.Min(bytes.Length, limit - head.Length);
            head = [.. head, .. bytes[..toHead]];
            byte[] rest = [.. tail, .. bytes[toHead..]];
            tail = rest.Length > limit ? rest[^limit..] : rest;
        }
    }

    private static async Task<int> ReadOrEndAsync(Stream stream, byte[] chunk)
    {
        try
        {
            return await stream.ReadAsync(chunk).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            return 0; // the process was disposed of while a child of it still held the pipe
        }
    }
}
