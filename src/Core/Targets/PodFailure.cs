using GoEnv.Kubernetes;

namespace GoEnv.Targets;

/// <summary>Makes the error of a container that could not be asked, by the state of its pod and the words of its node.</summary>
internal static class PodFailure
{
    private const int ExecNeedsCreate = 35;

    // Of runc, crun, gVisor and Kata, through containerd, CRI-O and Docker.
    private static readonly string[] NoShell =
    [
        "executable file not found", "no such file or directory", "error finding executable", "executable not found", "ENOENT",
    ];

    private static readonly string[] NotRunning =
    [
        "container not found", "is not running", "not running", "stopped container", "completed pod", "does not have a host assigned",
        "no running task", "cannot exec in a stopped", "container is terminated", "ContainerNotRunning",
    ];

    /// <summary>The server did not start the shell.</summary>
    public static async Task<TargetException> ExplainAsync(
        Target target, PodContainerName place, KubeClients clients, KubeClient? client, KubeException e, TimeSpan limit, CancellationToken cancellationToken)
    {
        if (e.Error == TargetError.Forbidden && client is not null && e.Request?.Resource == "pods/exec")
        {
            return await ForbiddenAsync(target, place, client, e, limit, cancellationToken).ConfigureAwait(false);
        }

        if (e.Error == TargetError.PodNotFound && target.Pod is { Context: null, Namespace: { } space, Container: not null } pod && clients.HasContext(space))
        {
            return Make(target, e.Error, e.What, $"'{space}' is a context too: write 'pod:{space}/{pod.Pod}/{pod.Container}/' for a namespace and pod in it.", e);
        }

        if (e.StatusCode is 400 or 404 or 409 or >= 500 && client is not null && e.Request?.Resource == "pods/exec"
            && await StateAsync(target, place, client, e, limit, cancellationToken).ConfigureAwait(false) is { } state)
        {
            return state;
        }

        return Make(target, e.Error, e.What, e.RecommendedAction, e);
    }

    /// <summary>The shell did not come to the script's end line.</summary>
    public static async Task<TargetException> ExplainAsync(
        Target target, PodContainerName place, KubeClient client, Script script, ExecResult result, SessionLimits limits, CancellationToken cancellationToken)
    {
        var begun = script.HasBegun(result.Output.Span);
        var exception = result.End switch
        {
            ExecEnd.OutputTooLarge => Make(target, TargetError.OutputTooLarge, $"it printed more than {limits.OutputBytes / (1024 * 1024)} MiB",
                "Look for a program on PATH that prints without end."),
            ExecEnd.TimedOut when !begun => Make(target, TargetError.ShellTimedOut, $"its shell did not come to run the script within {limits.Total.TotalSeconds:0} s",
                "Look at the load of the node and of the container (throttled CPU, full memory)."),
            ExecEnd.TimedOut => Make(target, TargetError.TargetTimedOut, $"it did not answer in full within {limits.Total.TotalSeconds:0} s",
                "Raise -TimeoutSeconds, or look at the load of the node and the CPU limit of the container."),
            _ => null,
        };
        exception ??= begun ? null : NotBegun(target, result);
        exception ??= await StateAsync(target, place, client, null, limits.Connect, cancellationToken).ConfigureAwait(false)
            ?? Make(target, TargetError.ConnectionLost, Lost(result), "Try again; look at the container's restarts and at proxies before the API server.");
        return new TargetException(target, exception.Error, exception.Message, exception.RecommendedAction, exception.InnerException)
        {
            Details = result.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).TakeLast(8).ToList(),
        };
    }

    private static TargetException? NotBegun(Target target, ExecResult result)
    {
        // Docker prints the words of the runtime as output of the command.
        var said = string.Join(' ', result.Status?.Message, Text.TargetText.Decode(result.Output.Span[..Math.Min(result.Output.Length, 1000)]), result.Error);
        var code = result.Status?.ExitCode;
        if (result.End != ExecEnd.Exited || NotRunning.Any(words => said.Contains(words, StringComparison.OrdinalIgnoreCase)))
        {
            return null;
        }

        if (code is null or 126 or 127 && NoShell.Any(words => said.Contains(words, StringComparison.OrdinalIgnoreCase)))
        {
            return target.Become
                ? Make(target, TargetError.BecomeFailed, "its image has no sudo", "Take 'become' off the target, or set the user in the pod's securityContext.")
                : Make(target, TargetError.ShellNotInImage, "its image has no sh, as distroless and scratch images have none",
                    "Name another container of the pod, or look at the image or the binary itself.");
        }

        var words = said.Trim() is { Length: > 0 } text ? $" ({KubeFailure.Cut(text)})" : string.Empty;
        return target.Become
            ? Make(target, TargetError.BecomeFailed, $"sudo -n refuses{words}", "Take 'become' off the target, or set the user in the pod's securityContext.")
            : Make(target, TargetError.ShellUnavailable, code is { } exit ? $"sh ended with exit code {exit} before the script began{words}" : $"sh could not be started{words}",
                $"Try 'kubectl exec -n {target.Pod?.Namespace ?? "default"} {target.Host} -- sh -c true'.");
    }

    private static string Lost(ExecResult result) => result.Status is { } status
        ? $"the script was ended before it was done ({(status.ExitCode is { } code ? $"exit code {code}" : KubeFailure.Cut(status.Message ?? status.Reason ?? "no reason given"))})"
        : "the connection was closed before the script was done";

    // What the pod itself says is better than the words of the failed exec; null where it says nothing.
    private static async Task<TargetException?> StateAsync(
        Target target, PodContainerName place, KubeClient client, KubeException? e, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var timer = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timer.CancelAfter(limit);
        try
        {
            var pod = await client.ReadAsync<Pod>(KubeResource.Pods, place.Namespace, place.Pod, timer.Token).ConfigureAwait(false);
            if (place.Container.Length > 0 && pod.AllContainers.All(container => container.Name != place.Container))
            {
                return Make(target, TargetError.ContainerNotFound, $"the pod has no container '{place.Container}'",
                    $"Its containers are {string.Join(", ", pod.AllContainers.Select(container => container.Name))}.", e);
            }

            var state = pod.StatusOf(place.Container)?.State;
            if (state is { Running: not null })
            {
                return null;
            }

            var phase = pod.Status?.Reason ?? pod.Status?.Phase ?? "Unknown";
            return Make(target, TargetError.ContainerNotRunning,
                state is null ? $"its container does not run (the pod is {phase})" : $"its container does not run ({state}; the pod is {phase})",
                $"Read 'kubectl describe pod -n {place.Namespace} {place.Pod}' and its last log lines.", e);
        }
        catch (KubeException gone) when (gone.StatusCode == 404)
        {
            return Make(target, TargetError.PodNotFound, $"there is no pod '{place.Pod}' in the namespace '{place.Namespace}'",
                $"See what is there with 'kubectl get pods -n {place.Namespace}'; pods of a Deployment get new names.", gone);
        }
        catch (KubeException)
        {
            return null;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    // By release a WebSocket exec needs get, or get and create: the server's own message may name neither.
    private static async Task<TargetException> ForbiddenAsync(
        Target target, PodContainerName place, KubeClient client, KubeException e, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var timer = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timer.CancelAfter(limit);
        var (missing, isAllowed) = (new List<string>(), false);
        string[] needed = ["get", "create"];
        try
        {
            var version = await client.VersionAsync(timer.Token).ConfigureAwait(false);
            needed = int.TryParse(version.Minor?.TrimEnd('+'), out var minor) && minor < ExecNeedsCreate ? ["get"] : needed;
            foreach (var verb in needed)
            {
                if (!(await client.MayAsync(new KubeRequest(verb, "pods/exec", place.Namespace, place.Pod), timer.Token).ConfigureAwait(false)).Allowed)
                {
                    missing.Add(verb);
                }
            }

            isAllowed = missing.Count == 0;
        }
        catch (Exception x) when (x is KubeException || (x is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            missing.Clear();
        }

        var said = e.Status?.Message is { Length: > 0 } message ? $" (the server says: {KubeFailure.Cut(message)})" : string.Empty;
        var verbs = string.Join(" and ", missing.Count > 0 ? missing : needed);
        if (isAllowed)
        {
            // Admission looks at the one pod, and comes after the rights of the account.
            return new TargetException(target, TargetError.Forbidden,
                $"{target.Name} could not be asked: the server refuses an exec there, though the account has {verbs} on pods/exec{said}.",
                "Look at the admission webhooks and policies of the cluster that are about pods/exec.", e) { IsOfOne = true };
        }

        return Make(target, TargetError.Forbidden,
            missing.Count > 0 ? $"the account lacks {verbs} on pods/exec in the namespace '{place.Namespace}'{said}"
                : $"the account may not exec in the namespace '{place.Namespace}'{said}",
            $"Give it a Role with {verbs} on pods/exec; Kubernetes before 1.35 asks for get, from 1.35 on for get and create.", e);
    }

    private static TargetException Make(Target target, TargetError error, string what, string action, Exception? inner = null) =>
        new(target, error, $"{target.Name} could not be asked: {what}.", action, inner);
}
