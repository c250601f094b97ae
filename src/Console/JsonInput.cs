using System.Management.Automation;
using System.Text;
using System.Text.Json;

namespace GoEnv.Console;

/// <summary>Reads JSON lines, or one JSON array, from standard input.</summary>
internal static class JsonInput
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public static IEnumerable<string> Read(Terminal terminal, CancellationToken stop)
    {
        using var hint = new Timer(
            _ => terminal.Error.WriteLine("goenvctl: waiting for objects on standard input; name a target, such as 'local', to read none"),
            null,
            terminal.ErrorIsSeen ? Patience : Timeout.InfiniteTimeSpan,
            Timeout.InfiniteTimeSpan);
        var lines = Lines(new LinesAhead(terminal.In), stop).GetEnumerator();
        while (lines.MoveNext())
        {
            hint.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            var line = lines.Current.Trim();
            if (line.StartsWith('['))
            {
                foreach (var item in Items(Rest(line, lines)))
                {
                    yield return item;
                }
            }
            else if (line.Length > 0)
            {
                yield return line;
            }
        }
    }

    private static IEnumerable<string> Lines(LinesAhead ahead, CancellationToken stop)
    {
        while (Take(ahead, stop) is { Count: > 0 } lines)
        {
            foreach (var line in lines)
            {
                yield return stop.IsCancellationRequested ? throw new PipelineStoppedException() : line;
            }
        }
    }

    // A writer that says nothing must not hold Ctrl+C up.
    private static IReadOnlyList<string> Take(LinesAhead ahead, CancellationToken stop)
    {
        try
        {
            return ahead.Take(stop);
        }
        catch (OperationCanceledException)
        {
            throw new PipelineStoppedException();
        }
        catch (IOException e)
        {
            throw new UsageException($"standard input cannot be read: {e.Message}");
        }
    }

    private static string Rest(string first, IEnumerator<string> lines)
    {
        var text = new StringBuilder(first);
        while (lines.MoveNext())
        {
            text.Append('\n').Append(lines.Current);
        }

        return text.ToString();
    }

    private static List<string> Items(string array)
    {
        try
        {
            using var document = JsonDocument.Parse(array);
            return document.RootElement.EnumerateArray().Select(item => item.GetRawText()).ToList();
        }
        catch (JsonException e)
        {
            throw new UsageException($"standard input: {e.Message}");
        }
    }
}
