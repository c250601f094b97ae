using System.Text;
using System.Text.Json;
using GoEnv.Reports;
using GoEnv.Text;

namespace GoEnv.Drift;

/// <summary>A baseline that is written target by target and appears when it is complete.</summary>
public sealed class BaselineFile : IDisposable
{
    private readonly AtomicFile file;
    private readonly StreamWriter text;
    private readonly HashSet<string> names = new(StringComparer.Ordinal);

    /// <summary>Begins the file; <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/> when it cannot be written.</summary>
    public BaselineFile(string path, DateTimeOffset createdAt)
    {
        file = AtomicFile.Create(path);
        text = new StreamWriter(file.Stream, new UTF8Encoding(false), 1 << 16, leaveOpen: true) { NewLine = "\n" };
        text.Write($$"""{"kind":"{{Baseline.Kind}}","schemaVersion":{{Baseline.SchemaVersion}},"tool":{{Json(ReportTool.Current)}},""");
        text.Write($"\"createdAt\":{Json(createdAt)},\"targets\":[");
    }

    /// <summary>How many targets are in it.</summary>
    public int Count => names.Count;

    /// <summary>How many of them were reached.</summary>
    public int Reached { get; private set; }

    /// <summary>Adds a target; false when one of its name is there already.</summary>
    public bool Add(BaselineTarget target)
    {
        ArgumentNullException.ThrowIfNull(target);
        if (!names.Add(target.Target.Name))
        {
            return false;
        }

        text.Write(names.Count == 1 ? "\n" : ",\n");
        text.Write(Json(target));
        Reached += target.Facts is null ? 0 : 1;
        return true;
    }

    /// <summary>Puts the file in its place.</summary>
    public void Complete()
    {
        text.WriteLine("\n]}");
        text.Flush();
        file.Commit();
    }

    /// <summary>A file that is not complete leaves nothing.</summary>
    public void Dispose() => file.Dispose();

    private static string Json<T>(T value) => GoEnvJson.Escape(JsonSerializer.Serialize(value, GoEnvJson.Options));
}
