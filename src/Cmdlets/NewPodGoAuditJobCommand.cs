using System.Management.Automation;
using System.Text.Json.Nodes;
using GoEnv.Kubernetes;
using GoEnv.Pods.Jobs;

namespace GoEnv.Cmdlets;

/// <summary>Writes a Job or CronJob in YAML that audits pods from within the cluster, with the rights that it needs and no others.</summary>
[Cmdlet(VerbsCommon.New, "PodGoAuditJob", SupportsShouldProcess = true)]
[OutputType(typeof(string))]
public sealed class NewPodGoAuditJobCommand : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource stop = new();

    /// <summary>The name of the Job or CronJob, of its service account and of its roles.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Name { get; set; } = "goenv-audit";

    /// <summary>An image that has goenvctl on its PATH.</summary>
    [Parameter(Mandatory = true)]
    [ValidateNotNullOrEmpty]
    public string? Image { get; set; }

    /// <summary>The namespaces that are audited; that of the context where none is named.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] Namespace { get; set; } = [];

    /// <summary>Audit all namespaces.</summary>
    [Parameter]
    public SwitchParameter AllNamespaces { get; set; }

    /// <summary>The namespace that the job runs in; the first that is audited where none is named, else that of the context.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? JobNamespace { get; set; }

    /// <summary>A label selector as kubectl takes it, such as <c>app=api,tier!=test</c>.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Selector { get; set; }

    /// <summary>Rules to apply, by id or wildcard; all where none is named.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(RuleCompleter))]
    public string[] Rule { get; set; } = [];

    /// <summary>When to run, as cron writes it; once where it is not given.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Schedule { get; set; }

    /// <summary>How many pods share the work, as an indexed Job.</summary>
    [Parameter]
    [ValidateRange(1, 1000)]
    public int Shards { get; set; } = 1;

    /// <summary>Print the findings that pass too.</summary>
    [Parameter]
    public SwitchParameter IncludePassed { get; set; }

    /// <summary>Seconds until a job that has ended is deleted, with its logs; a day where it is not given.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int? TtlSeconds { get; set; }

    /// <summary>How often pods that fail are started anew.</summary>
    [Parameter]
    [ValidateRange(0, 1000)]
    public int BackoffLimit { get; set; } = 3;

    /// <summary>What a pod is sure to get of processors.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string CpuRequest { get; set; } = "100m";

    /// <summary>What a pod is sure to get of memory.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string MemoryRequest { get; set; } = "128Mi";

    /// <summary>The most that a pod gets of memory.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string MemoryLimit { get; set; } = "512Mi";

    /// <summary>The release of Kubernetes that it is written for, such as <c>1.35</c>; the cluster is asked where it is not given.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? KubernetesVersion { get; set; }

    /// <summary>The context of kubeconfig; the current one where none is named.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(KubeContextCompleter))]
    public string? Context { get; set; }

    /// <summary>Make the objects in the cluster.</summary>
    [Parameter]
    public SwitchParameter Apply { get; set; }

    /// <summary>Write the YAML with <c>-Apply</c> too.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    public void Dispose() => stop.Dispose();

    /// <inheritdoc/>
    protected override void StopProcessing() => stop.Cancel();

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        using var clients = new KubeClients(new KubeEnvironment { WorkingFolder = this.FullPath(".") });
        try
        {
            // What needs no cluster is written without one.
            var needsContext = Namespace.Length == 0 && (!AllNamespaces || JobNamespace is null);
            var client = Apply || KubernetesVersion is null || needsContext ? clients.Open(Context) : null;
            var job = this.Parsed(client, opened => Job(opened));
            if (!Apply || PassThru)
            {
                WriteObject(AuditJobManifest.Yaml(job).TrimEnd('\n'));
            }

            if (Apply)
            {
                Make(client!, AuditJobManifest.Objects(job));
            }
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

    private AuditJob Job(KubeClient? client)
    {
        string[] audited = AllNamespaces ? [] : Namespace.Length > 0 ? [.. Namespace.Distinct(StringComparer.Ordinal)] : [client!.Context.Namespace];
        var minor = AuditJob.MinorOf(KubernetesVersion ?? ServerVersion(client!));
        if (minor < 21 && TtlSeconds is not null)
        {
            WriteWarning($"Kubernetes 1.{minor} deletes no job that has ended; ttlSecondsAfterFinished is left out.");
        }

        return new AuditJob
        {
            Name = Name,
            Namespace = JobNamespace ?? audited.FirstOrDefault() ?? client!.Context.Namespace,
            Image = Image!,
            Audited = audited,
            Selector = Selector,
            Schedule = Schedule,
            Shards = Shards,
            Rules = Rule,
            IncludePassed = IncludePassed,
            TtlSeconds = TtlSeconds ?? AuditJob.OneDay,
            BackoffLimit = BackoffLimit,
            CpuRequest = CpuRequest,
            MemoryRequest = MemoryRequest,
            MemoryLimit = MemoryLimit,
            Minor = minor,
        }.Check();
    }

    private string ServerVersion(KubeClient client)
    {
        var version = client.VersionAsync(stop.Token).GetAwaiter().GetResult();
        return version.GitVersion ?? $"{version.Major}.{version.Minor}";
    }

    private void Make(KubeClient client, IReadOnlyList<JsonObject> objects)
    {
        foreach (var one in objects)
        {
            var space = (string?)one["metadata"]!["namespace"];
            var what = $"{one["kind"]} {(space is null ? string.Empty : space + "/")}{one["metadata"]!["name"]}";
            if (ShouldProcess($"{what} at {client.Server.Authority}", "Apply"))
            {
                client.ApplyAsync(one, stop.Token).GetAwaiter().GetResult();
                WriteVerbose($"{what} is as wanted.");
            }
        }
    }
}
