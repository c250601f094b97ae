using GoEnv.Reports;

namespace GoEnv.Console.Output;

/// <summary>How objects are printed.</summary>
internal enum OutputFormat
{
    Table,
    Json,
    JsonLines,
    JsonLinesReport,
    Sarif,
    JUnit,
    Csv,
    Markdown,
    Html,
    Prometheus,
}

/// <summary>Prints the objects that a command writes.</summary>
internal abstract class ObjectWriter(Terminal terminal) : IDisposable
{
    protected Terminal Terminal { get; } = terminal;

    public static ObjectWriter Create(OutputFormat format, Terminal terminal) => format switch
    {
        OutputFormat.Json => new JsonArrayWriter(terminal),
        OutputFormat.JsonLines => new JsonLinesWriter(terminal),
        OutputFormat.JsonLinesReport => new ReportObjectWriter(ReportFormat.JsonLines, terminal),
        OutputFormat.Table => new TableWriter(terminal),
        _ => new ReportObjectWriter(Enum.Parse<ReportFormat>(format.ToString()), terminal),
    };

    public abstract void Write(object? value);

    /// <summary>Says that the command came to its end, so that what it wrote is all.</summary>
    public virtual void Done()
    {
    }

    public virtual void Dispose()
    {
    }

    protected void Print(string text) => Terminal.Print(text + "\n");
}

/// <summary>One JSON value a line.</summary>
internal sealed class JsonLinesWriter(Terminal terminal) : ObjectWriter(terminal)
{
    public override void Write(object? value) => Print(GoEnvJson.Write(value));
}

/// <summary>One JSON array, an element a line.</summary>
internal sealed class JsonArrayWriter(Terminal terminal) : ObjectWriter(terminal)
{
    private string before = "[\n";

    public override void Write(object? value)
    {
        Print(before + GoEnvJson.Write(value));
        before = ",";
    }

    public override void Dispose()
    {
        if (!Terminal.OutIsClosed)
        {
            Print(before == "," ? "]" : "[]");
        }

        base.Dispose();
    }
}
