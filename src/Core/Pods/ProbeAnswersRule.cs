using System.Globalization;

namespace GoEnv.Pods;

/// <summary>Looks at what HTTP probes are answered when they are asked through the API server.</summary>
public sealed class ProbeAnswersRule() : ContainerRule("GE7065", Severity.Warning, "HTTP probes are answered")
{
    /// <inheritdoc/>
    protected internal override bool AppliesTo(PodFacts facts) => facts.Containers.Any(container => container.ProbeAnswers.Count > 0);

    /// <inheritdoc/>
    protected internal override string? Seen(PodFacts facts) => string.Join("; ", Of(facts).SelectMany(container =>
        container.ProbeAnswers.Select(answer => $"{container.Name}: {answer.Probe} {answer.Asked} {answer.Status.To(status => status.ToString(CultureInfo.InvariantCulture))}")));

    private protected override IEnumerable<Problem> Judge(ContainerFacts container, PodFacts pod, RuleContext context)
    {
        foreach (var answer in container.ProbeAnswers)
        {
            if (!answer.Status.TryGet(out var status))
            {
                yield return Problem.Unknown($"What the {answer.Probe} probe of the container '{container.Name}' is answered could not be told: {answer.Status.Reason}.") with { Evidence = [answer.Asked] };
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
