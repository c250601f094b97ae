using System.Globalization;

namespace GoEnv.Toolchain;

/// <summary>The mode and owner of a file or folder.</summary>
/// <param name="Mode">The permission bits.</param>
/// <param name="UserId">The owner's number.</param>
/// <param name="GroupId">The group's number.</param>
/// <param name="User">The owner's name; a number where it has none.</param>
public sealed record PathOwner(int Mode, long UserId, long GroupId, string User)
{
    /// <summary>True when every account may write.</summary>
    public bool IsWritableByOthers => (Mode & 2) != 0;

    /// <summary>True when the group may write.</summary>
    public bool IsWritableByGroup => (Mode & 0x10) != 0;

    /// <summary>The mode in octal digits.</summary>
    public string OctalMode => Convert.ToString(Mode, 8);

    /// <summary>The mode and the owner, such as <c>755 root</c>.</summary>
    public override string ToString() => $"{OctalMode} {User}";

    /// <summary>Reads what the probe's <c>ge_stat</c> prints.</summary>
    internal static Fact<PathOwner> Parse(Fact<string> text)
    {
        if (!text.TryGet(out var words))
        {
            return text.IsAbsent ? Fact<PathOwner>.Absent : Fact<PathOwner>.Unknown(text.Reason!);
        }

        return words.Split(' ') is [var mode, var user, var group, _, var name]
            && mode.Length is > 0 and <= 5 && mode.All(c => c is >= '0' and <= '7')
            && long.TryParse(user, NumberStyles.None, CultureInfo.InvariantCulture, out var userId)
            && long.TryParse(group, NumberStyles.None, CultureInfo.InvariantCulture, out var groupId)
            ? new PathOwner(Convert.ToInt32(mode, 8), userId, groupId, name == "UNKNOWN" ? user : name)
            : Fact<PathOwner>.Unknown($"'{words}' is no mode and owner");
    }
}
