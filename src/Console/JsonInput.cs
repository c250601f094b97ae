using System.Management.Automation;
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
            Patience,
            Timeout.InfiniteTimeSpan);
        string? line;
        while ((line = Wait(terminal.In.ReadLine, stop)) is not null)
        {
            hint.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            line = line.Trim();
            if (line.StartsWith('['))
            {
                foreach (var item in Items(line + "\n" + Wait(terminal.In.ReadToEnd, stop)))
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

    // The reading itself cannot be ended, and a writer that says nothing must not hold Ctrl+C up.
    private static string? Wait(Func<string?> read, CancellationToken stop)
    {
        try
        {
            return Task.Run(read, CancellationToken.None).WaitAsync(stop).GetAwaiter().GetResult();
        }
        catch (OperationCanceledException)
        {
            throw new PipelineStoppedException();
        }
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
