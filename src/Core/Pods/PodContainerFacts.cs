using System.Text.Json.Serialization;
using GoEnv.Binaries;
using GoEnv.Connection;
using GoEnv.Kubernetes;
using GoEnv.Shell;
using GoEnv.Toolchain;

namespace GoEnv.Pods;

/// <summary>
/// What there is to know of a Go program in a container of a pod, or of a container in which none runs: how it was built, its place
/// in the cluster, and its environment. What could not be had is null, with a reason in <see cref="Unknown"/>.
/// </summary>
public sealed record PodContainerFacts
{
    private static readonly string[] OfProgram = ["goVersion", "module"];
    private static readonly string[] OfPod = ["image", "node"];

    /// <summary>The container.</summary>
    public required Target Target { get; init; }

    /// <summary>When the answer arrived here.</summary>
    public required DateTimeOffset CollectedAt { get; init; }

    /// <summary>The executable of the Go program; null where none runs, or where that is not known.</summary>
    public string? Program { get; init; }

    /// <summary>The first process that runs it.</summary>
    public BinaryProcess? Process { get; init; }

    /// <summary>The Go version that built <see cref="Program"/>.</summary>
    public GoVersion? GoVersion => Info?.GoVersion;

    /// <summary>The main module of <see cref="Program"/>, or its main package where it was built without modules.</summary>
    public string? Module => Info?.Module ?? Info?.Package;

    /// <summary>The image as the pod names it.</summary>
    public string? Image { get; init; }

    /// <summary>The image by its digest, as the node tells it; null while it was not pulled.</summary>
    public string? ImageId { get; init; }

    /// <summary>The node; null while the pod has none.</summary>
    public string? Node { get; init; }

    /// <summary>The object that made the pod, such as <c>Deployment api</c>; null for a pod of its own.</summary>
    public string? Owner { get; init; }

    /// <summary>What the container does, such as <c>running</c> or <c>waiting: CrashLoopBackOff</c>.</summary>
    public string? State { get; init; }

    /// <summary>What an exec told of it.</summary>
    public ContainerInside? Inside { get; init; }

    /// <summary>All Go programs that run in the container, by the number of their process; null where they are not known.</summary>
    [JsonIgnore]
    public IReadOnlyList<GoProgramInside>? Programs => Inside?.Programs is { IsKnown: true, Value: var programs } ? programs : null;

    /// <summary>What probes told, as of every target.</summary>
    public EnvironmentFacts? Environment { get; init; }

    /// <summary>The machine and the account, of <see cref="Environment"/>.</summary>
    [JsonIgnore]
    public HostFacts? Host => Environment?.Host;

    /// <summary>The Go toolchains, of <see cref="Environment"/>; empty when they are not known.</summary>
    [JsonIgnore]
    public IReadOnlyList<GoToolchain> Toolchains => Environment?.Toolchains ?? [];

    /// <summary>What each kind of shell start sees, of <see cref="Environment"/>.</summary>
    [JsonIgnore]
    public ShellFacts? Shell => Environment?.Shell;

    /// <summary>Why values are missing, by their names in JSON, in any case of letters.</summary>
    public IReadOnlyDictionary<string, string> Unknown { get; init; } = new Dictionary<string, string>();

    // Where a file was replaced while it ran, two programs have one path.
    private GoBuildInfo? Info => Programs?.FirstOrDefault(one => one.Info.Path == Program && First(one) == Process)?.Info;

    /// <summary>One for each Go program, at least one, of what an audit that asks containers told, and of the pod as a list has it.</summary>
    public static IReadOnlyList<PodContainerFacts> Of(TargetResult result, Fact<Pod> listed, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(result);
        var pod = listed.IsKnown ? listed.Value : null;
        var name = result.Target.Pod?.Container ?? pod?.DefaultContainer;
        var spec = pod?.AllContainers.FirstOrDefault(container => container.Name == name);
        var status = name is null ? null : pod?.StatusOf(name);
        var inside = result.Error is { } error ? Fact<ContainerInside>.Unknown(error.Clause) : result.Facts?.Container ?? default;
        var facts = new PodContainerFacts
        {
            Target = result.Target,
            CollectedAt = result.Facts?.CollectedAt ?? now,
            Image = spec?.Image,
            ImageId = string.IsNullOrEmpty(status?.ImageID) ? null : status.ImageID,
            Node = pod?.Spec.NodeName,
            Owner = pod?.Owner,
            State = status?.State?.ToString(),
            Inside = inside.IsKnown ? inside.Value : null,
            Environment = result.Facts,
        };
        return facts.Programs is { Count: > 0 } programs
            ? [.. programs.Select(one => With(facts with { Program = one.Info.Path, Process = First(one) }, null))]
            : [With(facts, inside.Reason ?? inside.Value.Programs.Reason)];

        PodContainerFacts With(PodContainerFacts row, string? reason)
        {
            var unknown = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
            if ((reason ?? row.Info?.Problem?.Message.TrimEnd('.')) is { } why)
            {
                Array.ForEach(OfProgram, key => unknown.Add(key, why));
            }
            else if (row.Info is { GoVersion: null } info)
            {
                unknown.Add("goVersion", $"it was built by '{info.GoVersionText}', which is no release");
            }

            if (pod is null)
            {
                Array.ForEach(OfPod, key => unknown.Add(key, listed.Reason ?? "the list of pods has none of that name"));
            }

            return row with { Unknown = unknown };
        }
    }

    private static BinaryProcess? First(GoProgramInside program) => program.Info.Processes is [var first, ..] ? first : null;
}
