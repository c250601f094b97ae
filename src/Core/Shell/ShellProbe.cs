using System.Globalization;

namespace GoEnv.Shell;

/// <summary>Starts shells in the ways that people and services do, and reads what their start-up files say of Go.</summary>
public sealed class ShellProbe() : Probe<ShellFacts>("shell", null, "shell-starts", "shell-services")
{
    /// <inheritdoc/>
    protected internal override ShellFacts Parse(ProbeOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        var (profiles, cut) = ParseProfiles(output);
        return new ShellFacts
        {
            LoginShell = output.Text("login"),
            Home = output.TextOrNull("home") ?? string.Empty,
            SessionIsSsh = output.TextOrNull("ssh") == "session",
            Starts = output.Rows("starts").Select(ParseStart).ToList(),
            Directories = output.Rows("dirs").Select(ParseDirectory).ToList(),
            Profiles = profiles,
            Cut = cut,
            Unreadable = output.Rows("closed").Select(row => row.TextOrNull("path")).OfType<string>().ToList(),
        };
    }

    private static ShellStart ParseStart(ProbeOutput row)
    {
        var state = row.Text("state");
        var start = new ShellStart
        {
            Kind = row.TextOrNull("kind") ?? throw new FormatException("a start has no kind"),
            Shell = row.TextOrNull("shell") ?? string.Empty,
            IsUsed = row.TextOrNull("used") != "0",
            Printed = Printed(row),
        };
        return state.TryGet(out var word)
            ? word switch
            {
                "finished" => Seen(start, row),
                "hung" => Unseen(start, StartState.Hung, "it did not come to its end within 4 s"),
                "ended" => Unseen(start, StartState.Ended, $"it ended with exit code {row.TextOrNull("exit")} before it ran its command"),
                _ => throw new FormatException($"a start ended in the state '{word}'"),
            }
            : Unseen(start, StartState.NotStarted, state.Reason ?? "it was not started");
    }

    private static ShellStart Seen(ShellStart start, ProbeOutput row) => start with
    {
        State = StartState.Finished,
        Path = row.Text("path"),
        Go = row.Text("go"),
        GoRoot = Variable(row, "GOROOT"),
        GoPath = Variable(row, "GOPATH"),
        GoBin = Variable(row, "GOBIN"),
        Lang = Variable(row, "LANG"),
        LcAll = Variable(row, "LC_ALL"),
        LcCtype = Variable(row, "LC_CTYPE"),
    };

    private static ShellStart Unseen(ShellStart start, StartState state, string reason)
    {
        var unknown = Fact<string>.Unknown(reason);
        return start with
        {
            State = state,
            Reason = reason,
            Path = unknown,
            Go = unknown,
            GoRoot = unknown,
            GoPath = unknown,
            GoBin = unknown,
            Lang = unknown,
            LcAll = unknown,
            LcCtype = unknown,
        };
    }

    // A start that finished prints the variables that are set: one that it did not print is not set.
    private static Fact<string> Variable(ProbeOutput row, string name) =>
        row.TextOrNull(name) is { } value ? value : Fact<string>.Absent;

    private static Fact<long> Printed(ProbeOutput row) =>
        row.Text("printed") is { IsUnknown: true } ? Fact<long>.Unknown(row.Text("printed").Reason!) : row.Number("printed");

    private static PathDirectory ParseDirectory(ProbeOutput row)
    {
        var found = row.Text("found");
        return new PathDirectory(
            row.TextOrNull("path") ?? throw new FormatException("a folder has no path"),
            found switch
            {
                { IsKnown: true } => true,
                { IsAbsent: true } => false,
                _ => Fact<bool>.Unknown(found.Reason!),
            },
            row.TextOrNull("go") is { } go ? go : Fact<string>.Absent);
    }

    private static (Fact<IReadOnlyList<ProfileFile>> Files, List<string> Cut) ParseProfiles(ProbeOutput output)
    {
        const string End = "end";
        if (!output.Lines("lines").TryGet(out var text))
        {
            return (Fact<IReadOnlyList<ProfileFile>>.Unknown(output.Lines("lines").Reason ?? "they were not read"), []);
        }

        // An awk that fails without a word leaves the last line out.
        var read = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (read is not [.., End])
        {
            return (Fact<IReadOnlyList<ProfileFile>>.Unknown("awk did not come to their end"), []);
        }

        // Line 0 stands for what was too long to be read.
        var paths = output.Rows("files").Select(row => row.TextOrNull("path") ?? string.Empty).ToList();
        var lines = read.SkipLast(1).Select(ParseLine).ToLookup(x => x.File, x => x.Line);
        return (
            paths.Select((path, i) => new ProfileFile(path, lines[i].Where(line => line.Number > 0).ToList())).ToList(),
            paths.Where((_, i) => lines[i].Any(line => line.Number == 0)).ToList());
    }

    private static (int File, ProfileLine Line) ParseLine(string text)
    {
        var parts = text.Split(' ', 3);
        return parts.Length == 3
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var file)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? (file, new ProfileLine(number, parts[2]))
            : throw new FormatException("a line of a start-up file has no number");
    }
}
