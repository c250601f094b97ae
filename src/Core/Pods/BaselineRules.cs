using GoEnv.Kubernetes;

namespace GoEnv.Pods;

/// <summary>The namespaces of the node (Pod Security Standards, baseline).</summary>
public sealed class HostNamespacesRule() : Rule<PodFacts>("GE7030", Severity.Warning, "Pods have namespaces of their own")
{
    /// <inheritdoc/>
    protected internal override IEnumerable<Problem> Judge(PodFacts facts, RuleContext context)
    {
        var spec = facts.Pod.Spec;
        var shared = new[] { (spec.HostNetwork, "hostNetwork"), (spec.HostPID, "hostPID"), (spec.HostIPC, "hostIPC") }
            .Where(one => one.Item1).Select(one => one.Item2).ToList();
        if (shared.Count > 0)
        {
            yield return Problem.Fail($"The pod shares namespaces of its node: {string.Join(", ", shared)}.") with
            {
                Actual = string.Join(", ", shared),
                Fix = $"Take {string.Join(" and ", shared)} out of the pod's spec.",
            };
        }
    }
}

/// <summary>Rights over the node (Pod Security Standards, baseline).</summary>
public sealed class PrivilegedRule() : ContainerRule("GE7031", Severity.Error, "Containers are not privileged")
{
    /// <summary>Capabilities that the baseline level allows.</summary>
    internal static IReadOnlyList<string> Harmless { get; } =
    [
        "AUDIT_WRITE", "CHOWN", "DAC_OVERRIDE", "FOWNER", "FSETID", "KILL", "MKNOD", "NET_BIND_SERVICE", "SETFCAP", "SETGID", "SETPCAP", "SETUID", "SYS_CHROOT",
    ];

    private protected override IEnumerable<Problem> Judge(ContainerFacts container, PodFacts pod, RuleContext context)
    {
        var settings = container.Spec.SecurityContext;
        var added = (settings?.Capabilities?.Add ?? []).Where(name => !Harmless.Contains(name)).ToList();
        var what = settings?.Privileged == true ? "is privileged, so that it may do all that root of the node may"
            : (settings?.WindowsOptions?.HostProcess ?? pod.Pod.Spec.SecurityContext?.WindowsOptions?.HostProcess) == true ? "is a host process of Windows"
            : added.Count > 0 ? $"adds capabilities that reach beyond it ({string.Join(", ", added)})"
            : settings?.ProcMount is { } mount and not "Default" && !pod.HasUsersOfItsOwn ? $"has {mount.ToLowerInvariant()} files of the kernel (procMount)"
            : null;
        if (what is not null)
        {
            yield return Problem.Fail($"The container '{container.Name}' {what}.") with
            {
                Severity = settings?.Privileged == true ? null : Severity.Warning,
                Fix = settings?.Privileged == true ? "Take 'privileged' out of its securityContext, and add the one capability that it needs."
                    : "Take it out of its securityContext.",
            };
        }
    }
}

/// <summary>Paths and ports of the node (Pod Security Standards, baseline).</summary>
public sealed class HostPathRule() : Rule<PodFacts>("GE7032", Severity.Warning, "Pods use no paths and ports of their node")
{
    /// <inheritdoc/>
    protected internal override IEnumerable<Problem> Judge(PodFacts facts, RuleContext context)
    {
        // In the network of the node every port is one of the node: GE7030 speaks of it.
        var used = facts.Pod.Spec.Volumes.Where(volume => volume.Type == "hostPath").Select(volume => $"the path {volume.Source}")
            .Concat(facts.Pod.Spec.HostNetwork ? [] : facts.Containers.SelectMany(container => container.Spec.Ports).Where(port => port.HostPort != 0).Select(port => $"the port {port.HostPort}"))
            .ToList();
        if (used.Count > 0)
        {
            yield return Problem.Fail($"The pod uses of its node {string.Join(", ", used)}.") with
            {
                Evidence = used,
                Fix = "Use a volume of the cluster in place of hostPath, and a Service in place of hostPort.",
            };
        }
    }
}

/// <summary>Confinement that is switched off (Pod Security Standards, baseline).</summary>
public sealed class ConfinementRule() : ContainerRule("GE7033", Severity.Warning, "Confinement is not switched off")
{
    private const string AppArmor = "container.apparmor.security.beta.kubernetes.io/";

    private static readonly string[] Types = ["", "container_t", "container_init_t", "container_kvm_t"];

    // Each with the release from which on it is harmless.
    private static readonly (string Name, int Since)[] Sysctls =
    [
        ("kernel.shm_rmid_forced", 0), ("net.ipv4.ip_local_port_range", 0), ("net.ipv4.ip_unprivileged_port_start", 0), ("net.ipv4.tcp_syncookies", 0),
        ("net.ipv4.ping_group_range", 0), ("net.ipv4.ip_local_reserved_ports", 27), ("net.ipv4.tcp_keepalive_time", 29), ("net.ipv4.tcp_fin_timeout", 29),
        ("net.ipv4.tcp_keepalive_intvl", 29), ("net.ipv4.tcp_keepalive_probes", 29), ("net.ipv4.tcp_rmem", 32), ("net.ipv4.tcp_wmem", 32),
    ];

    private protected override IEnumerable<Problem> Judge(ContainerFacts container, PodFacts pod, RuleContext context)
    {
        var (own, all) = (container.Spec.SecurityContext, pod.Pod.Spec.SecurityContext);
        var off = new List<string>();
        if ((own?.SeccompProfile ?? all?.SeccompProfile)?.Type == "Unconfined")
        {
            off.Add("seccomp is Unconfined");
        }

        if ((own?.AppArmorProfile ?? all?.AppArmorProfile)?.Type == "Unconfined"
            || pod.Pod.Metadata.Annotations.GetValueOrDefault(AppArmor + container.Name) == "unconfined")
        {
            off.Add("AppArmor is Unconfined");
        }

        if ((own?.SeLinuxOptions ?? all?.SeLinuxOptions) is { } label
            && (!IsKnownType(label.Type ?? string.Empty, pod) || !string.IsNullOrEmpty(label.User) || !string.IsNullOrEmpty(label.Role)))
        {
            off.Add($"SELinux has a label of its own ({label.Type})");
        }

        if (container == pod.Containers[0] && Unsafe(pod) is { Count: > 0 } kernel)
        {
            off.Add($"the pod sets {string.Join(", ", kernel)}");
        }

        if (off.Count > 0)
        {
            yield return Problem.Fail($"For the container '{container.Name}' {string.Join(", and ", off)}.") with { Evidence = off, Fix = "Take it out of the securityContext of pod and container." };
        }
    }

    private static bool IsKnownType(string type, PodFacts pod) => Types.Contains(type) || (type == "container_engine_t" && pod.Minor.ValueOr(int.MaxValue) >= 31);

    private static List<string> Unsafe(PodFacts pod) => (pod.Pod.Spec.SecurityContext?.Sysctls ?? []).Select(sysctl => sysctl.Name)
        .Where(name => !Sysctls.Any(one => one.Name == name && pod.Minor.ValueOr(int.MaxValue) >= one.Since)).ToList();
}

/// <summary>Hosts in probes and hooks (Pod Security Standards, baseline, from Kubernetes 1.34 on).</summary>
public sealed class ProbeHostRule() : ContainerRule("GE7034", Severity.Warning, "Probes and hooks ask the pod itself")
{
    private const int Since = 34;

    private protected override IEnumerable<Problem> Judge(ContainerFacts container, PodFacts pod, RuleContext context)
    {
        var spec = container.Spec;
        var host = new[] { spec.LivenessProbe, spec.ReadinessProbe, spec.StartupProbe, spec.Lifecycle?.PostStart, spec.Lifecycle?.PreStop }
            .Select(probe => probe?.HttpGet?.Host ?? probe?.TcpSocket?.Host).FirstOrDefault(name => !string.IsNullOrEmpty(name));
        if (host is null)
        {
            yield break;
        }

        // Where the release is not known, that of today is meant.
        if (pod.Minor.ValueOr(int.MaxValue) >= Since)
        {
            yield return Problem.Fail($"A probe or hook of the container '{container.Name}' asks the host {host}: the node asks it in the pod's place.") with
            {
                Actual = host,
                Fix = "Take 'host' out of the probe or hook; then the pod itself is asked.",
            };
        }
    }
}
