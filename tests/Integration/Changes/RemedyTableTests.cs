using System.Text.RegularExpressions;
using GoEnv.Tests.Ssh;

namespace GoEnv.Tests.Changes;

/// <summary>Each rule that Repair-GoEnvironment mends, in each place: over real sshd the finding passes afterwards.</summary>
[Collection(nameof(Toolchain.SshInstallTests))]
public sealed class RemedyTableTests(RemedyTable table, SshFarm farm) : IClassFixture<RemedyTable>
{
    public static readonly TheoryData<string, string, string> Rows = new(RemedyRows.All.Select(row => (row.Account, row.Rule, row.Level)));

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task A_fault_is_mended(string account, string rule, string level)
    {
        await table.RunAsync(farm);
        var row = RemedyRows.All.Single(one => (one.Account, one.Rule, one.Level) == (account, rule, level));
        var found = table.Before.Where(finding => RemedyTable.Is(finding, row)).ToList();
        Assert.True(found.Exists(finding => RemedyTable.Word(finding, "status") == "Fail" && finding["remedy"] is not null), "before: " + Text(found));
        var after = table.After.Where(finding => RemedyTable.Is(finding, row)).ToList();
        Assert.True(after.TrueForAll(finding => RemedyTable.Word(finding, "status") == "Pass"), $"after: {Text(after)}\n{Text(table.Repaired.Where(result => RemedyTable.TargetOf(result) == account))}\n{table.Errors}");
    }

    [Fact]
    public async Task A_second_run_changes_nothing()
    {
        await table.RunAsync(farm);
        Assert.DoesNotContain(table.Again, result => RemedyTable.Word(result, "status") == "Changed");
        Assert.Equal(table.Mended.First, table.Mended.Second);
    }

    [Fact]
    public async Task An_undo_brings_back_every_byte()
    {
        await table.RunAsync(farm);
        var (before, after) = table.Trees;
        Assert.Equal(before, after.Where(entry => before.ContainsKey(entry.Key)).ToDictionary());

        // Folders that an installed toolchain was put into stay (docs/changes.md); start-up files that run go env make it count its runs.
        Assert.All(after.Where(entry => !before.ContainsKey(entry.Key) && !entry.Key.Contains("/telemetry/", StringComparison.Ordinal)), entry => Assert.True(entry.Value.StartsWith("d ", StringComparison.Ordinal), $"{entry.Key}: {entry.Value}"));
    }

    // GE0201 to GE0204 are of this machine, GE3122 is of a folder: ClientRemedyTests and CacheRepairTests have them.
    [Fact]
    public void Every_page_that_names_a_remedy_has_a_row()
    {
        var pages = Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs/rules"), "GE*.md")
            .Where(page => Regex.Match(File.ReadAllText(page), "^Repair-GoEnvironment: (?<what>.*)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)) is { Success: true } match
                && !match.Groups["what"].Value.StartsWith("by hand only", StringComparison.Ordinal))
            .Select(page => Path.GetFileNameWithoutExtension(page));
        Assert.Equal([], pages.Distinct(StringComparer.Ordinal).Except(RemedyRows.All.Select(row => row.Rule)).Except(["GE0201", "GE0202", "GE0204", "GE3122"]));
    }

    private static string Text(IEnumerable<System.Text.Json.Nodes.JsonObject> objects) => string.Join('\n', objects.Select(one => one.ToJsonString()));
}
