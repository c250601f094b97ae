using System.Globalization;
using System.Text;

namespace GoEnv.Changes;

/// <summary>Asks a target, in one round trip, what stands at the paths that remedies need.</summary>
internal static class StateScript
{
    private const string Id = "state";

    private static readonly string Text = Probe.LoadScript("change-undo.sh", "change-lock.sh", "change-state.sh");

    /// <summary>The script; with <paramref name="complete"/> a change that was cut off is taken back first.</summary>
    public static Script Compose(
        IReadOnlyList<PathQuery> queries, IReadOnlyList<(string Id, string Script)> asks, string holder, bool complete, string nonce, TimeSpan limit)
    {
        var text = new StringBuilder("ge_holder=").Append(Sh.Quote(holder)).Append('\n').Append(Text)
            .Append("ge_pending ").Append(complete ? '1' : '0').Append('\n');
        for (var i = 0; i < queries.Count; i++)
        {
            var query = queries[i];
            text.Append(CultureInfo.InvariantCulture, $"ge_path {i} {(query.Content ? 1 : 0)} {(query.Follow ? 1 : 0)} {Sh.Path(query.Path)}\n");
        }

        return ProbeScript.Compose([(Id, text.ToString()), .. asks], nonce, limit);
    }

    /// <summary>Reads the answer; <see cref="FormatException"/> when there is none.</summary>
    public static (TargetState State, IReadOnlyList<string> Recovered, long Pending) Read(
        Target target, IReadOnlyList<PathQuery> queries, IReadOnlyList<(string Id, string Script)> asks, ReadOnlySpan<byte> answer, string nonce)
    {
        var transcript = Transcript.Parse(answer, nonce);
        var (output, problem) = transcript.Read(Id);
        if (output is null)
        {
            throw new FormatException($"The state of {target.Name} cannot be read: {problem}.");
        }

        var rows = output.Rows("path");
        var state = new TargetState
        {
            Target = target,
            User = Need(output.Text("user")),
            Uid = Need(output.Number("uid")),
            Gid = Need(output.Number("gid")),
            Home = Need(output.Text("home")),
            LoginShell = output.TextOrNull("shell"),
            GoEnv = output.TextOrNull("goenv"),
            Answers = asks.ToDictionary(ask => ask.Id, ask => Answer(transcript, ask.Id), StringComparer.Ordinal),
            Paths = queries.Zip(rows).ToDictionary(pair => pair.First, pair => Path(pair.First, pair.Second)),
        };
        var recovered = output.Rows("recovered").Select(row => row.TextOrNull("id") ?? string.Empty).ToList();
        return (state, recovered, output.Number("pending").TryGet(out var pending) ? pending : 0);
    }

    private static Fact<ProbeOutput> Answer(Transcript transcript, string id) =>
        transcript.Read(id) is (Output: { } output, _) ? output : Fact<ProbeOutput>.Unknown(transcript.Read(id).Problem!);

    private static Fact<PathState> Path(PathQuery query, ProbeOutput row)
    {
        if (!row.Text("kind").TryGet(out var kind))
        {
            return Fact<PathState>.Unknown(row.Text("kind").Reason!);
        }

        var path = Raw(row, "path");
        var end = Raw(row, "end");
        var there = Raw(row, "there");
        if (path is null || end is null || there is null || path.Contains('\n', StringComparison.Ordinal))
        {
            return Fact<PathState>.Unknown("its path cannot be read");
        }

        if (kind is "absent")
        {
            return new PathState(query, path, end, FileImage.Absent) { MissingFolders = Missing(there, end) };
        }

        if (kind is "link")
        {
            return Raw(row, "text") is { } text
                ? new PathState(query, path, end, FileImage.Link(text))
                : Fact<PathState>.Unknown("the text of the link cannot be read");
        }

        if (!row.Text("stat").TryGet(out var stat) || stat.Split(' ') is not [var mode, var uid, var gid])
        {
            return Fact<PathState>.Unknown(row.Text("stat").Reason ?? "its mode cannot be read");
        }

        FileContent? content = null;
        if (kind is "regular" && query.Content)
        {
            var bytes = row.Bytes("content");
            if (!bytes.TryGet(out var read))
            {
                return Fact<PathState>.Unknown(bytes.Reason ?? "it is gone");
            }

            content = new FileContent(read);
        }

        return new PathState(query, path, end, new FileImage
        {
            Kind = kind switch { "regular" => FileKind.Regular, "folder" => FileKind.Folder, _ => FileKind.Other },
            Mode = mode,
            Uid = long.Parse(uid, CultureInfo.InvariantCulture),
            Gid = long.Parse(gid, CultureInfo.InvariantCulture),
            Content = content,
        });
    }

    // Paths must be exact: Text would escape what hides or reorders text.
    private static string? Raw(ProbeOutput row, string key) => row.Bytes(key).TryGet(out var bytes) ? new FileContent(bytes).Text : null;

    private static List<string> Missing(string there, string end)
    {
        var missing = new List<string>();
        for (var folder = Parent(end); folder.Length > there.TrimEnd('/').Length; folder = Parent(folder))
        {
            missing.Insert(0, folder);
        }

        return missing;
    }

    private static string Parent(string path) => path[..Math.Max(0, path.LastIndexOf('/'))];

    private static T Need<T>(Fact<T> fact)
        where T : notnull =>
        fact.TryGet(out var value) ? value : throw new FormatException($"The state of the target cannot be read: {fact.Reason}.");
}
