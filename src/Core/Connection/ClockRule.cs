using System.Globalization;

namespace GoEnv.Connection;

/// <summary>Asks for a clock that agrees with the one of this side.</summary>
public sealed class ClockRule() : Rule<HostFacts>("GE0301", Severity.Warning, "The target's clock agrees with this side's")
{
    private static readonly RuleParameter Tolerance = new("minutes", 5, 1, 1440, "how far the clocks may be apart");

    /// <inheritdoc/>
    public override IReadOnlyList<RuleParameter> Parameters => [Tolerance];

    /// <inheritdoc/>
    protected internal override IEnumerable<Problem> Judge(HostFacts facts, RuleContext context)
    {
        if (!facts.Clock.TryGet(out var clock))
        {
            yield return Problem.Unknown($"The target's clock is not known: {facts.Clock.Reason ?? "it is absent"}.");
            yield break;
        }

        var ahead = clock - context.Now;
        var minutes = context.Policy.ValueOf(this, Tolerance);
        if (ahead.Duration() > TimeSpan.FromMinutes(minutes))
        {
            var way = ahead > TimeSpan.Zero ? "ahead of" : "behind";
            yield return Problem.Fail($"The target's clock is {Words(ahead.Duration())} {way} this side's; apt, TLS and caches go wrong by it.") with
            {
                Expected = string.Create(CultureInfo.InvariantCulture, $"within {minutes} {(minutes == 1 ? "minute" : "minutes")} of {context.Now:u}"),
                Actual = clock.ToString("u", CultureInfo.InvariantCulture),
                Fix = "Let the target keep its time: 'timedatectl set-ntp true', or chrony; look at this side's clock too.",
            };
        }
    }

    private static string Words(TimeSpan time) => time.TotalDays >= 2 ? $"{(int)time.TotalDays} days"
        : time.TotalHours >= 2 ? $"{(int)time.TotalHours} hours"
        : $"{(int)time.TotalMinutes} minutes";
}
