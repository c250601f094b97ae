using System.Collections.Concurrent;
using System.Security.Cryptography;
using GoEnv.Kubernetes;
using GoEnv.Targets;

namespace GoEnv.Pods;

/// <summary>
/// Asks containers whose image has no shell through ephemeral containers, which stay in the spec of their pods: each container at
/// most once. Where that is not possible, what only the inside could tell is unknown, with the reason.
/// </summary>
public sealed class EphemeralLook(KubeClients clients, SessionLimits limits)
{
    // Ephemeral containers are in the API by default since then.
    private const int FirstMinor = 23;

    private const string ImageStep = "See with 'kubectl describe pod' what its node says, and give another -EphemeralImage; it needs sh and the programs of busybox.";

    // These do not go away while somebody waits.
    private static readonly string[] Hopeless =
    [
        "ErrImagePull", "ImagePullBackOff", "ErrImageNeverPull", "InvalidImageName", "ErrInvalidImageName", "RegistryUnavailable",
        "CreateContainerConfigError", "CreateContainerError", "RunContainerError",
    ];

    private static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, bool> seen = new(StringComparer.Ordinal);

    /// <summary>The image of the ephemeral containers.</summary>
    public required string Image { get; init; }

    /// <summary>Whom the containers that are looked into run as; null where their pods say so.</summary>
    public PodUser? User { get; init; }

    /// <summary>Says what is to be added, and asks whether it may be.</summary>
    public required Func<EphemeralPlan, CancellationToken, Task<bool>> Approve { get; init; }

    /// <summary>How long one that was added is asked to end after the audit was stopped; then its own time ends it.</summary>
    internal TimeSpan StoppedLimit { get; init; } = TimeSpan.FromMilliseconds(800);

    /// <summary>The clock.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Makes the end of a name.</summary>
    public Func<string> NewWord { get; init; } = () => RandomNumberGenerator.GetHexString(6, lowercase: true);

    /// <summary>What is inside of a container that runs and has no shell.</summary>
    internal async Task<ContainerFacts> AskAsync(PodSource source, Target target, Pod pod, ContainerFacts container, CancellationToken cancellationToken)
    {
        try
        {
            return await LookAsync(source, target, pod, container, cancellationToken).ConfigureAwait(false);
        }
        catch (KubeException e)
        {
            // It is no pod that is missing then.
            return e.Status?.Message?.Contains("could not find the requested resource", StringComparison.Ordinal) == true
                ? Unread(container, "the server has no ephemeral containers", "Look at the image itself.")
                : Unread(container, e.What, e.RecommendedAction);
        }
        catch (TargetException e)
        {
            return Unread(container, e.Clause, e.RecommendedAction);
        }
    }

    private async Task<ContainerFacts> LookAsync(PodSource source, Target target, Pod pod, ContainerFacts container, CancellationToken cancellationToken)
    {
        var (uid, gid) = EphemeralPlan.UserOf(pod, container, User);
        if (await WhyNotAsync(source, pod, container, uid, cancellationToken).ConfigureAwait(false) is { } why)
        {
            return Unread(container, why.Reason, why.NextStep);
        }

        var plan = new EphemeralPlan
        {
            Container = new PodContainerName(pod.Metadata.Namespace ?? "default", pod.Metadata.Name, container.Name),
            Name = EphemeralPlan.NameOf(NewWord()),
            Image = Image,
            Uid = uid!.Value,
            Gid = gid,
            Capabilities = container.Spec.SecurityContext?.Capabilities ?? new PodCapabilities(),
            Lifetime = limits.Total * 2,
        }.Or(pod, Clock.GetUtcNow());
        if (!plan.Runs)
        {
            if (await RefusedAsync(source.Client, plan, cancellationToken).ConfigureAwait(false) is { } refused)
            {
                return Unread(container, refused.Reason, refused.NextStep);
            }

            if (await StartAsync(source.Client, plan, cancellationToken).ConfigureAwait(false) is { } failed)
            {
                return Unread(container, failed, ImageStep);
            }
        }

        var session = new PodSession(Target.InPod(target.Pod! with { Container = plan.Name }), limits, clients) { Known = pod };
        var reader = new ContainerReader(session, limits.Probe) { Looks = new Look(IdOf(container), IsAlone(pod)) };
        try
        {
            var inside = await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
            return !inside.TryGet(out var told) || told.Process.IsUnknown
                ? Unread(container, inside.Reason ?? told?.Programs.Reason ?? "it did not answer", "Name the user and group that it runs as with -EphemeralUser; a process with more rights than that is shown to no other container.")
                : container with { Inside = inside, NextStep = null };
        }
        finally
        {
            using var timer = new CancellationTokenSource(cancellationToken.IsCancellationRequested ? StoppedLimit : EndLimit);
            await reader.EndAsync(timer.Token).ConfigureAwait(false);
        }
    }

    // What can be known before anything is asked of the server.
    private async Task<(string Reason, string NextStep)?> WhyNotAsync(PodSource source, Pod pod, ContainerFacts container, long? uid, CancellationToken cancellationToken)
    {
        var minor = await source.MinorAsync(cancellationToken).ConfigureAwait(false);
        return minor is { IsKnown: true, Value: < FirstMinor } ? ($"Kubernetes 1.{minor.Value} has them as an alpha at the most", $"They are there from 1.{FirstMinor} on; look at the image itself.")
            : (container.Spec.SecurityContext?.Privileged ?? false) ? ("its container is privileged, and only another privileged one could look into it", "Look at the image itself.")
            : uid is null ? ("the pod does not say as which user it runs", "Name it with -EphemeralUser, such as 65532:65532 for the user nonroot of distroless images.")
            : !seen.TryAdd($"{pod.Metadata.Uid}/{pod.Metadata.Namespace}/{pod.Metadata.Name}/{container.Name}", true) ? ("this run has looked into it already", "Name each pod once.")
            : null;
    }

    private async Task<(string Reason, string NextStep)?> RefusedAsync(KubeClient client, EphemeralPlan plan, CancellationToken cancellationToken)
    {
        var request = KubeEphemeral.Request(plan.Container.Namespace, plan.Container.Pod);
        var access = await client.MayAsync(request, cancellationToken).ConfigureAwait(false);
        return !access.Allowed ? ($"the account lacks {request.Verb} on {request.Resource} in the namespace '{request.Namespace}'", $"Give it a Role with {request.Verb} on {request.Resource}, or look at the image itself.")
            : !await Approve(plan, cancellationToken).ConfigureAwait(false) ? ("nobody agreed to add it", "Give -Confirm:$false to add it unasked, or look at the image itself.")
            : null;
    }

    // Null when it runs.
    private async Task<string?> StartAsync(KubeClient client, EphemeralPlan plan, CancellationToken cancellationToken)
    {
        var (space, name) = (plan.Container.Namespace, plan.Container.Pod);
        var pod = await client.AddEphemeralAsync(space, name, plan.ToJson(), cancellationToken).ConfigureAwait(false);
        if (pod.Spec.EphemeralContainers.All(one => one.Name != plan.Name))
        {
            return "the server took it and did not add it";
        }

        var (start, pause) = (Clock.GetTimestamp(), TimeSpan.FromMilliseconds(250));
        while (true)
        {
            var state = pod.StatusOf(plan.Name)?.State;
            if (state is { Running: not null })
            {
                return null;
            }

            var said = state?.Waiting?.Message ?? state?.Terminated?.Message;
            var what = $"'{plan.Name}' {(state?.Terminated is null ? "does not run" : "did not run on")} ({state?.ToString() ?? "its node says nothing of it"}{(string.IsNullOrWhiteSpace(said) ? string.Empty : ": " + KubeFailure.Cut(said))})";
            if (state?.Terminated is not null || Hopeless.Contains(state?.Waiting?.Reason))
            {
                return what;
            }

            if (Clock.GetElapsedTime(start) > limits.Total)
            {
                return $"{what} after {limits.Total.TotalSeconds:0} s";
            }

            await Task.Delay(pause, Clock, cancellationToken).ConfigureAwait(false);
            pause = pause < TimeSpan.FromSeconds(2) ? pause * 1.5 : pause;

            // A list needs no verb that the audit does not need anyway.
            var found = client.ListAsync<Pod>(KubeResource.Pods, new KubeSelection { Namespace = space, Fields = "metadata.name=" + name }, cancellationToken);
            var next = (Pod?)null;
            await foreach (var one in found.ConfigureAwait(false))
            {
                next = one;
            }

            if (next is null || next.Metadata.Uid != pod.Metadata.Uid)
            {
                return "the pod has gone meanwhile";
            }

            pod = next;
        }
    }

    // As cgroups have it.
    private static string IdOf(ContainerFacts container) =>
        container.Status?.ContainerID?.Split("://") is [_, { Length: >= 12 } id] && id.All(char.IsAsciiHexDigit) ? id : string.Empty;

    private static bool IsAlone(Pod pod) => !pod.Spec.HostPID && !pod.Spec.ShareProcessNamespace;

    private static ContainerFacts Unread(ContainerFacts container, string reason, string nextStep) => container with
    {
        Inside = Fact<ContainerInside>.Unknown($"its image has no sh, and no ephemeral container could look into it: {reason}"),
        NextStep = nextStep,
    };
}
