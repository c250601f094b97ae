using System.Globalization;
using GoEnv.Kubernetes;

namespace GoEnv.Pods;

/// <summary>Quantities of Kubernetes.</summary>
internal static class PodQuantity
{
    private static readonly (string Unit, double Factor)[] Units =
    [
        ("Ki", 1024d), ("Mi", 1024d * 1024), ("Gi", 1024d * 1024 * 1024), ("Ti", 1024d * 1024 * 1024 * 1024), ("Pi", 1024d * 1024 * 1024 * 1024 * 1024),
        ("m", 0.001), ("k", 1e3), ("M", 1e6), ("G", 1e9), ("T", 1e12), ("P", 1e15), ("n", 1e-9), ("u", 1e-6), (string.Empty, 1),
    ];

    /// <summary>A quantity as a number; null where it is none.</summary>
    public static double? Parse(string? text)
    {
        var (unit, factor) = Units.FirstOrDefault(one => one.Unit.Length > 0 && text?.EndsWith(one.Unit, StringComparison.Ordinal) == true, Units[^1]);
        return double.TryParse(text?[..^unit.Length], NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number * factor : null;
    }

    /// <summary>The limit of a container, of its own or else that of its pod (Kubernetes 1.34 on), which then is the container's too; null for none.</summary>
    public static string? Limit(this PodFacts pod, ContainerFacts container, string resource) =>
        Of(container.Spec.Resources?.Limits, resource) ?? Of(pod.Pod.Spec.Resources?.Limits, resource);

    /// <summary>What a container or its pod is sure to get; null for nothing.</summary>
    public static string? Request(this PodFacts pod, ContainerFacts container, string resource) =>
        Of(container.Spec.Resources?.Requests, resource) ?? Of(pod.Pod.Spec.Resources?.Requests, resource);

    /// <summary>True where a container or its pod is sure to get something: a limit stands for a request that is not written, and not for one of 0.</summary>
    public static bool Asks(this PodFacts pod, ContainerFacts container, string resource) =>
        pod.Request(container, resource) is not null || Stands(container.Spec.Resources, resource) || Stands(pod.Pod.Spec.Resources, resource);

    private static bool Stands(PodResources? resources, string resource) =>
        resources is not null && Of(resources.Limits, resource) is not null && !resources.Requests.ContainsKey(resource);

    // A limit of 0 is none, and so is a request of 0.
    private static string? Of(IReadOnlyDictionary<string, string>? quantities, string resource) =>
        quantities?.GetValueOrDefault(resource) is { } quantity && Parse(quantity) != 0 ? quantity : null;
}
