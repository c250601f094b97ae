namespace GoEnv.Drift;

/// <summary>Finds what differs between two sides' facts.</summary>
internal static class DriftComparison
{
    /// <summary>The differences, in the order of the facts, each said once.</summary>
    public static IReadOnlyList<DriftItem> Of(DriftNode before, DriftNode after)
    {
        var items = new List<DriftItem>();
        Compare(before, after, items);
        return DriftCauses.Reduce(items);
    }

    private static void Compare(DriftNode before, DriftNode after, List<DriftItem> items)
    {
        if (before.IsNotAsked || after.IsNotAsked)
        {
            return; // that which would give reason to ask is compared itself
        }

        if (before.Unknown is not null || after.Unknown is not null)
        {
            items.Add(Item(DriftKind.Unknown, before, after) with { BeforeUnknown = before.Unknown, AfterUnknown = after.Unknown });
        }
        else if (AsGroup(before, after) is { } old && AsGroup(after, before) is { } now)
        {
            CompareChildren(old, now, items);
        }
        else if (before.IsAbsent != after.IsAbsent && (before.Children ?? after.Children) is null or { Count: > 0 })
        {
            items.Add(Item(before.IsAbsent ? DriftKind.Added : DriftKind.Gone, before, after));
        }
        else if (before.Value != after.Value)
        {
            items.Add(Item(DriftKind.Changed, before, after) with
            {
                Delta = after.IsSearchPath && before.Value is not null && after.Value is not null ? DriftValues.PathDelta(before.Value, after.Value) : null,
            });
        }
    }

    // No list at all is as an empty one.
    private static DriftNode? AsGroup(DriftNode node, DriftNode other)
    {
        var isEmptyList = node.IsAbsent && other.Children is { Count: > 0 } items
            && items.Values.All(item => item.IsItem) && !DriftLists.Maps.Contains(other.Place.Pattern);
        return isEmptyList ? node with { Children = new Dictionary<string, DriftNode>(StringComparer.Ordinal) } : node.Children is null ? null : node;
    }

    private static void CompareChildren(DriftNode before, DriftNode after, List<DriftItem> items)
    {
        var count = items.Count;
        foreach (var (name, old) in before.Children!)
        {
            if (after.Children!.TryGetValue(name, out var now))
            {
                Compare(old, now, items);
            }
            else
            {
                Missing(before, old, isBefore: true, items);
            }
        }

        foreach (var (name, now) in after.Children!)
        {
            if (!before.Children.ContainsKey(name))
            {
                Missing(after, now, isBefore: false, items);
            }
        }

        if (items.Count == count && DriftLists.Ordered.Contains(after.Place.Pattern)
            && !before.Children.Keys.SequenceEqual(after.Children.Keys, StringComparer.Ordinal))
        {
            items.Add(new DriftItem(
                after.Place, DriftKind.Changed, after.Words, string.Join('\n', before.Children.Keys), string.Join('\n', after.Children.Keys))
            {
                Delta = "is another one",
            });
        }
    }

    private static void Missing(DriftNode group, DriftNode node, bool isBefore, List<DriftItem> items)
    {
        if (DriftLists.InBothOnly.Contains(group.Place.Pattern))
        {
            return;
        }

        var nothing = new DriftNode(node.Place, node.Words);
        var (before, after) = isBefore ? (node, nothing) : (nothing, node);
        if (node.IsItem)
        {
            // A variable that is there and empty is as one that is not there.
            if (!node.IsAbsent)
            {
                items.Add(Item(isBefore ? DriftKind.Gone : DriftKind.Added, before, after) with { IsMissing = true });
            }
        }
        else
        {
            const string why = "it was not collected";
            items.Add(Item(DriftKind.Unknown, before, after) with { BeforeUnknown = isBefore ? null : why, AfterUnknown = isBefore ? why : null });
        }
    }

    private static DriftItem Item(DriftKind kind, DriftNode before, DriftNode after) =>
        new(after.Place, kind, (after.IsAbsent ? before : after).Words, Show(before), Show(after)) { Location = after.Location ?? before.Location };

    // A group is shown by the member that says most.
    private static string? Show(DriftNode node) => node.Value
        ?? (DriftLists.Summaries.TryGetValue(node.Place.Pattern, out var name) && node.Children?.GetValueOrDefault(name) is { } member ? member.Value : null);
}
