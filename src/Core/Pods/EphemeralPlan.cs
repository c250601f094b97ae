using System.Globalization;
using System.Text.Json.Nodes;
using GoEnv.Kubernetes;

namespace GoEnv.Pods;

/// <summary>
/// An ephemeral container that is to look into a container without a shell: as its user, since the kernel shows files of a process
/// to nobody else, and with no more rights than it has.
/// </summary>
public sealed record EphemeralPlan
{
    private const string Prefix = "goenv-";

    // The user nonroot of distroless images, whose group is not 0.
    private const long Nonroot = 65532;

    // Ends when it is asked to and after a time, and leaves no child behind: process 1 is the target's, and may never reap it. Who
    // asks has two seconds to go. There is no $( and no $$ in it, which Kubernetes would replace.
    private const string Wait = "trap 'kill \"$s\"; wait \"$s\"; sleep 2; exit 0' TERM; sleep \"$1\" & s=$!; wait \"$s\"";

    /// <summary>The pod, and the container that is looked into.</summary>
    public required PodContainerName Container { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Its image.</summary>
    public required string Image { get; init; }

    /// <summary>Its user.</summary>
    public required long Uid { get; init; }

    /// <summary>Its group; null for the one that its image gives to the user.</summary>
    public long? Gid { get; init; }

    /// <summary>The capabilities of its target, where that is root; else it has none.</summary>
    public PodCapabilities Capabilities { get; init; } = new();

    /// <summary>After how long it ends by itself.</summary>
    public required TimeSpan Lifetime { get; init; }

    /// <summary>How many of earlier audits for the same container are in the pod's spec already.</summary>
    public int Earlier { get; init; }

    /// <summary>True where it runs already, and is not to be added.</summary>
    public bool Runs { get; init; }

    /// <summary>What it does to the pod, in words.</summary>
    public string Effect =>
        $"Add the ephemeral container '{Name}' of the image {Image}, as {Words}, to the pod {Container.Namespace}/{Container.Pod}: it looks into the container "
        + $"'{Container.Container}', ends after the audit, within {Lifetime.TotalSeconds.ToString("0", CultureInfo.InvariantCulture)} s at the latest, and stays in the pod's spec until the pod is deleted."
        + (Earlier > 0 ? $" {Earlier} of earlier audits {(Earlier == 1 ? "is" : "are")} there already." : string.Empty);

    private bool IsRoot => Uid == 0;

    private string Words => (Gid is { } gid ? $"{Uid}:{gid}" : $"{Uid}") + (IsRoot ? string.Empty : " with no capabilities");

    private IReadOnlyList<string> Command => ["sh", "-c", Wait, "goenv", Lifetime.TotalSeconds.ToString("0", CultureInfo.InvariantCulture)];

    /// <summary>True for an ephemeral container that an audit added.</summary>
    public static bool IsOurs(PodContainer container)
    {
        ArgumentNullException.ThrowIfNull(container);
        return container.Name.StartsWith(Prefix, StringComparison.Ordinal) && container.Command is ["sh", "-c", Wait, ..];
    }

    /// <summary>A name that no other container of a pod has; <paramref name="word"/> is random.</summary>
    public static string NameOf(string word) => Prefix + word;

    /// <summary>Whom the target runs as, as far as <paramref name="named"/>, the node or the spec says; null where only its image does.</summary>
    internal static (long? Uid, long? Gid) UserOf(Pod pod, ContainerFacts target, PodUser? named)
    {
        var (own, all, seen) = (target.Spec.SecurityContext, pod.Spec.SecurityContext, target.Status?.User?.Linux);
        var uid = named?.Uid ?? seen?.Uid ?? own?.RunAsUser ?? all?.RunAsUser;
        var gid = named?.Gid ?? seen?.Gid ?? own?.RunAsGroup ?? all?.RunAsGroup;
        var mustNot = (own?.RunAsNonRoot ?? all?.RunAsNonRoot) == true;
        uid ??= mustNot ? null : 0;
        return (uid, gid ?? (uid is 0 or Nonroot ? uid : null));
    }

    /// <summary>The same with the name of one that runs long enough yet, where there is one of this image and user.</summary>
    internal EphemeralPlan Or(Pod pod, DateTimeOffset now)
    {
        var ours = pod.Spec.EphemeralContainers.Where(one => IsOurs(one) && one.TargetContainerName == Container.Container).ToList();
        var running = ours.FirstOrDefault(one => one.Image == Image && one.Command.SequenceEqual(Command, StringComparer.Ordinal)
            && one.SecurityContext?.RunAsUser == Uid && one.SecurityContext.RunAsGroup == Gid
            && pod.StatusOf(one.Name)?.State?.Running?.StartedAt is { } start && now - start < Lifetime / 2);
        return this with { Name = running?.Name ?? Name, Runs = running is not null, Earlier = ours.Count };
    }

    /// <summary>It as the API takes it; it passes the level restricted of Pod Security where its target does.</summary>
    internal JsonObject ToJson()
    {
        var security = new JsonObject
        {
            ["allowPrivilegeEscalation"] = false,
            ["readOnlyRootFilesystem"] = true,
            ["seccompProfile"] = new JsonObject { ["type"] = "RuntimeDefault" },
            ["runAsUser"] = Uid,
            ["capabilities"] = IsRoot ? new JsonObject { ["add"] = Names(Capabilities.Add), ["drop"] = Names(Capabilities.Drop) } : new JsonObject { ["drop"] = new JsonArray("ALL") },
        };
        if (!IsRoot)
        {
            security["runAsNonRoot"] = true;
        }

        if (Gid is { } gid)
        {
            security["runAsGroup"] = gid;
        }

        return new JsonObject
        {
            ["name"] = Name,
            ["image"] = Image,
            ["imagePullPolicy"] = "IfNotPresent",
            ["command"] = Names(Command),
            ["targetContainerName"] = Container.Container,
            ["securityContext"] = security,
        };
    }

    private static JsonArray Names(IEnumerable<string> names) => new(names.Select(name => (JsonNode)name).ToArray());
}
