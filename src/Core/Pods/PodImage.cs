using GoEnv.Kubernetes;

namespace GoEnv.Pods;

/// <summary>Why an image could not be had, by the words of the node.</summary>
internal static class PodImage
{
    private static readonly (string[] Words, string What, string Fix)[] Causes =
    [
        (["no space left"], "the node has no space left for it", "Make space on the node."),
        (["toomanyrequests", "Too Many Requests", "rate limit"], "the registry refuses more pulls for now (rate limit)", "Log in with imagePullSecrets, or pull through a mirror of your own."),
        (["pull QPS exceeded"], "the node pulls too many images at once", "Wait, or raise registryPullQPS of the kubelet."),
        (["SignatureValidationFailed", "signature"], "the node does not accept its signature", "Sign the image with the key of the node's policy, or mend the policy."),
        (["short-name"], "its name has no registry, and the node knows none to search", "Name the image with its registry."),
        (["schema 1", "manifest.v1", "unsupported media type", "is no longer supported"], "its format is too old or unknown for the node's container runtime", "Build and push the image anew."),
        (["server gave HTTP response to HTTPS client"], "the registry speaks no TLS", "Give the registry a certificate, or name it as one without TLS in the container runtime of the node."),
        (["no match for platform", "no matching manifest", "does not match the specified platform", "no image found in manifest list", "no image found in image index"],
            "the registry has no image for the platform of the node", "Build and push the image for that platform, or choose other nodes."),
        (["unauthorized", "denied", "authentication required", "no basic auth", "403 Forbidden", "401 Unauthorized"],
            "the registry does not let the node in, or has no such image", "Name a Secret with the login in imagePullSecrets, and check the name of the image."),
        (["not found", "manifest unknown", "does not exist", "name unknown"],
            "the registry has no such image", "Check the name, the tag and the digest, and push the image."),
        (["x509", "tls: failed to verify"], "the certificate of the registry is not trusted by the node", "Give the node the registry's CA."),
        (["no such host", "connection refused", "i/o timeout", "timed out", "no route to host", "deadline exceeded", "dial tcp", "TLS handshake", "connection reset", "unexpected EOF", "proxyconnect", "network is unreachable", "server misbehaving"],
            "the node does not reach the registry", "Look at network, DNS and proxy of the node."),
    ];

    public static PodDiagnosis Explain(ContainerFacts container, PodFacts pod, PodContainerWaiting waiting, string? said)
    {
        var (image, place) = (container.Spec.Image ?? "its image", string.Empty);
        said ??= waiting.Message;

        // The image of a volume is waited for in the same words.
        if (pod.Pod.Spec.Volumes.FirstOrDefault(volume => volume is { Type: "image", Source: { } source } && source != image
            && container.Spec.VolumeMounts.Any(mount => mount.Name == volume.Name) && (Quotes(waiting.Message, source) || Quotes(said, source))) is { } volume && !Quotes(waiting.Message ?? said, image))
        {
            (image, place) = (volume.Source!, $" of the volume '{volume.Name}'");
        }

        // A name may hold the words of a cause.
        var words = said?.Replace(image, string.Empty, StringComparison.Ordinal);
        var (what, fix) = waiting.Reason switch
        {
            "SignatureValidationFailed" => (Causes.First(cause => cause.Words[0] == waiting.Reason).What, Causes.First(cause => cause.Words[0] == waiting.Reason).Fix),
            "InvalidImageName" => ("the name of the image is not well formed", "Mend the name of the image."),
            "ErrImageNeverPull" => ("the image is not on the node, and imagePullPolicy is Never", "Bring the image to the node, or let it be pulled."),
            _ => Causes.FirstOrDefault(cause => cause.Words.Any(word => words?.Contains(word, StringComparison.OrdinalIgnoreCase) == true)) is { What: { } cause, Fix: { } mend }
                ? (cause, mend) : ($"{waiting.Reason}{(said is null ? string.Empty : $" ({LastWordsOf.Safe(said)})")}", $"Read 'kubectl describe pod -n {pod.Pod.Metadata.Namespace} {pod.Pod.Metadata.Name}'."),
        };
        // Where the registry asks who it is, a login that the node did not find is the cause of that.
        var login = fix.Contains("imagePullSecrets", StringComparison.Ordinal) ? pod.Events.ValueOr([]).LastOrDefault(one => one.Reason == "FailedToRetrieveImagePullSecret")?.Message : null;
        return new PodDiagnosis(
            $"waits for the image {image}{place}: {what}{(login is null ? string.Empty : $" ({LastWordsOf.Safe(login)})")}",
            login is null ? fix : "Create the Secret that imagePullSecrets names, in the namespace of the pod.");
    }

    private static bool Quotes(string? text, string image) => text?.Contains($"\"{image}\"", StringComparison.Ordinal) == true;
}
