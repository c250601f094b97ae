using System.Globalization;
using System.Management.Automation;
using GoEnv.Targets;

namespace GoEnv.Cmdlets;

/// <summary>Audits pods: what Go programs run in them, how they are confined, and why they do not run.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "PodGoAudit")]
[OutputType(typeof(Finding), typeof(bool))]
public sealed class InvokePodGoAuditCommand : PodAuditCmdlet
{
    private Shard? part;

    /// <summary>One part of many, as <c>3/10</c>; which part a pod is in depends on its namespace and name alone.</summary>
    [Parameter]
    public Shard? Shard { get; set; }

    /// <summary>Take the part of so many that the index of this pod's Job names (JOB_COMPLETION_INDEX).</summary>
    [Parameter]
    [ValidateRange(1, 1000)]
    public int? JobShards { get; set; }

    /// <summary>Ask, through the API server, what the HTTP probes of containers that run are answered.</summary>
    [Parameter]
    public SwitchParameter Probe { get; set; }

    /// <inheritdoc/>
    private protected override bool AsksProbes => Probe;

    /// <inheritdoc/>
    private protected override Shard? Part => part;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        part = JobShards is { } count ? this.Parsed(Environment.GetEnvironmentVariable("JOB_COMPLETION_INDEX"), index => OfJob(index, count)) : Shard;
        base.BeginProcessing();
    }

    // The index of a Job counts from 0.
    private static Shard OfJob(string? index, int count) =>
        int.TryParse(index, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < count
            ? Shard.Parse(string.Create(CultureInfo.InvariantCulture, $"{number + 1}/{count}"))
            : throw new FormatException($"JOB_COMPLETION_INDEX is '{index}', and no index below {count}: -JobShards is for the pods of an indexed Job.");
}
