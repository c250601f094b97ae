using System.Globalization;

namespace GoEnv;

/// <summary>Who accepts a finding, why, and until when.</summary>
/// <param name="Owner">The person or team that answers for it.</param>
/// <param name="Reason">Why it is accepted.</param>
/// <param name="Expires">The last day, in UTC, on which it is.</param>
/// <param name="Location">Where the waiver stands, as <c>file:line</c>.</param>
public sealed record FindingWaiver(string Owner, string Reason, DateOnly Expires, string? Location = null)
{
    /// <summary>The last day as <c>yyyy-MM-dd</c>.</summary>
    internal string Day => Expires.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>All but the place, in a line.</summary>
    public override string ToString() => $"until {Day} by {Owner}: {Reason}";
}
