using GoEnv.Kubernetes;

namespace GoEnv.Pods;

/// <summary>Why an image could not be had, by the words of the node.</summary>
internal static class PodImage
{
    private static readonly (string[] Words, string What, string Fix)[] Causes =
    [
        (["no match for platform", "no matching manifest", "does not match the specified platform", "no image found in manifest list"],
            "the registry has no image for the platform of the node", "Build and push the image for that platform, or choose other nodes."),
        (["unauthorized", "denied", "authentication required", "no basic auth", "403 Forbidden", "401 Unauthorized"],
            "the registry does not let the node in, or has no such image", "Name a Secret with the login in imagePullSecrets, and check the name of the image."),
        (["not found", "manifest unknown", "does not exist", "name unknown"],
            "the registry has no such image", "Check the name, the tag and the digest, and push the image."),
        (["x509", "certificate"], "the certificate of the registry is not trusted by the node", "Give the node the registry's CA."),
        (["no such host", "connection refused", "i/o timeout", "timed out", "no route to host", "deadline exceeded", "dial tcp", "TLS handshake"],
            "the node does not reach the registry", "Look at network, DNS and proxy of the node."),
        (["no space left"], "the node has no space left for it", "Make space on the node."),
    ];

    public static PodDiagnosis Explain(ContainerFacts container, PodFacts pod, PodContainerWaiting waiting, string? said)
    {
        var image = container.Spec.Image ?? "its image";
        said ??= waiting.Message;
        var (what, fix) = waiting.Reason switch
        {
            "InvalidImageName" => ("the name of the image is not well formed", "Mend the name of the image."),
            "ErrImageNeverPull" => ("the image is not on the node, and imagePullPolicy is Never", "Bring the image to the node, or let it be pulled."),
            _ => Causes.FirstOrDefault(cause => cause.Words.Any(word => said?.Contains(word, StringComparison.OrdinalIgnoreCase) == true)) is { What: { } cause, Fix: { } mend }
                ? (cause, mend) : ($"{waiting.Reason}{(said is null ? string.Empty : $" ({LastWordsOf.Safe(said)})")}", $"Read 'kubectl describe pod -n {pod.Pod.Metadata.Namespace} {pod.Pod.Metadata.Name}'."),
        };
        return new PodDiagnosis($"waits for the image {image}: {what}", fix);
    }
}
