using System.Globalization;

namespace GoEnv.Pods;

/// <summary>Holds the GOMAXPROCS of what runs against the CPU limit of its container.</summary>
public sealed class MaxProcsRule() : ProgramRule("GE7020", Severity.Warning, "GOMAXPROCS fits the CPU limit")
{
    private protected override string What => "whether GOMAXPROCS fits the CPU limit in {0}";

    // A limit that is set anywhere, by a LimitRange too, stands in the pod.
    private protected override bool IsSettled(ContainerFacts container, PodFacts pod) => pod.Limit(container, "cpu") is null;

    private protected override Problem? Judge(ContainerFacts container, GoProgramInside program, PodFacts pod, RuleContext context)
    {
        var inside = container.Inside.Value;
        var spec = PodQuantity.Parse(pod.Limit(container, "cpu"));
        var limit = inside.CpuLimit.IsKnown && inside.CpuLimitAbove.IsKnown ? Math.Min(inside.CpuLimit.Value, inside.CpuLimitAbove.Value)
            : inside.CpuLimit.IsKnown ? inside.CpuLimit : inside.CpuLimitAbove.IsKnown ? inside.CpuLimitAbove
            : spec is { } cpus ? cpus : inside.CpuLimit;
        var procs = GoRuntime.MaxProcs(program, inside);
        var what = $"Whether GOMAXPROCS of {Name(container, program)} fits its CPU limit of {pod.Limit(container, "cpu")}";
        if (!procs.TryGet(out var known))
        {
            return program.Info.Problem is null ? Problem.Unknown($"{what} could not be told: {procs.Reason}.") : Untold(what, program);
        }

        var fits = Math.Max(2, (long)Math.Ceiling(limit.ValueOr(double.MaxValue)));
        if (known.Threads > fits && inside is { CpuLimit.IsAbsent: true, CpuLimitAbove.IsAbsent: true })
        {
            // The node may not enforce limits, or in a group that is not seen from within.
            return Problem.Unknown(string.Create(
                CultureInfo.InvariantCulture,
                $"{what} could not be told: it runs Go code on {known.Threads} threads at once, and the cgroup of the container has no limit, so that nothing tells whether the node enforces it."));
        }

        // The runtime looks at no group above its own.
        var isAbove = inside.CpuLimitAbove.IsKnown && limit == inside.CpuLimitAbove && limit != inside.CpuLimit;
        var why = isAbove && inside.CpuLimit.IsAbsent ? "one for each processor, since the limit is that of a cgroup above its own" : known.Why;
        return known.Threads <= fits ? null : Problem.Fail(string.Create(
            CultureInfo.InvariantCulture,
            $"{Name(container, program)} runs Go code on {known.Threads} threads at once, {why}, and its container may use {limit.Value:0.###} processors: it is throttled.")) with
        {
            Expected = fits.ToString(CultureInfo.InvariantCulture),
            Actual = known.Threads.ToString(CultureInfo.InvariantCulture),
            Fix = known.Why.Contains("variable", StringComparison.Ordinal) ? $"Take the variable GOMAXPROCS out of the pod, or set it to {fits}."
                : isAbove ? $"Set the variable GOMAXPROCS to {fits} in the pod: Go looks at the limit of its own cgroup alone."
                : $"Build it with Go 1.25 or newer and a go line of 1.25 or newer, or set the variable GOMAXPROCS to {fits} in the pod.",
        };
    }
}

/// <summary>Holds GOMEMLIMIT of what runs against the memory limit of its container.</summary>
public sealed class MemoryLimitRule() : ProgramRule("GE7021", Severity.Warning, "GOMEMLIMIT fits the memory limit")
{
    private protected override string What => "whether GOMEMLIMIT fits the memory limit in {0}";

    private protected override bool IsSettled(ContainerFacts container, PodFacts pod) => pod.Limit(container, "memory") is null;

    private protected override Problem? Judge(ContainerFacts container, GoProgramInside program, PodFacts pod, RuleContext context)
    {
        var name = Name(container, program);
        var inside = container.Inside.Value;
        var limit = inside.MemoryLimit.IsKnown ? inside.MemoryLimit.Value : PodQuantity.Parse(pod.Limit(container, "memory")) is { } spec ? (long)spec : 0;
        var set = GoRuntime.MemoryLimit(program);
        if (set.IsUnknown || limit <= 0)
        {
            return Problem.Unknown($"Whether GOMEMLIMIT of {name} fits its memory limit of {pod.Limit(container, "memory")} could not be told: {set.Reason ?? "the limit is not known"}.");
        }

        if (set.IsKnown)
        {
            return set.Value < limit ? null : Problem.Fail($"GOMEMLIMIT of {name} is {set.Value} bytes, and the memory limit of its container is {limit} bytes: it is killed before its collector works harder.") with
            {
                Expected = $"less than {limit}",
                Actual = set.Value.ToString(CultureInfo.InvariantCulture),
                Fix = $"Set GOMEMLIMIT to about 90 % of the limit: {limit / 10 * 9 >> 20}MiB.",
            };
        }

        if (program.Info.Problem is not null)
        {
            return Untold($"Whether {name} heeds its memory limit of {pod.Limit(container, "memory")}", program);
        }

        return program.Info.GoVersion is not { } version || !GoRuntime.HasMemoryLimit(version) || GoRuntime.Has(program.Info, "github.com/KimMachineGun/automemlimit") ? null
            : Problem.Fail($"{name} has a memory limit of {limit} bytes that its collector does not know, since GOMEMLIMIT is not set.") with
            {
                Severity = Severity.Information,
                Expected = "GOMEMLIMIT",
                Fix = $"Set GOMEMLIMIT to about 90 % of the limit: {limit / 10 * 9 >> 20}MiB.",
            };
    }
}

/// <summary>Looks at how often the CPU limit of a container took effect.</summary>
public sealed class ThrottlingRule() : InsideRule("GE7022", Severity.Information, "The CPU limit seldom takes effect")
{
    private const int Share = 4;
    private const int FewPeriods = 600;

    private protected override string What => "how often the CPU limit takes effect in {0}";

    private protected override bool NeedsPrograms => false;

    private protected override bool IsSettled(ContainerFacts container, PodFacts pod) => pod.Limit(container, "cpu") is null;

    private protected override IEnumerable<Problem> Judge(ContainerFacts container, ContainerInside inside, PodFacts pod, RuleContext context)
    {
        if (inside.Throttling.IsUnknown)
        {
            yield return Unread(container, inside.Throttling.Reason!);
        }

        // Where GOMAXPROCS is too large, that is the cause, and GE7020 speaks of it.
        if (inside.Throttling is { IsKnown: true, Value: { Periods: >= FewPeriods } seen } && seen.Throttled > seen.Periods / Share
            && !new MaxProcsRule().Judge(pod with { Containers = [container] }, context).Any(problem => problem.Status == FindingStatus.Fail))
        {
            yield return Problem.Fail($"The container '{container.Name}' was throttled in {seen} by its CPU limit of {pod.Limit(container, "cpu")}.") with
            {
                Actual = seen.ToString(),
                Fix = "Raise the CPU limit, or take it away and keep the request.",
            };
        }
    }
}
