using GoEnv.Kubernetes;

namespace GoEnv.Pods;

/// <summary>The user that containers run as (Pod Security Standards, restricted).</summary>
public sealed class RootUserRule() : ContainerRule("GE7040", Severity.Warning, "Containers do not run as root")
{
    private const string Fix = "Set runAsNonRoot: true and, where the image does not name a user, runAsUser in the securityContext.";

    // The release from which on the level restricted looks at runAsUser.
    private const int WithUsers = 23;

    /// <inheritdoc/>
    protected internal override IEnumerable<Problem> Judge(PodFacts facts, RuleContext context)
    {
        if (facts.HasUsersOfItsOwn)
        {
            return [];
        }

        var problems = base.Judge(facts, context).ToList();
        return problems.Count == 0 && Taken(facts) is { } asked
            ? [Problem.Fail($"The pod asks for root ({asked}), which its containers take back: the level restricted refuses such a pod.") with
            {
                Severity = Severity.Information,
                Actual = asked,
                Fix = $"Take {asked} out of the securityContext of the pod.",
            }]
            : problems;
    }

    private protected override IEnumerable<Problem> Judge(ContainerFacts container, PodFacts pod, RuleContext context)
    {
        var (own, all) = (container.Spec.SecurityContext, pod.Pod.Spec.SecurityContext);
        var user = own?.RunAsUser ?? all?.RunAsUser;
        var mustNot = (own?.RunAsNonRoot ?? all?.RunAsNonRoot) == true;
        if (pod.Pod.Spec.Os?.Name == "windows")
        {
            // A process of the node itself is GE7031's.
            if (!mustNot && (own?.WindowsOptions?.HostProcess ?? all?.WindowsOptions?.HostProcess) != true)
            {
                var account = own?.WindowsOptions?.RunAsUserName ?? all?.WindowsOptions?.RunAsUserName;
                yield return Problem.Fail(account is null or "ContainerAdministrator"
                    ? $"Nothing keeps the container '{container.Name}' from running as ContainerAdministrator: runAsNonRoot is not true."
                    : $"The container '{container.Name}' runs as {account}, but runAsNonRoot is not true: the level restricted refuses such a pod.") with
                {
                    Severity = Severity.Information,
                    Fix = "Set runAsNonRoot: true in the securityContext.",
                };
            }

            yield break;
        }

        // A setuid file makes root of any user, and the node looks at the user of the image and the pod alone.
        var isRoot = container.Inside.TryGet(out var inside) && inside.Uid is { IsKnown: true, Value: 0 };
        if (mustNot)
        {
            if (isRoot && user != 0)
            {
                yield return Problem.Fail($"The container '{container.Name}' runs as root, though it must not (runAsNonRoot: true): its main process became root, as by a setuid file.") with
                {
                    Expected = "a user other than 0",
                    Actual = "0",
                    Fix = "Set allowPrivilegeEscalation: false in its securityContext, or take the setuid bit from what it starts.",
                };
            }
            else if (user == 0)
            {
                yield return Problem.Fail($"The container '{container.Name}' is to run as root (runAsUser: 0) and must not (runAsNonRoot: true): its node does not start it.") with { Expected = "a user other than 0", Actual = "0", Fix = "Set runAsUser to the user of the image, or take it out where the image names one." };
            }

            yield break;
        }

        var uid = isRoot ? 0L
            : user is { } asked ? asked
            : inside is not null ? inside.Uid
            : container.Inside.IsUnknown ? Fact<long>.Unknown(container.Inside.Reason!)
            : Fact<long>.Absent;
        if (uid is { IsKnown: true, Value: 0 })
        {
            yield return Problem.Fail($"The container '{container.Name}' runs as root.") with { Expected = "a user other than 0", Actual = "0", Fix = Fix };
        }
        else if (uid.IsUnknown)
        {
            yield return Problem.Unknown($"Whether the container '{container.Name}' runs as root could not be told, as the pod does not say so: {uid.Reason}.") with { Fix = Fix, Unread = container.Inside.IsUnknown ? uid.Reason : null };
        }
        else
        {
            yield return Problem.Fail($"Nothing keeps the container '{container.Name}' from running as root: runAsNonRoot is not true{(uid.IsKnown ? $", and it runs as {uid.Value}" : string.Empty)}.") with
            {
                Severity = Severity.Information,
                Fix = "Set runAsNonRoot: true in the securityContext.",
            };
        }
    }

    private static string? Taken(PodFacts facts) => facts.Pod.Spec.SecurityContext switch
    {
        { RunAsUser: 0 } when facts.Minor.ValueOr(int.MaxValue) >= WithUsers => "runAsUser: 0",
        { RunAsNonRoot: false } => "runAsNonRoot: false",
        _ => null,
    };
}
