using System.Management.Automation;
using GoEnv.Kubernetes;
using GoEnv.Pods.Jobs;

namespace GoEnv.Cmdlets;

/// <summary>Reads the findings of an audit that ran in the cluster from the logs of its pods.</summary>
[Cmdlet(VerbsCommunications.Receive, "PodGoAudit")]
[OutputType(typeof(Finding))]
public sealed class ReceivePodGoAuditCommand : PSCmdlet, IAuditCommand, IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource stop = new();

    /// <inheritdoc/>
    public AuditSummary Summary { get; } = new();

    /// <summary>The name that New-PodGoAuditJob gave the Job or CronJob.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Name { get; set; } = "goenv-audit";

    /// <summary>The namespace that the job runs in; that of the context where none is named.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Namespace { get; set; }

    /// <summary>The context of kubeconfig; the current one where none is named.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(KubeContextCompleter))]
    public string? Context { get; set; }

    /// <summary>Seconds to wait until the job has ended.</summary>
    [Parameter]
    [ValidateRange(0, 86400)]
    public int WaitSeconds { get; set; }

    /// <inheritdoc/>
    public void Dispose() => stop.Dispose();

    /// <inheritdoc/>
    protected override void StopProcessing() => stop.Cancel();

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        Summary.Gate = this.LoadPolicy(null).Gate;
        using var clients = new KubeClients(new KubeEnvironment { WorkingFolder = this.FullPath(".") });
        try
        {
            var client = clients.Open(Context);
            var space = Namespace ?? client.Context.Namespace;
            var reader = new AuditJobReader(client, space);
            var job = Find(reader);
            if (job is null)
            {
                var message = $"There is no job of an audit '{Name}' in the namespace '{space}'.";
                ThrowTerminatingError(new ErrorRecord(new InvalidOperationException(message), "AuditJobNotFound", ErrorCategory.ObjectNotFound, Name)
                {
                    ErrorDetails = new ErrorDetails(message) { RecommendedAction = "New-PodGoAuditJob writes one; a CronJob has none before its first run, and one that has ended is deleted after its time." },
                });
            }

            Receive(reader, job!, space);
        }
        catch (KubeException e)
        {
            ThrowTerminatingError(e.ToErrorRecord());
        }
        catch (OperationCanceledException)
        {
            throw new PipelineStoppedException();
        }
    }

    private KubeJob? Find(AuditJobReader reader)
    {
        for (var waited = TimeSpan.Zero; ; waited += Pause)
        {
            var job = reader.FindAsync(Name, stop.Token).GetAwaiter().GetResult();
            if (job?.HasEnded == true || waited.TotalSeconds >= WaitSeconds)
            {
                return job;
            }

            Task.Delay(Pause, stop.Token).GetAwaiter().GetResult();
        }
    }

    private void Receive(AuditJobReader reader, KubeJob job, string space)
    {
        var target = GoEnv.Target.InPod(new PodReference(Context, space, job.Metadata.Name, null)).With(name: $"{space}/{job.Metadata.Name}");
        var pods = reader.PodsAsync(job, stop.Token).GetAwaiter().GetResult();
        foreach (var index in Enumerable.Range(0, job.Parts))
        {
            var (findings, shard) = reader.ReceiveAsync(target, job, index, pods[index].FirstOrDefault(), DateTimeOffset.UtcNow, stop.Token).GetAwaiter().GetResult();
            foreach (var finding in findings)
            {
                Summary.AddReported(finding);
                WriteObject(finding);
            }

            if (shard.Problem is { } problem)
            {
                var message = $"{target.Name}: What the index {index} found is not all known: {problem}.";
                WriteError(new ErrorRecord(new InvalidDataException(message), "AuditIncomplete", ErrorCategory.InvalidResult, target)
                {
                    ErrorDetails = new ErrorDetails(message) { RecommendedAction = shard.Fix ?? string.Empty },
                });
            }
        }
    }
}
