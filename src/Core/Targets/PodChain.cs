using GoEnv.Connection;
using GoEnv.Kubernetes;

namespace GoEnv.Targets;

/// <summary>The links on the way to a container: configuration, server, authentication, pod, shell.</summary>
internal static class PodChain
{
    private static readonly string[] Names = ["configuration", "server", "authentication", "pod", "shell"];

    public static IReadOnlyList<ConnectionLink> Build(
        KubeClient? client, PodContainerName place, string chosen, string? protocol, bool answered, TargetException? failure)
    {
        var broken = failure is null ? Names.Length : LinkOf(failure.Error, answered);
        var container = place.Container.Length == 0 ? "default" : place.Container;
        string[] details =
        [
            client is null ? string.Empty : $"context {client.Context.Name}",
            client is null ? string.Empty : client.Server.Authority + (client.SkipsTlsVerify ? ", its certificate is not checked" : string.Empty),
            string.Empty,
            $"{place.Namespace}/{place.Pod}",
            $"container {container}" + (chosen.Length > 0 ? $", {chosen}" : string.Empty) + (protocol is null ? string.Empty : $", {protocol}"),
        ];
        return Names.Select((name, i) => i < broken ? new ConnectionLink(name, LinkStatus.Ok, details[i])
            : i == broken ? new ConnectionLink(name, LinkStatus.Broken, failure!.Message)
            : new ConnectionLink(name, LinkStatus.NotReached, string.Empty)).ToList();
    }

    private static int LinkOf(TargetError error, bool answered) => error switch
    {
        TargetError.ClientConfigInvalid => 0,
        TargetError.CredentialPluginFailed or TargetError.AuthenticationFailed or TargetError.Forbidden => 2,
        TargetError.PodNotFound or TargetError.ContainerNotFound or TargetError.ContainerNotRunning => 3,
        TargetError.ShellNotInImage or TargetError.ShellUnavailable or TargetError.ShellTimedOut or TargetError.TargetTimedOut
            or TargetError.OutputTooLarge or TargetError.BecomeFailed => 4,
        _ => answered ? 4 : 1,
    };
}
