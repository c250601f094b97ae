using GoEnv.Kubernetes;

namespace GoEnv.Pods;

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

    /// <inheritdoc/>
    protected internal override IEnumerable<Problem> Judge(PodFacts facts, RuleContext context)
    {
        // What the pod sets is refused where each container sets something better too: the sandbox has no settings but the pod's.
        var settings = facts.Pod.Spec.SecurityContext;
        var off = Off(settings, facts);
        if (Unsafe(settings, facts) is { Count: > 0 } kernel)
        {
            off.Add($"it sets {string.Join(", ", kernel)}");
        }

        return (off.Count == 0 ? Enumerable.Empty<Problem>() : [Failed("the pod", off, "Take it out of the securityContext of the pod.")]).Concat(base.Judge(facts, context));
    }

    private protected override IEnumerable<Problem> Judge(ContainerFacts container, PodFacts pod, RuleContext context)
    {
        var off = Off(container.Spec.SecurityContext, pod);
        if (pod.Pod.Metadata.Annotations.GetValueOrDefault(AppArmor + container.Name) == "unconfined" && container.Spec.SecurityContext?.AppArmorProfile is null)
        {
            off.Add($"AppArmor is Unconfined, by the annotation {AppArmor}{container.Name}");
        }

        return off.Count == 0 ? [] : [Failed($"the container '{container.Name}'", off, "Take it out of the securityContext of the container.")];
    }

    private static Problem Failed(string whom, List<string> off, string fix) =>
        Problem.Fail($"For {whom} {string.Join(", and ", off)}.") with { Evidence = off, Fix = fix };

    private static List<string> Off(PodSecurityContext? settings, PodFacts pod)
    {
        var off = new List<string>();
        if (settings?.SeccompProfile?.Type == "Unconfined")
        {
            off.Add("seccomp is Unconfined");
        }

        if (settings?.AppArmorProfile?.Type == "Unconfined")
        {
            off.Add("AppArmor is Unconfined");
        }

        if (settings?.SeLinuxOptions is { } label)
        {
            var own = new[] { IsKnownType(label.Type ?? string.Empty, pod) ? null : $"type {label.Type}", Named("user", label.User), Named("role", label.Role) }.OfType<string>().ToList();
            if (own.Count > 0)
            {
                off.Add($"SELinux has a label of its own ({string.Join(", ", own)})");
            }
        }

        return off;
    }

    private static string? Named(string what, string? name) => string.IsNullOrEmpty(name) ? null : $"{what} {name}";

    private static bool IsKnownType(string type, PodFacts pod) => Types.Contains(type) || (type == "container_engine_t" && pod.Minor.ValueOr(int.MaxValue) >= 31);

    private static List<string> Unsafe(PodSecurityContext? settings, PodFacts pod) => (settings?.Sysctls ?? []).Select(sysctl => sysctl.Name)
        .Where(name => !Sysctls.Any(one => one.Name == name && pod.Minor.ValueOr(int.MaxValue) >= one.Since)).ToList();
}
