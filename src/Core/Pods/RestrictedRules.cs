using GoEnv.Kubernetes;

namespace GoEnv.Pods;

/// <summary>A rule of the restricted level about each container, from which those of Windows are exempt.</summary>
public abstract class RestrictedRule : ContainerRule
{
    private protected RestrictedRule(string id, string title)
        : base(id, Severity.Information, title)
    {
    }

    /// <summary>The release of Kubernetes whose restricted level first asks for it.</summary>
    private protected virtual int Since => 0;

    private protected sealed override IEnumerable<ContainerFacts> Of(PodFacts pod) =>
        pod.Pod.Spec.Os?.Name == "windows" || pod.Minor.ValueOr(int.MaxValue) < Since ? [] : pod.Containers;
}

/// <summary>Whether a process can get more rights than its parent (Pod Security Standards, restricted).</summary>
public sealed class EscalationRule() : RestrictedRule("GE7041", "Processes cannot gain rights")
{
    private protected override IEnumerable<Problem> Judge(ContainerFacts container, PodFacts pod, RuleContext context)
    {
        // A privileged container may do all: GE7031 speaks of it.
        if (container.Spec.SecurityContext is not ({ AllowPrivilegeEscalation: false } or { Privileged: true }))
        {
            yield return Problem.Fail($"A process in the container '{container.Name}' may gain rights, as by a setuid file: allowPrivilegeEscalation is not false.") with
            {
                Expected = "false",
                Fix = "Set allowPrivilegeEscalation: false in the securityContext of the container.",
            };
        }
    }
}

/// <summary>Capabilities that a container keeps (Pod Security Standards, restricted).</summary>
public sealed class CapabilitiesRule() : RestrictedRule("GE7042", "Containers drop their capabilities")
{
    private const string Allowed = "NET_BIND_SERVICE";

    private protected override int Since => 22;

    private protected override IEnumerable<Problem> Judge(ContainerFacts container, PodFacts pod, RuleContext context)
    {
        var settings = container.Spec.SecurityContext;
        // Those that reach beyond the container are GE7031's.
        var added = (settings?.Capabilities?.Add ?? []).Where(name => name != Allowed && PrivilegedRule.Harmless.Contains(name)).ToList();
        var drops = settings?.Capabilities?.Drop.Contains("ALL", StringComparer.Ordinal) == true;
        if (settings?.Privileged != true && (!drops || added.Count > 0))
        {
            yield return Problem.Fail(drops
                ? $"The container '{container.Name}' adds capabilities: {string.Join(", ", added)}."
                : $"The container '{container.Name}' keeps the capabilities that its runtime gives: drop has no ALL.") with
            {
                Expected = "drop: [ALL]",
                Fix = "Set capabilities: {drop: [ALL]} in the securityContext of the container, and add NET_BIND_SERVICE alone where it needs a port below 1024.",
            };
        }
    }
}

/// <summary>The filter of system calls (Pod Security Standards, restricted).</summary>
public sealed class SeccompRule() : RestrictedRule("GE7043", "A seccomp profile is set")
{
    private protected override int Since => 19;

    private protected override IEnumerable<Problem> Judge(ContainerFacts container, PodFacts pod, RuleContext context)
    {
        if (container.Spec.SecurityContext?.Privileged != true
            && (container.Spec.SecurityContext?.SeccompProfile ?? pod.Pod.Spec.SecurityContext?.SeccompProfile)?.Type is null)
        {
            yield return Problem.Fail($"No seccomp profile is set for the container '{container.Name}'.") with
            {
                Expected = "RuntimeDefault",
                Fix = "Set seccompProfile: {type: RuntimeDefault} in the securityContext of the pod.",
            };
        }
    }
}

/// <summary>The types of volumes (Pod Security Standards, restricted).</summary>
public sealed class VolumeTypeRule() : Rule<PodFacts>("GE7044", Severity.Information, "Volumes are of types that the restricted level allows")
{
    // hostPath is GE7032's.
    private static readonly string[] Allowed =
        ["configMap", "csi", "downwardAPI", "emptyDir", "ephemeral", "image", "persistentVolumeClaim", "projected", "secret", "hostPath"];

    /// <inheritdoc/>
    protected internal override IEnumerable<Problem> Judge(PodFacts facts, RuleContext context) => facts.Pod.Spec.Volumes
        .Where(volume => !Allowed.Contains(volume.Type))
        .Select(volume => Problem.Fail($"The volume '{volume.Name}' is of the type {volume.Type}, which is driven by the node itself.") with
        {
            Subject = volume.Name,
            Actual = volume.Type,
            Fix = "Use a PersistentVolumeClaim with a CSI driver.",
        });
}

/// <summary>Whether the root file system of containers can be written.</summary>
public sealed class ReadOnlyRootRule() : ContainerRule("GE7045", Severity.Information, "The root file system is read-only")
{
    private protected override IEnumerable<ContainerFacts> Of(PodFacts pod) => pod.Pod.Spec.Os?.Name == "windows" ? [] : pod.Serving;

    private protected override IEnumerable<Problem> Judge(ContainerFacts container, PodFacts pod, RuleContext context)
    {
        if (container.Spec.SecurityContext is not ({ ReadOnlyRootFilesystem: true } or { Privileged: true }))
        {
            yield return Problem.Fail($"The container '{container.Name}' can write to its root file system.") with
            {
                Expected = "readOnlyRootFilesystem: true",
                Fix = "Set readOnlyRootFilesystem: true, and mount an emptyDir where it has to write, such as /tmp.",
            };
        }
    }
}
