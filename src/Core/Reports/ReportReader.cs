using System.Text.Json;
using System.Text.Json.Nodes;
using GoEnv.Text;

namespace GoEnv.Reports;

/// <summary>Reads reports in JSON and JSON lines, and what the console prints with <c>-o json</c> and <c>-o jsonl</c>.</summary>
public static class ReportReader
{
    /// <summary>The files that a path names: itself, or those that a pattern in its last part matches, by name.</summary>
    public static IReadOnlyList<string> Files(string path)
    {
        var (folder, name) = (Path.GetDirectoryName(path), Path.GetFileName(path));
        if (File.Exists(path) || !Wildcard.IsPattern(name) || !Directory.Exists(folder))
        {
            return [path];
        }

        return Directory.EnumerateFiles(folder)
            .Where(file => Wildcard.Matches(name, Path.GetFileName(file), OperatingSystem.IsWindows()))
            .Order(StringComparer.Ordinal)
            .ToList();
    }

    /// <summary>
    /// The findings of a file, in its order; <see cref="FormatException"/> names the file and the line of what is not a
    /// report, also of one that is cut off.
    /// </summary>
    public static IEnumerable<Finding> Read(string path)
    {
        using var text = new StreamReader(path);
        var first = NextLine(text, out var number);
        if (first is null)
        {
            return path.EndsWith(".json", StringComparison.OrdinalIgnoreCase) ? throw new FormatException($"{path}: This is not a report: the file is empty.") : [];
        }

        // A first line that is an object by itself begins JSON lines; else it is one JSON text on many lines.
        var isLine = first.StartsWith('{') && Kind(first) is { } kind && kind != "report";
        var findings = isLine ? ReadLines(new StreamReader(path), path, number, isLog: false) : ReadWhole(path);
        return findings.Select(finding => finding with { IsSaved = true });
    }

    /// <summary>
    /// The findings of what a container of goenvctl printed, both streams in one; <see cref="FormatException"/> where it does
    /// not begin and end as a report does.
    /// </summary>
    internal static IEnumerable<Finding> ReadLog(TextReader log, string name) => ReadLines(log, name, 1, isLog: true);

    private static IEnumerable<Finding> ReadLines(TextReader text, string path, int firstNumber, bool isLog)
    {
        using var owned = text;
        var check = new ReportCheck();
        var number = 0;
        var reports = 0;
        while (text.ReadLine() is { } line)
        {
            number++;
            if (number < firstNumber || string.IsNullOrWhiteSpace(line) || IsOfErrors(line))
            {
                continue;
            }

            var value = At($"{path}:{number}", () => GoEnvJson.Read(line));
            if (value is GoEnv.Finding && isLog && !check.IsOpen)
            {
                throw new FormatException($"{path}:{number}: The report is cut off at its beginning.");
            }

            At(value is ReportEnd ? path : $"{path}:{number}", () => check.Next(value));
            switch (value)
            {
                case Finding finding:
                    yield return finding;
                    break;
                case ReportEnd:
                    reports++;
                    break;
                case not ReportStart:
                    throw new FormatException($"{path}:{number}: This is no finding but a {value.GetType().Name}.");
            }
        }

        At(path, check.End);
        if (isLog && reports == 0)
        {
            throw new FormatException($"{path}: There is no report.");
        }
    }

    // What goenvctl says on standard error stands between the findings in the log of a container.
    private static bool IsOfErrors(string line) =>
        line.StartsWith("goenvctl: ", StringComparison.Ordinal) || line.StartsWith("  next: ", StringComparison.Ordinal) || line.StartsWith("  said: ", StringComparison.Ordinal);

    private static List<Finding> ReadWhole(string path)
    {
        using var stream = File.OpenRead(path);
        try
        {
            using var document = JsonDocument.Parse(stream);
            var root = document.RootElement;
            if (root.ValueKind == JsonValueKind.Array)
            {
                return root.EnumerateArray().Select(item => Finding(path, item)).ToList();
            }

            if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("findings", out var findings) || findings.ValueKind != JsonValueKind.Array)
            {
                throw new FormatException($"{path}: This is not a report: it has no findings.");
            }

            if (!root.TryGetProperty("schemaVersion", out var version) || !version.TryGetInt32(out var number) || number != GoEnvJson.SchemaVersion)
            {
                throw new FormatException($"{path}: The report's schema version is not {GoEnvJson.SchemaVersion}, the one that this version reads.");
            }

            var read = findings.EnumerateArray().Select(item => Finding(path, item)).ToList();
            if (root.TryGetProperty("counts", out var counts))
            {
                At(path, () => ReportCheck.Compare(counts.GetProperty("total").TryGetInt32(out var total) ? total : null, read.Count));
            }

            return read;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw new FormatException($"{path}: This is not a report: {e.Message}", e);
        }
    }

    private static Finding Finding(string path, JsonElement item)
    {
        if (item.ValueKind != JsonValueKind.Object || (item.TryGetProperty("kind", out var kind) && kind.GetString() != "finding"))
        {
            throw new FormatException($"{path}: The list holds something that is not a finding.");
        }

        return (Finding)GoEnvJson.Whole(item.Deserialize<Finding>(GoEnvJson.Options)!);
    }

    private static string? NextLine(StreamReader text, out int number)
    {
        number = 0;
        while (text.ReadLine() is { } line)
        {
            number++;
            if (!string.IsNullOrWhiteSpace(line) && !IsOfErrors(line))
            {
                return line;
            }
        }

        return null;
    }

    private static string? Kind(string line)
    {
        try
        {
            return JsonNode.Parse(line) is JsonObject o && o["kind"] is JsonValue kind && kind.TryGetValue<string>(out var word) ? word : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static void At(string place, Action check) => At<object?>(place, () =>
    {
        check();
        return null;
    });

    private static T At<T>(string place, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (FormatException e)
        {
            throw new FormatException($"{place}: {e.Message}", e);
        }
    }
}
