using System.Globalization;
using System.Text;
using GoEnv.Text;

namespace GoEnv.Targets;

/// <summary>
/// One of several equal parts of a fleet, written <c>3/10</c>. A target's part depends on its name alone, and stays the
/// same on every machine and in every version: FNV-1a (64 bits) of the name in UTF-8, then the finalizer of MurmurHash3
/// (fmix64), modulo the number of parts.
/// </summary>
public sealed record Shard
{
    private Shard(int index, int count)
    {
        Index = index;
        Count = count;
    }

    /// <summary>Which part, from 1.</summary>
    public int Index { get; }

    /// <summary>How many parts there are.</summary>
    public int Count { get; }

    /// <summary>Reads the written form; <see cref="FormatException"/> otherwise.</summary>
    public static Shard Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parts = text.Split('/');
        return parts.Length == 2
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            && index >= 1 && index <= count
            ? new Shard(index, count)
            : throw new FormatException($"'{TargetText.Clean(text)}' is not a shard; write 3/10 for the third of ten.");
    }

    /// <summary>True when <paramref name="target"/> belongs to this part.</summary>
    public bool Contains(Target target)
    {
        ArgumentNullException.ThrowIfNull(target);
        return (int)(Hash(target.Name) % (ulong)Count) == Index - 1;
    }

    /// <summary>The written form.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Index}/{Count}");

    internal static ulong Hash(string name)
    {
        var hash = 0xCBF29CE484222325UL;
        foreach (var octet in Encoding.UTF8.GetBytes(name))
        {
            hash = unchecked((hash ^ octet) * 0x100000001B3UL);
        }

        // The low bit of FNV-1a is the parity of the bytes' low bits, which numbered names with a step make equal.
        hash = unchecked((hash ^ (hash >> 33)) * 0xFF51AFD7ED558CCDUL);
        hash = unchecked((hash ^ (hash >> 33)) * 0xC4CEB9FE1A85EC53UL);
        return hash ^ (hash >> 33);
    }
}
