using System.Globalization;
using System.Text;

namespace GoEnv.Changes;

/// <summary>
/// The one script that applies a change: lock, what was cut off earlier, preconditions, journal, new files beside their places,
/// the steps, the probes that verify.
/// </summary>
internal static class ApplyScript
{
    internal const string Id = "change";

    private static readonly string UndoLibrary = ProbeScript.WithoutComments(Probe.LoadScript("change-undo.sh"));
    private static readonly string Library =
        UndoLibrary + ProbeScript.WithoutComments(Probe.LoadScript("change-lock.sh") + Probe.LoadScript("change-apply.sh"));

    /// <summary>Composes the script.</summary>
    public static Script Compose(
        Change change, IEnumerable<Probe> probes, string holder, TimeSpan wait, string nonce, TimeSpan limit, Stream? input = null)
    {
        var before = new StringBuilder("ge_id=").Append(Id).Append('\n')
            .Append("ge_change=").Append(Sh.Quote(change.Id)).Append("\nge_holder=").Append(Sh.Quote(holder)).Append('\n')
            .Append(Library)
            .Append(CultureInfo.InvariantCulture, $"ge_begin {Math.Ceiling(wait.TotalSeconds)}\n");
        Steps(before, change);
        before.Append("if [ -z \"$ge_failed\" ]; then :\n");
        return ProbeScript.Compose(before.ToString(), probes, $"fi\nge_id={Id}\nge_finish\n", nonce, limit) with { Input = input };
    }

    private static void Steps(StringBuilder text, Change change)
    {
        var removed = change.Steps.OfType<FileStep>()
            .Where(step => step is { Before.Kind: FileKind.Folder, After.Kind: FileKind.Absent })
            .Select(step => step.Path)
            .ToHashSet(StringComparer.Ordinal);
        var steps = change.Steps.Select((step, i) => StepScript.Of(step, change.Id, i, removed)).ToList();
        text.Append("if [ -z \"$ge_failed\" ]; then\n");
        Add(steps.Select(step => step.Check));
        text.Append("[ \"$ge_moved\" = 0 ] || ge_fail TargetMovedOn 'the target has changed since the plan was made'\nfi\n");

        var undo = Encoding.UTF8.GetBytes(Undo(steps));
        text.Append("if [ -z \"$ge_failed\" ] && ")
            .Append(CultureInfo.InvariantCulture, $"ge_journal {Convert.ToBase64String(undo)} {undo.Length}; then\n");
        Add(steps.Select(step => step.Prepare));
        Flush(steps.Select(step => step.New));
        Add(steps.Select(step => step.Commit));
        Add(steps.Select(step => step.Verify));
        Flush(steps.Select(step => step.Folder));
        text.Append("ge_settle\nfi\n");

        void Flush(IEnumerable<string?> paths) => text.Append("[ -n \"$ge_failed\" ] || ge_flush")
            .Append(string.Concat(paths.OfType<string>().Distinct(StringComparer.Ordinal).Select(path => " " + Sh.Quote(path))))
            .Append('\n');

        void Add(IEnumerable<string> lines)
        {
            foreach (var line in lines.Where(line => line.Length > 0))
            {
                text.Append(line).Append('\n');
            }
        }
    }

    // Complete in itself: what takes a change back that was cut off may be another version of this program.
    private static string Undo(List<StepScript> steps)
    {
        var text = new StringBuilder("ge_mode=$1 ge_j=${0%/*} ge_rc=0\nLC_ALL=C\nexport LC_ALL\n").Append(UndoLibrary);
        foreach (var step in Enumerable.Reverse(steps).Where(step => step.Undo.Length > 0))
        {
            text.Append("{ ").Append(step.Undo).Append("; } || ge_rc=1\n");
        }

        return text.Append("exit \"$ge_rc\"\n").ToString();
    }
}
