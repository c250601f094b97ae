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
        var worst = settings?.Privileged == true ? Severity.Error : Severity.Warning;
        var what = new List<string>();
        if (settings?.Privileged == true)
        {
            // Whatever else it has is less than that.
            what.Add("is privileged, so that it may do all that root of the node may");
        }
        else
        {
            if ((settings?.WindowsOptions?.HostProcess ?? pod.Pod.Spec.SecurityContext?.WindowsOptions?.HostProcess) == true)
            {
                what.Add("is a host process of Windows");
            }

            if (added.Count > 0)
            {
                what.Add($"adds capabilities that reach beyond it ({string.Join(", ", added)})");
            }

            if (settings?.ProcMount is { } mount and not "Default")
            {
                worst = pod.HasUsersOfItsOwn && what.Count == 0 ? Severity.Information : worst;
                what.Add($"has {mount.ToLowerInvariant()} files of the kernel (procMount){(pod.HasUsersOfItsOwn ? ", if only for users of its own" : string.Empty)}");
            }
        }

        if (what.Count > 0)
        {
            yield return Problem.Fail($"The container '{container.Name}' {string.Join(", and ", what)}.") with
            {
                Severity = worst == Severity.Error ? null : worst,
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
