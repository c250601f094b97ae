using GoEnv.Connection;
using GoEnv.Kubernetes;

namespace GoEnv.Targets;

/// <summary>A session with a container of a pod, through the exec of the API server.</summary>
internal sealed class PodSession(Target target, SessionLimits limits, KubeClients clients) : ISession
{
    private SessionLimits limits = limits;
    private static readonly string[] Shell = ["sh"];
    private static readonly string[] RootShell = ["sudo", "-n", "sh"];

    private readonly PodReference reference = target.Pod ?? throw new ArgumentException("The target is no pod.", nameof(target));
    private TargetException? failure;
    private KubeClient? client;
    private Pod? pod;
    private string? container;
    private bool answered;
    private string? protocol;

    public Target Target { get; } = target;

    /// <summary>The pod as a list gave it; saves the request for it where no container is named.</summary>
    public Pod? Known { get; init; }

    public async Task<ScriptResult> RunAsync(Script script, CancellationToken cancellationToken)
    {
        failure = null;
        limits = limits.For(script);
        try
        {
            return await RunOnceAsync(script, cancellationToken).ConfigureAwait(false);
        }
        catch (TargetException e)
        {
            failure = e;
            throw;
        }
        catch (KubeException e)
        {
            failure = await PodFailure.ExplainAsync(Target, Place(), clients, client, e, limits.Connect, cancellationToken).ConfigureAwait(false);
            throw failure;
        }
    }

    public Task<ConnectionFacts> ExamineConnectionAsync(CancellationToken cancellationToken) => Task.FromResult(new ConnectionFacts
    {
        Links = PodChain.Build(client, Place(), Chosen(), protocol, answered, failure),
        Error = failure?.Error,
        Message = failure?.Message,
        RecommendedAction = failure?.RecommendedAction,
    });

    private async Task<ScriptResult> RunOnceAsync(Script script, CancellationToken cancellationToken)
    {
        client = clients.Open(reference.Context);
        pod = Known;
        container = reference.Container;
        if (container is null)
        {
            pod ??= await client.ReadAsync<Pod>(KubeResource.Pods, Place().Namespace, reference.Pod, cancellationToken).ConfigureAwait(false);
            answered = true;
            container = pod.DefaultContainer;
        }

        var result = await client.ExecAsync(
            Place(),
            Target.Become ? RootShell : Shell,
            PodScript.Compose(script.Text),
            script.EndLine,
            limits.Total,
            limits.OutputBytes,
            cancellationToken,
            script.Lines).ConfigureAwait(false);
        (answered, protocol) = (true, result.Protocol);
        return result.End == ExecEnd.SawEndLine
            ? new ScriptResult(result.Status?.ExitCode ?? -1, result.Output, result.Error)
            : throw await PodFailure.ExplainAsync(Target, Place(), client, script, result, limits, cancellationToken).ConfigureAwait(false);
    }

    private PodContainerName Place() => new(reference.Namespace ?? client?.Context.Namespace ?? "default", reference.Pod, container ?? string.Empty);

    // Says where more than one container could have been meant.
    private string Chosen()
    {
        var others = pod?.Spec.Containers.Count - 1 ?? 0;
        return reference.Container is not null || container is null ? string.Empty
            : others == 0 ? "its only one"
            : pod!.Metadata.Annotations.ContainsKey(Pod.DefaultContainerAnnotation) ? $"the default of {others + 1}" : $"the first of {others + 1}";
    }
}
