namespace GoEnv.Console;

/// <summary>
/// Lines of a text, read by a thread of their own: a reader that waits can be left, and one that does not gets all lines that
/// are there at once, since changing threads for each costs more than the line.
/// </summary>
internal sealed class LinesAhead
{
    // Characters that are read before their reader has taken those before them.
    private const int Limit = 1 << 15;

    private readonly object sync = new();
    private List<string> lines = [];
    private int length;
    private bool ended;
    private Exception? failure;

    public LinesAhead(TextReader from) => new Thread(() => Read(from)) { IsBackground = true, Name = "standard input" }.Start();

    /// <summary>The lines that came since the last call, at least one; none at the end.</summary>
    public IReadOnlyList<string> Take(CancellationToken stop)
    {
        using var wake = stop.Register(() =>
        {
            lock (sync)
            {
                Monitor.PulseAll(sync);
            }
        });
        lock (sync)
        {
            while (lines.Count == 0 && !ended)
            {
                stop.ThrowIfCancellationRequested();
                Monitor.Wait(sync);
            }

            if (lines.Count == 0 && failure is not null)
            {
                throw new IOException(failure.Message, failure);
            }

            var all = lines;
            (lines, length) = ([], 0);
            Monitor.PulseAll(sync);
            return all;
        }
    }

    private void Read(TextReader from)
    {
        string? line;
        do
        {
            line = Next(from);
            lock (sync)
            {
                ended = line is null;
                if (line is not null)
                {
                    lines.Add(line);
                    length += line.Length;
                }

                if (lines.Count == 1 || ended)
                {
                    Monitor.PulseAll(sync);
                }

                while (length > Limit)
                {
                    Monitor.Wait(sync);
                }
            }
        }
        while (line is not null);
    }

    private string? Next(TextReader from)
    {
        try
        {
            return from.ReadLine();
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or UnauthorizedAccessException)
        {
            failure = e;
            return null;
        }
    }
}
