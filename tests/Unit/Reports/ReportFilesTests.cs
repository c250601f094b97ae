using GoEnv.Reports;
using GoEnv.Text;

namespace GoEnv.Tests.Reports;

public sealed class ReportFilesTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("goenv-test-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Several_files_are_written_in_one_pass_and_appear_together()
    {
        string[] names = ["a.html", "a.md", "a.json", "a.jsonl", "a.csv", "a.sarif", "a.xml", "a.prom"];
        using (var files = new ReportFiles(Samples.Header, names.Select(name => KeyValuePair.Create(At(name), ReportFormats.Of(name)))))
        {
            foreach (var finding in Samples.Mixed())
            {
                files.Add(finding);
            }

            Assert.DoesNotContain(Directory.GetFiles(folder), file => names.Contains(Path.GetFileName(file)));
            files.Complete();
        }

        Assert.Equal(names.Order(), Directory.GetFiles(folder).Select(Path.GetFileName).Order());
        Assert.All(names, name => Assert.Equal(Report.ToText(ReportFormats.Of(name), Samples.Header, Samples.Mixed()), File.ReadAllText(At(name))));
    }

    [Fact]
    public void A_report_that_is_not_completed_leaves_what_was_there()
    {
        File.WriteAllText(At("a.json"), "old");
        using (var files = new ReportFiles(Samples.Header, [KeyValuePair.Create(At("a.json"), ReportFormat.Json)]))
        {
            files.Add(Samples.Finding());
        }

        Assert.Equal("old", File.ReadAllText(Assert.Single(Directory.GetFiles(folder))));
    }

    [Fact]
    public void When_one_file_cannot_be_opened_none_is_left()
    {
        Assert.ThrowsAny<IOException>(() => new ReportFiles(Samples.Header,
            [KeyValuePair.Create(At("a.json"), ReportFormat.Json), KeyValuePair.Create(At("missing/b.json"), ReportFormat.Json)]));
        Assert.Empty(Directory.GetFiles(folder));
    }

    [Fact]
    public void A_file_keeps_its_mode()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no modes");
            return;
        }

        var mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupWrite | UnixFileMode.OtherRead;
        File.WriteAllText(At("a"), "old");
        File.SetUnixFileMode(At("a"), mode);
        Write(At("a"), "new");
        Assert.Equal(("new", mode), (File.ReadAllText(At("a")), File.GetUnixFileMode(At("a"))));
    }

    [Fact]
    public void A_symbolic_link_stays_one()
    {
        File.WriteAllText(At("real"), "old");
        File.CreateSymbolicLink(At("link"), "real");
        Write(At("link"), "new");
        Assert.Equal(("new", "real"), (File.ReadAllText(At("real")), new FileInfo(At("link")).LinkTarget));
    }

    [Fact]
    public void A_folder_is_not_replaced()
    {
        Directory.CreateDirectory(At("d"));
        Assert.Throws<IOException>(() => AtomicFile.Create(At("d")));
    }

    [Fact]
    public void The_spool_gives_back_what_it_took_from_memory_and_from_its_file()
    {
        var summary = new ReportSummary();
        using var spool = new FindingSpool();
        var findings = Enumerable.Range(0, 9000).Select(i => Samples.Finding(message: $"{i} {new string('é', 500)}")).ToList();
        foreach (var finding in findings)
        {
            summary.Add(finding);
            spool.Add(finding, summary);
        }

        Assert.True(spool.Entries.Sum(entry => (long)entry.Length) > 8 << 20);
        Assert.Equal(findings.Select(f => f.Message).Reverse(), spool.Entries.Reverse().Select(entry => spool.Read(entry).Message));
    }

    [Theory]
    [InlineData(10)]
    [InlineData(6 << 20)] // beyond what is kept in memory
    public void The_spool_takes_more_after_it_was_read(int length)
    {
        var summary = new ReportSummary();
        using var spool = new FindingSpool();
        var messages = Enumerable.Range(0, 6).Select(i => $"{i} {new string('x', length)}").ToList();
        foreach (var finding in messages.Select(message => Samples.Finding(message: message)))
        {
            summary.Add(finding);
            spool.Add(finding, summary);
            Assert.Equal(messages[0], spool.Read(spool.Entries[0]).Message);
        }

        Assert.Equal(messages, spool.Entries.Select(entry => spool.Read(entry).Message));
    }

    private string At(string name) => Path.Combine(folder, name);

    private static void Write(string path, string text)
    {
        using var file = AtomicFile.Create(path);
        file.Stream.Write(System.Text.Encoding.UTF8.GetBytes(text));
        file.Commit();
    }
}
