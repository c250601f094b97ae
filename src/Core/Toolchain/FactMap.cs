using System.Globalization;

namespace GoEnv.Toolchain;

/// <summary>Makes a fact of another type of a known one, and keeps absence and reasons.</summary>
internal static class FactMap
{
    public static Fact<TOut> Map<T, TOut>(this Fact<T> fact, Func<T, TOut> map)
        where T : notnull
        where TOut : notnull => fact switch
        {
            { IsAbsent: true } => Fact<TOut>.Absent,
            { IsUnknown: true } => Fact<TOut>.Unknown(fact.Reason!),
            _ => new Func<TOut, Fact<TOut>>(value => value)(map(fact.Value)),
        };

    /// <summary>The same where <paramref name="map"/> may give none; <paramref name="reason"/> then says why, with the text as {0}.</summary>
    public static Fact<string> Map(this Fact<string> fact, Func<string, string?> map, string reason) => fact.TryGet(out var text)
        ? map(text) ?? Fact<string>.Unknown(string.Format(CultureInfo.InvariantCulture, reason, text))
        : fact;
}
