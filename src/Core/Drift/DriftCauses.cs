namespace GoEnv.Drift;

/// <summary>Says each difference once: what follows from another is left out, and what is the same in several places is one.</summary>
internal static class DriftCauses
{
    /// <summary>Reduces the differences.</summary>
    public static IReadOnlyList<DriftItem> Reduce(IReadOnlyList<DriftItem> items)
    {
        var left = items.ToList();
        foreach (var (effect, cause) in DriftNoise.Consequences)
        {
            var (effects, causes) = (Parse(effect), Parse(cause));
            left.RemoveAll(item => item.Kind != DriftKind.Unknown && Match(effects, item) is { } keys
                && left.Exists(other => other != item && other.Kind != DriftKind.Unknown && Match(causes, other) is { } found
                    && (!effects.HasStar || !causes.HasStar || keys == found)));
        }

        RemoveGoOfStarts(left);
        left.RemoveAll(item => item.Place.Pattern == "toolchain.goEnv[]" && item.IsMissing && Has(left, "toolchain.winner", "toolchain.toolchains"));
        return Merge(left);
    }

    // The go of the session is the winner; other starts may find the same one.
    private static void RemoveGoOfStarts(List<DriftItem> left)
    {
        var session = left.Find(item => item.Place.Path == "shell.starts[session].go");
        if (session is not null && Has(left, "toolchain.winner"))
        {
            left.RemoveAll(item => item.Place.Pattern == "shell.starts[].go" && item.Before == session.Before && item.After == session.After);
        }

        left.RemoveAll(item => item.Place.Pattern == "shell.directories[].go"
            && left.Exists(other => other.Place.Pattern.StartsWith("toolchain.", StringComparison.Ordinal)
                && (IsNamed(other, item.Before) || IsNamed(other, item.After))));
    }

    private static bool IsNamed(DriftItem item, string? file) =>
        file is not null && (item.Before == file || item.After == file || item.Place.Items.Contains(file, StringComparer.Ordinal));

    private static bool Has(List<DriftItem> items, params string[] beginnings) =>
        items.Exists(item => item.Kind != DriftKind.Unknown && beginnings.Any(start => IsBelow(item.Place.Pattern, start)));

    // One profile is read by many starts.
    private static List<DriftItem> Merge(List<DriftItem> items) => items
        .GroupBy(item => item.Place.Pattern.StartsWith("shell.starts[].", StringComparison.Ordinal) && item.Kind != DriftKind.Unknown
            ? (item.Place.Pattern, item.Kind, item.Delta ?? item.Before, item.Delta is null ? item.After : null)
            : (item.Place.Path, item.Kind, null, null))
        .Select(group => group.Count() == 1 ? group.First() : group.First() with
        {
            Words = DriftWords.Of(group.First().Place.Pattern, [string.Join(", ", group.Select(item => item.Place.Items[0]))], _ => null),
            Places = group.Select(item => item.Place.Items[0]).ToList(),
        })
        .ToList();

    private static (string Pattern, string? Item, bool HasStar) Parse(string text)
    {
        var open = text.IndexOf('[', StringComparison.Ordinal);
        if (open < 0)
        {
            return (text, null, false);
        }

        var close = text.IndexOf(']', open);
        var item = text[(open + 1)..close];
        return (text[..(open + 1)] + text[close..], item == "*" ? null : item, item == "*");
    }

    // The item that stands for the star or the name; an empty text where there is none to compare.
    private static string? Match((string Pattern, string? Item, bool HasStar) of, DriftItem item)
    {
        var outermost = item.Place.Items.Count == 0 ? string.Empty : item.Place.Items[^1];
        return IsBelow(item.Place.Pattern, of.Pattern) && (of.Item is null || of.Item == outermost) ? outermost : null;
    }

    private static bool IsBelow(string pattern, string start) =>
        pattern.StartsWith(start, StringComparison.Ordinal) && (pattern.Length == start.Length || pattern[start.Length] is '.' or '[');
}
