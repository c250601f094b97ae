namespace GoEnv.Pods;

/// <summary>What to do about the words of schedulers, nodes and container runtimes: the first row that has one of them.</summary>
internal static class PodCauses
{
    private static readonly (string[] Words, string Fix)[] Scheduler =
    [
        (["scheduling gates"], "Let the controller that set the pod's schedulingGates take them away, or take them out of what makes the pod."),
        (["persistentvolumeclaim", "PersistentVolumeClaim", "volume node affinity", "available persistent volumes", "VolumeBinding"], "Look at the claims ('kubectl get pvc'): each has to exist and to be bound, and its volume has to be where the pod may run."),
        (["untolerated taint", "had taint", "had taints"], "Give the pod the toleration, or take the taint from a node."),
        (["were unschedulable"], "Let pods onto the node again with 'kubectl uncordon'."),
        (["node affinity", "node selector", "didn't match Pod's node"], "Mend the node selector or the affinity of the pod, or label a node."),
        (["anti-affinity", "pod affinity", "topology spread"], "Loosen the affinity between pods or the topology spread, or add a node."),
        (["free ports"], "Take hostPort out of the pod, or add a node."),
        (["Insufficient"], "Lower its requests, or add a node."),
        (["Too many pods"], "End pods on the nodes, let the kubelets take more (maxPods), or add a node: requests do not matter for that."),
        (["no nodes available"], "Add a node, and see with 'kubectl get nodes' why there is none."),
    ];

    private static readonly (string[] Words, string Fix)[] Node =
    [
        (["Multi-Attach"], "The volume is still attached to another node: let the pod there end, or use a volume of access mode ReadWriteMany."),
        (["registered CSI drivers", "CSINode"], "Let the CSI driver of the volume run on the node."),
        (["hostPath type check failed"], "Mend the path or the type of the hostPath volume, or make the path on the node."),
        (["helper program", "bad option", "wrong fs type"], "Install the mount program of the volume on the node (for NFS nfs-common or nfs-utils), or mend the volume."),
        (["access denied by server", "No such file or directory", "Connection timed out", "Connection refused"], "See that the server of the volume answers the node and exports the path."),
        (["non-existent secret key", "non-existent config key"], "Create the key that the message names, or mend the volume."),
        (["no IP addresses", "assign an IP address", "range full", "IPAM"], "The node has no address left for pods: end pods there, or widen the range of the network plug-in."),
        (["runtime handler", "no runtime for"], "The node does not know the RuntimeClass of the pod: set it up there, or choose other nodes."),
        (["user namespaces"], "Give the node a container runtime that knows user namespaces (containerd 2, CRI-O 1.25), or take hostUsers: false out of the pod."),
        (["specified without user"], "Set runAsUser beside runAsGroup in the securityContext of the pod: a group alone is not taken."),
        (["sandbox image"], "Let the node pull its sandbox (pause) image, or bring the image there."),
        (["network", "cni"], "Look at the network plug-in (CNI) on the node."),
        (["secret", "configmap"], "Create the Secret or ConfigMap that the message names, or mend its name in the pod."),
    ];

    private static readonly (string[] Words, string Fix)[] Configuration =
    [
        (["non-numeric user"], "Give the image a numeric USER, or set runAsUser."),
        (["will run as root", "breaks non-root policy"], "Set runAsUser to a user other than 0 that the image works for, or give the image a numeric USER."),
        (["couldn't find key"], "Create the key that the message names, or mend its name in the pod."),
        (["secret", "configmap"], "Create the Secret or ConfigMap that the message names, or mend its name in the pod."),
        (["subPath"], "Mend the subPath of the volume mount, or make it in the volume."),
    ];

    private static readonly (string[] Words, string Fix)[] Start =
    [
        (["OOM-killed", "memory limit too low"], "Raise the memory limit: the container runtime itself does not fit."),
        (["container init: mkdir"], "Mend workingDir, or the image's WORKDIR: it names no folder, and none can be made there."),
        (["error mounting", "mount through procfd", "Are you trying to mount a directory onto a file", "not a directory"], "Mend the volume mount that the message names: a folder and a file do not go onto each other, so a single file needs subPath."),
        (["no command specified", "no command"], "Give the container a command, or the image an ENTRYPOINT."),
        (["unable to find user", "unable to find group", "no users found", "matching entries in passwd"], "Mend runAsUser or the image's USER, which the image does not have."),
        (["apparmor", "AppArmor", "seccomp"], "Load the profile on the node, or take it out of the securityContext."),
        (["CDI device", "devices"], "Look at the device plug-in on the node."),
        (["deadline exceeded", "is reserved for", "already in use", "ttrpc", "connection refused"], "Look at the container runtime on the node, which is stuck or overloaded."),
        (["permission denied"], "Set the executable bit of the file in the image, and see that its user may enter the folders above it."),
    ];

    private static readonly (string[] Reasons, string What, string Fix)[] Ends =
    [
        (["DeadlineExceeded"], "ended", "Raise activeDeadlineSeconds, or find what takes so long."),
        (["Terminated", "Shutdown", "NodeShutdown"], "ended", "Its node was shut down: see that it is back, and delete the pod."),
        (["Preempting", "Preempted"], "ended", "It made way for a pod of higher priority: add room, or raise its priority; then delete the pod."),
        (["NodeLost"], "ended", "Bring the node back, or delete it."),
        (["NodeAffinity", "PodOSNotSupported", "PodOSSelectorNodeLabelDoesNotMatch"], "refused", "Mend the node selector or the affinity of the pod, or the labels of the node; then delete the pod."),
        (["OutOf", "OutOfcpu", "OutOfmemory", "OutOfpods"], "refused", "Lower its requests, or let it run on another node; where it names its node itself (nodeName), let the scheduler choose; then delete the pod."),
        (["SysctlForbidden"], "refused", "Allow the sysctl on the node (--allowed-unsafe-sysctls), or take it out of the pod; then delete the pod."),
        (["TopologyAffinityError"], "refused", "Its processors and devices do not fit one NUMA node: lower its requests, or change the node's topology manager policy; then delete the pod."),
        (["UnexpectedAdmissionError"], "refused", "Look at the device plug-ins and the kubelet of the node, then delete the pod."),
        (["VolumeAttachmentLimitExceeded"], "refused", "The node takes no more volumes: let the pod run on another node, and delete it."),
        (["AppArmor"], "refused", "Load the AppArmor profile on the node, or take it out of the pod; then delete the pod."),
        (["PodLevelResourcesNotSupported", "SupplementalGroupsPolicyNotSupported", "PodFeatureUnsupported", "InitContainerRestartPolicyForbidden"], "refused", "The node is too old or not set up for what the pod asks: choose another node, or update it; then delete the pod."),
    ];

    private static readonly string[] OfOtherPods = [" no new claims to deallocate,", " still not schedulable,", " preemption: "];

    /// <summary>Why no node was chosen; what stands behind it is about pods that could be put out of the way.</summary>
    public static string Shortened(string message) =>
        message[..OfOtherPods.Select(word => message.IndexOf(word, StringComparison.Ordinal)).Where(at => at > 0).DefaultIfEmpty(message.Length).Min()];

    public static string OfScheduler(string? message) => Of(Scheduler, message is null ? null : Shortened(message), "Lower its requests, or mend its node selector, tolerations and volumes, or add a node.");

    public static string OfNode(string? message) => Of(Node, message, "Mend the volume, Secret or ConfigMap that the message names, or the network of the node.");

    public static string OfConfiguration(string? message) => Of(Configuration, message, "Create the Secret or ConfigMap or key that the message names, or mend the securityContext.");

    public static string OfStart(string? message) => Of(Start, message, "Mend command and args of the container, or the file in the image.");

    /// <summary>What a node did to a pod, and what to do.</summary>
    public static (string What, string Fix) OfEnd(string reason, string? message)
    {
        var says = (string words) => message?.Contains(words, StringComparison.OrdinalIgnoreCase) == true;
        if (reason == "Evicted")
        {
            return ("ended", says("exceeds the total limit") || says("exceeded its local ephemeral storage limit") || says("Usage of EmptyDir")
                ? "Raise the limit of ephemeral-storage or the sizeLimit of the emptyDir, or write less there; then delete the pod."
                : "Give it requests that cover what it uses, and look at the pressure of the node; then delete the pod.");
        }

        var known = Ends.FirstOrDefault(end => end.Reasons.Contains(reason, StringComparer.Ordinal) || (end.Reasons[0] == "OutOf" && reason.StartsWith("OutOf", StringComparison.Ordinal)));
        return known.Fix is not null ? (known.What, known.Fix) : (says("rejected") || says("Predicate") ? "refused" : "ended", "Look at the node, then delete the pod.");
    }

    private static string Of((string[] Words, string Fix)[] table, string? message, string otherwise) => message is null ? otherwise
        : table.FirstOrDefault(row => row.Words.Any(word => message.Contains(word, StringComparison.Ordinal))).Fix ?? otherwise;
}
