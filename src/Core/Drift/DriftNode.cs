namespace GoEnv.Drift;

/// <summary>Where a fact stands.</summary>
/// <param name="Path">All of it, such as <c>module.settings[GOPROXY].value</c>.</param>
/// <param name="Pattern">The same with <c>[]</c> for every item.</param>
/// <param name="Items">The items around it, the innermost first.</param>
internal sealed record DriftPlace(string Path, string Pattern, IReadOnlyList<string> Items)
{
    /// <summary>The place of all facts.</summary>
    public static DriftPlace Root { get; } = new(string.Empty, string.Empty, []);

    /// <summary>The place of a member.</summary>
    public DriftPlace Member(string name) => Path.Length == 0
        ? new DriftPlace(name, name, Items)
        : new DriftPlace($"{Path}.{name}", $"{Pattern}.{name}", Items);

    /// <summary>The place of an item of a list or map.</summary>
    public DriftPlace Item(string name) => new($"{Path}[{name}]", $"{Pattern}[]", [name, .. Items]);
}

/// <summary>One fact of one side, or a group of facts.</summary>
/// <param name="Place">Its place among the facts.</param>
/// <param name="Words">What a person calls it.</param>
internal sealed record DriftNode(DriftPlace Place, string Words)
{
    /// <summary>The value as text; null for a group and for what is absent or unknown.</summary>
    public string? Value { get; init; }

    /// <summary>Why it is not known; null when it is.</summary>
    public string? Unknown { get; init; }

    /// <summary>True for what is asked only where another fact gives reason to, and had none.</summary>
    public bool IsNotAsked { get; init; }

    /// <summary>The facts of a group; null for a single fact.</summary>
    public IReadOnlyDictionary<string, DriftNode>? Children { get; init; }

    /// <summary>True for an item of a list or map, which may come and go; a member that is missing was not collected.</summary>
    public bool IsItem { get; init; }

    /// <summary>True for a list of folders with a colon between them.</summary>
    public bool IsSearchPath { get; init; }

    /// <summary>The file and line, where the fact has one.</summary>
    public string? Location { get; init; }

    /// <summary>True when the target has no such thing.</summary>
    public bool IsAbsent => Value is null && Unknown is null && Children is null;

    /// <summary>The single facts below it, itself included.</summary>
    public int Count => Children?.Values.Sum(child => child.Count) ?? 1;
}

/// <summary>What differs.</summary>
internal enum DriftKind
{
    Added,
    Gone,
    Changed,
    Unknown,
}

/// <summary>One difference.</summary>
/// <param name="Place">The fact's place.</param>
/// <param name="Kind">What differs.</param>
/// <param name="Words">What a person calls the fact.</param>
/// <param name="Before">The reference's value.</param>
/// <param name="After">The target's value.</param>
internal sealed record DriftItem(DriftPlace Place, DriftKind Kind, string Words, string? Before, string? After)
{
    /// <summary>The target's file and line, else the reference's.</summary>
    public string? Location { get; init; }

    /// <summary>True when one side has no place for the fact, as against an empty one.</summary>
    public bool IsMissing { get; init; }

    /// <summary>Why the reference's value is unknown.</summary>
    public string? BeforeUnknown { get; init; }

    /// <summary>Why the target's value is unknown.</summary>
    public string? AfterUnknown { get; init; }

    /// <summary>For a search path, what came, went or moved.</summary>
    public string? Delta { get; init; }

    /// <summary>More places with the same difference.</summary>
    public IReadOnlyList<string> Places { get; init; } = [];

    /// <summary>The area of the fact.</summary>
    public Category Category => DriftWords.CategoryOf(Place.Pattern);
}
