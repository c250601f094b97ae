using System.Globalization;

namespace GoEnv.Pods;

/// <summary>Looks at what HTTP probes are answered when they are asked through the API server.</summary>
public sealed class ProbeAnswersRule() : ContainerRule("GE7065", Severity.Warning, "HTTP probes are answered")
{
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    protected internal override bool AppliesTo(PodFacts facts) => facts.Containers.Any(container => container.ProbeAnswers.Count > 0);

    /// <inheritdoc/>
    protected internal override string? Seen(PodFacts facts) => string.Join("; ", Of(facts).SelectMany(container =>
        container.ProbeAnswers.Select(answer => $"{container.Name}: {answer.Probe} {answer.Asked} {answer.Status.To(status => status.ToString(CultureInfo.InvariantCulture))}")));

    private protected override IEnumerable<Problem> Judge(ContainerFacts container, PodFacts pod, RuleContext context)
    {
        foreach (var answer in container.ProbeAnswers)
        {
            if (answer.Fault is { } fault)
            {
                yield return Problem.Fail($"The {answer.Probe} probe of the container '{container.Name}' {fault} at {answer.Asked}.") with
                {
                    Expected = "200 to 399",
                    Evidence = [$"{answer.Asked}, through the API server"],
                    Fix = "Mend scheme, path and port of the probe.",
                };
            }
            else if (!answer.Status.TryGet(out var status))
            {
                yield return Problem.Unknown($"What the {answer.Probe} probe of the container '{container.Name}' is answered could not be told: {answer.Status.Reason}.") with { Evidence = [answer.Asked] };
            }
            else if (status is >= 200 and < 400 && answer.Time > answer.Limit)
            {
                // What the way through the API server takes is not known; a second is more than it should.
                var took = string.Create(CultureInfo.InvariantCulture, $"{answer.Time.TotalSeconds:0.0} s, and it waits {answer.Limit.TotalSeconds:0} s");
                yield return answer.Time > answer.Limit + Slack
                    ? Problem.Fail($"The {answer.Probe} probe of the container '{container.Name}' is answered after {took}.") with
                    {
                        Expected = string.Create(CultureInfo.InvariantCulture, $"within {answer.Limit.TotalSeconds:0} s"),
                        Actual = string.Create(CultureInfo.InvariantCulture, $"{answer.Time.TotalSeconds:0.0} s"),
                        Evidence = [$"{answer.Asked}: {status}, through the API server"],
                        Fix = "Let the path that the probe asks do less, or raise timeoutSeconds of the probe.",
                    }
                    : Problem.Unknown($"Whether the {answer.Probe} probe of the container '{container.Name}' is answered in time could not be told: through the API server it took {took}.") with { Evidence = [answer.Asked] };
            }
            else if (status is < 200 or >= 400)
            {
                yield return Problem.Fail($"The {answer.Probe} probe of the container '{container.Name}' is answered {status} at {answer.Asked}.") with
                {
                    Expected = "200 to 399",
                    Actual = status.ToString(CultureInfo.InvariantCulture),
                    Evidence = [$"{answer.Asked}: {status}, through the API server"],
                    Fix = "Look at the log of the container, and at the path and the port of the probe.",
                };
            }
        }
    }
}
