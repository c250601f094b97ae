using System.Text.Json;

namespace GoEnv.Console;

/// <summary>Reads JSON lines, or one JSON array, from standard input.</summary>
internal static class JsonInput
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public static IEnumerable<string> Read(Terminal terminal)
    {
        using var hint = new Timer(
            _ => terminal.Error.WriteLine("goenvctl: waiting for objects on standard input; name a target, such as 'local', to read none"),
            null,
            Patience,
            Timeout.InfiniteTimeSpan);
        string? line;
        while ((line = terminal.In.ReadLine()) is not null)
        {
            hint.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            line = line.Trim();
            if (line.StartsWith('['))
            {
                foreach (var item in Items(line + "\n" + terminal.In.ReadToEnd()))
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
