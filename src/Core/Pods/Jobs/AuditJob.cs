using System.Globalization;
using System.Text.RegularExpressions;

namespace GoEnv.Pods.Jobs;

/// <summary>An audit of pods that runs in the cluster itself.</summary>
public sealed partial record AuditJob
{
    /// <summary>The label that all objects of audits have, with the value <see cref="LabelValue"/>.</summary>
    public const string Label = "app.kubernetes.io/name";

    /// <summary>The label that names the audit.</summary>
    public const string NameLabel = "app.kubernetes.io/instance";

    /// <summary>The value of <see cref="Label"/>.</summary>
    public const string LabelValue = "goenvctl";

    /// <summary>The container of its pods.</summary>
    public const string Container = "audit";

    /// <summary>The seconds of a day.</summary>
    public const int OneDay = 86400;

    // The controller of CronJobs appends eleven characters, and names of pods end at 63.
    private const int LongestName = 52;

    private const int SeccompField = 19;
    private const int IndexedJobs = 22;

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>The namespace that it runs in.</summary>
    public required string Namespace { get; init; }

    /// <summary>An image that has goenvctl on its PATH.</summary>
    public required string Image { get; init; }

    /// <summary>The namespaces that it audits; empty for all.</summary>
    public IReadOnlyList<string> Audited { get; init; } = [];

    /// <summary>A label selector of the pods that it audits; null for all.</summary>
    public string? Selector { get; init; }

    /// <summary>When it runs, as cron writes it; null for once.</summary>
    public string? Schedule { get; init; }

    /// <summary>How many pods share the work.</summary>
    public int Shards { get; init; } = 1;

    /// <summary>Rules, by id or wildcard; empty for all.</summary>
    public IReadOnlyList<string> Rules { get; init; } = [];

    /// <summary>Findings that pass are printed too.</summary>
    public bool IncludePassed { get; init; }

    /// <summary>Seconds until a job that has ended is deleted.</summary>
    public int TtlSeconds { get; init; } = OneDay;

    /// <summary>How often pods that fail are started anew.</summary>
    public int BackoffLimit { get; init; } = 3;

    /// <summary>What a pod is sure to get of processors.</summary>
    public string CpuRequest { get; init; } = "100m";

    /// <summary>What a pod is sure to get of memory.</summary>
    public string MemoryRequest { get; init; } = "128Mi";

    /// <summary>The most that a pod gets of memory.</summary>
    public string MemoryLimit { get; init; } = "512Mi";

    /// <summary>The second number of the release of Kubernetes; null for one that is not known: what any from 1.25 on takes.</summary>
    public int? Minor { get; init; }

    /// <summary>True for a release from <paramref name="minor"/> on, or one that is not known.</summary>
    internal bool IsFrom(int minor) => Minor is null || Minor >= minor;

    /// <summary>The second number of a release such as <c>v1.35.2+k3s1</c>; <see cref="FormatException"/> otherwise.</summary>
    public static int MinorOf(string version) => Release().Match(version) is { Success: true } match
        ? int.Parse(match.Groups["minor"].Value, CultureInfo.InvariantCulture)
        : throw new FormatException($"'{Text.TargetText.Clean(version)}' is no release of Kubernetes; write 1.35 or v1.35.2.");

    /// <summary>Itself, where it can be; <see cref="FormatException"/> names what cannot.</summary>
    public AuditJob Check()
    {
        Demand(Name.Length <= LongestName && DnsLabel().IsMatch(Name), $"the name '{Name}' must be lower-case letters, digits and hyphens, {LongestName} at most");
        foreach (var space in Audited.Append(Namespace))
        {
            Demand(DnsLabel().IsMatch(space), $"'{space}' is no name of a namespace");
        }

        Demand(Image.Length > 0 && !Image.Any(char.IsWhiteSpace), $"'{Image}' is no image");
        foreach (var quantity in new[] { CpuRequest, MemoryRequest, MemoryLimit })
        {
            Demand(PodQuantity.Parse(quantity) is > 0, $"'{quantity}' is no quantity; write 250m or 512Mi");
        }

        Demand(PodQuantity.Parse(MemoryRequest) <= PodQuantity.Parse(MemoryLimit), $"the memory request {MemoryRequest} is above the limit {MemoryLimit}");
        Demand(Schedule is null || Schedule.StartsWith('@') || Schedule.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length == 5,
            $"'{Schedule}' is no schedule; write five fields, as in \"0 3 * * *\"");
        Demand(IsFrom(SeccompField), $"Kubernetes 1.{Minor} has no seccompProfile, which the pods need; 1.{SeccompField} is the first that has it");
        Demand(Shards == 1 || IsFrom(IndexedJobs),
            $"Kubernetes 1.{Minor} has no indexed Jobs, which shards need: 1.{IndexedJobs} is the first that has them on, and 1.21 has them behind the feature gate IndexedJob. Write one job without shards for each group of namespaces");
        return this;
    }

    private static void Demand(bool holds, string what)
    {
        if (!holds)
        {
            throw new FormatException(char.ToUpperInvariant(what[0]) + Text.TargetText.Clean(what[1..]) + ".");
        }
    }

    [GeneratedRegex(@"^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex DnsLabel();

    [GeneratedRegex(@"^v?1\.(?<minor>[0-9]{1,3})\+?([.+-][0-9A-Za-z.+-]*)?\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Release();
}
