using System.Text;
using GoEnv.Reports;

namespace GoEnv.Console.Output;

/// <summary>Prints findings as a report.</summary>
internal sealed class ReportObjectWriter : ObjectWriter
{
    private const int Enough = 1 << 14;

    private readonly ReportFormat format;
    private readonly Report report;
    private readonly StringWriter text = new() { NewLine = "\n" };

    private bool isWhole;

    public ReportObjectWriter(ReportFormat format, Terminal terminal)
        : base(terminal)
    {
        this.format = format;
        report = new Report(new ReportHeader { CreatedAt = DateTimeOffset.UtcNow }, [ReportFormats.Create(format, new Printed(this))]);
    }

    public override void Write(object? value)
    {
        report.Add(value as Finding ?? throw new UsageException(
            $"-o {format.ToString().ToLowerInvariant()} prints findings only; write -o json or -o jsonl for this command"));
        Flush();
    }

    public override void Done() => isWhole = true;

    public override void Dispose()
    {
        // Without its last line a report in JSON lines is known to be cut off; other formats have no such mark.
        if (!Terminal.OutIsClosed && (isWhole || format != ReportFormat.JsonLines))
        {
            report.Complete();
            Flush();
        }

        report.Dispose();
        text.Dispose();
        base.Dispose();
    }

    private void Flush()
    {
        Terminal.Print(text.ToString());
        text.GetStringBuilder().Clear();
    }

    // Each finding is printed whole, and a large page bit by bit.
    private sealed class Printed(ReportObjectWriter owner) : TextWriter
    {
        public override Encoding Encoding => Encoding.UTF8;

        public override string NewLine => "\n";

        public override void Write(char value) => owner.text.Write(value);

        public override void Write(char[] buffer, int index, int count) => Written(buffer.AsSpan(index, count));

        public override void Write(ReadOnlySpan<char> buffer) => Written(buffer);

        public override void Write(string? value) => Written(value);

        private void Written(ReadOnlySpan<char> value)
        {
            owner.text.Write(value);
            if (owner.text.GetStringBuilder().Length > Enough)
            {
                owner.Flush();
            }
        }
    }
}
