using System.Management.Automation;

namespace GoEnv.Cmdlets;

/// <summary>Collects what there is to know about Go on targets, and judges nothing.</summary>
[Cmdlet(VerbsCommon.Get, "GoFact")]
[OutputType(typeof(EnvironmentFacts))]
public sealed class GetGoFactCommand : TargetCmdlet<TargetResult>
{
    /// <summary>Also ask, from each target, whether its module proxies and checksum database answer.</summary>
    [Parameter]
    public SwitchParameter Online { get; set; }

    /// <inheritdoc/>
    private protected override Func<Target, CancellationToken, Task<TargetResult>> Prepare() => new Audit
    {
        Open = Sessions.Open,
        Probes = Catalog.Probes.Where(probe => !probe.OnPath && (Online || !probe.OnRequest)).ToList(),
        ProbeLimit = TimeSpan.FromSeconds(ProbeTimeoutSeconds),
    }.RunAsync;

    /// <inheritdoc/>
    private protected override void Write(TargetResult result)
    {
        if (result.Error is { } error)
        {
            WriteError(error.ToErrorRecord());
        }
        else
        {
            WriteObject(result.Facts);
        }
    }
}
