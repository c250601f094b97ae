using System.Collections.Concurrent;
using System.Management.Automation;
using GoEnv.Pods;

namespace GoEnv.Cmdlets;

/// <summary>Brings the questions of an audit's many threads to the pipeline thread, which alone may ask a person.</summary>
internal sealed class EphemeralConsent(PSCmdlet cmdlet)
{
    private readonly ChangeConsent consent = new(cmdlet);
    private readonly ConcurrentQueue<(EphemeralPlan Plan, TaskCompletionSource<bool> Answer)> asked = [];

    /// <summary>True when the container is to be added; safe from any thread.</summary>
    public Task<bool> AskAsync(EphemeralPlan plan, CancellationToken cancellationToken)
    {
        var answer = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        asked.Enqueue((plan, answer));
        return answer.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Answers what was asked; to be called on the pipeline thread.</summary>
    public void Answer()
    {
        while (asked.TryDequeue(out var one))
        {
            var (space, pod, container) = one.Plan.Container;
            one.Answer.SetResult(consent.Approves(
                Text.TargetText.Clean(one.Plan.Effect), $"{space}/{pod}: an ephemeral container for '{container}'", new PodReference(null, space, pod, container)));
        }
    }
}
