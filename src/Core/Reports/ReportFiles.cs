using System.Text;
using GoEnv.Text;

namespace GoEnv.Reports;

/// <summary>One report as several files, which appear together when it is complete.</summary>
public sealed class ReportFiles : IDisposable
{
    private readonly List<AtomicFile> files = [];
    private readonly List<StreamWriter> texts = [];
    private readonly Report report;

    /// <summary>
    /// Opens the files; <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/> when one cannot be.
    /// <paramref name="others"/> are written in the same pass.
    /// </summary>
    public ReportFiles(ReportHeader header, IEnumerable<KeyValuePair<string, ReportFormat>> paths, IReadOnlyList<IReportWriter>? others = null)
    {
        try
        {
            report = new Report(header, paths.Select(path => ReportFormats.Create(path.Value, Open(path.Key))).Concat(others ?? []).ToList());
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Adds one finding.</summary>
    public void Add(Finding finding) => report.Add(finding);

    /// <summary>Ends the report and puts the files in their places.</summary>
    public void Complete()
    {
        report.Complete();
        texts.ForEach(text => text.Flush());
        files.ForEach(file => file.Commit());
    }

    /// <summary>Files that are not complete leave nothing.</summary>
    public void Dispose()
    {
        report?.Dispose();
        files.ForEach(file => file.Dispose());
    }

    private StreamWriter Open(string path)
    {
        var file = AtomicFile.Create(path);
        files.Add(file);
        var text = new StreamWriter(file.Stream, new UTF8Encoding(false), 1 << 16, leaveOpen: true) { NewLine = "\n" };
        texts.Add(text);
        return text;
    }
}
