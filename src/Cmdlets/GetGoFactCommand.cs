using System.Management.Automation;
using GoEnv.Pods;

namespace GoEnv.Cmdlets;

/// <summary>Collects what there is to know about Go on targets, and judges nothing.</summary>
[Cmdlet(VerbsCommon.Get, "GoFact")]
[OutputType(typeof(EnvironmentFacts), typeof(PodContainerFacts))]
public sealed class GetGoFactCommand : TargetCmdlet<(TargetResult Result, IReadOnlyList<PodContainerFacts>? Container)>
{
    /// <summary>Also ask, from each target, whether its module proxies and checksum database answer.</summary>
    [Parameter]
    public SwitchParameter Online { get; set; }

    /// <inheritdoc/>
    private protected override Func<Target, Func<(TargetResult Result, IReadOnlyList<PodContainerFacts>? Container), ValueTask>, CancellationToken, Task> Prepare()
    {
        var audit = new Audit
        {
            Open = Sessions.Open,
            Probes = Catalog.Probes.Where(probe => !probe.OnPath && (Online || !probe.OnRequest)).ToList(),
            AsksContainers = true,
            ProbeLimit = TimeSpan.FromSeconds(ProbeTimeoutSeconds),
        };
        var pods = new PodIndex(Sessions.Kubernetes) { Targets = MyInvocation.ExpectingInput ? [] : Target ?? [] };
        return Fleet.Once<Target, (TargetResult Result, IReadOnlyList<PodContainerFacts>? Container)>(async (target, cancellationToken) =>
        {
            if (target.Pod is null)
            {
                return (await audit.RunAsync(target, cancellationToken).ConfigureAwait(false), null);
            }

            var listed = await pods.FindAsync(target.Pod, cancellationToken).ConfigureAwait(false);
            var result = await audit.RunAsync(target, cancellationToken).ConfigureAwait(false);
            return (result, PodContainerFacts.Of(result, listed, audit.Clock.GetUtcNow()));
        });
    }

    /// <inheritdoc/>
    private protected override void Write((TargetResult Result, IReadOnlyList<PodContainerFacts>? Container) told)
    {
        // Of a container that cannot be asked, what the cluster says of it is known.
        if (told.Container is { } container && (told.Result.Error is null || container[0].Image is not null))
        {
            WriteObject(container, enumerateCollection: true);
        }

        if (told.Result.Error is { } error)
        {
            WriteError(error.ToErrorRecord());
        }
        else if (told.Container is null)
        {
            WriteObject(told.Result.Facts);
        }
    }
}
