using System.Globalization;
using System.Management.Automation;
using GoEnv.Pods;
using GoEnv.Targets;

namespace GoEnv.Cmdlets;

/// <summary>Audits pods: what Go programs run in them, how they are confined, and why they do not run.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "PodGoAudit", SupportsShouldProcess = true)]
[OutputType(typeof(Finding), typeof(bool))]
public sealed class InvokePodGoAuditCommand : PodAuditCmdlet
{
    private EphemeralConsent? consent;
    private EphemeralLook? ephemerals;
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

    /// <summary>
    /// Add an ephemeral container to pods for their containers whose image has no shell, to look into these; it stays in the spec
    /// of the pod until the pod is deleted.
    /// </summary>
    [Parameter]
    public SwitchParameter Ephemeral { get; set; }

    /// <summary>The image of ephemeral containers: one with <c>sh</c> and the programs that an audit needs, such as busybox.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? EphemeralImage { get; set; }

    /// <summary>Whom the containers without a shell run as, as <c>65532:65532</c>, in place of what their pods say.</summary>
    [Parameter]
    public PodUser? EphemeralUser { get; set; }

    /// <inheritdoc/>
    private protected override bool AsksProbes => Probe;

    /// <inheritdoc/>
    private protected override EphemeralLook? Ephemerals => ephemerals;

    /// <inheritdoc/>
    private protected override Action? Tick => consent is null ? null : consent.Answer;

    /// <inheritdoc/>
    private protected override Shard? Part => part;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        part = JobShards is { } count ? this.Parsed(Environment.GetEnvironmentVariable("JOB_COMPLETION_INDEX"), index => OfJob(index, count)) : Shard;
        if (Ephemeral)
        {
            consent = new EphemeralConsent(this);
            ephemerals = new EphemeralLook(Sessions.Kubernetes, Sessions.Limits) { Image = Image(), User = EphemeralUser, Approve = consent.AskAsync };
        }
        else if (EphemeralImage is not null || EphemeralUser is not null)
        {
            ThrowTerminatingError(Errors.InvalidInput(
                "EphemeralMissing", new FormatException("-EphemeralImage and -EphemeralUser say how -Ephemeral is done."), null, "Add -Ephemeral; what it adds stays in the spec of the pod."));
        }

        base.BeginProcessing();
    }

    private string Image()
    {
        if (EphemeralImage is null)
        {
            ThrowTerminatingError(Errors.InvalidInput(
                "EphemeralImageMissing", new FormatException("-Ephemeral needs an image."), null, "Name one that the nodes can pull with -EphemeralImage, such as busybox:1.37."));
        }

        return EphemeralImage!;
    }

    // The index of a Job counts from 0.
    private static Shard OfJob(string? index, int count) =>
        int.TryParse(index, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < count
            ? Shard.Parse(string.Create(CultureInfo.InvariantCulture, $"{number + 1}/{count}"))
            : throw new FormatException($"JOB_COMPLETION_INDEX is '{index}', and no index below {count}: -JobShards is for the pods of an indexed Job.");
}
