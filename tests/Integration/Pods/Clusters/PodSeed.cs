using System.Text.Json.Nodes;
using GoEnv.Kubernetes;

namespace GoEnv.Tests.Pods;

/// <summary>A pod with the container <c>main</c>, with which nothing is wrong but what the seed makes of it.</summary>
internal sealed record PodSeed(string Name, params IReadOnlyList<string> Command)
{
    /// <summary>What it runs where a test does not care.</summary>
    public static IReadOnlyList<string> Idle { get; } = ["sleep", "1000000"];

    /// <summary>Files of this machine, and where they are in the container.</summary>
    public IReadOnlyList<(string From, string To)> Files { get; init; } = [];

    public bool HasShell { get; init; } = true;

    /// <summary>The name of a second container, with a shell, which an annotation makes the default.</summary>
    public string? Second { get; init; }

    /// <summary>Changes the spec.</summary>
    public Action<JsonObject>? Edit { get; init; }

    /// <summary>True when the pod is where it is meant to come to.</summary>
    public Func<Pod, bool> IsThere { get; init; } = pod => pod.Status?.ContainerStatuses is { Count: > 0 } all && all.All(status => status.State?.Running is not null);

    /// <summary>What the stand-in, in which no such thing happens, says of the container's status; null where it runs.</summary>
    public Action<JsonObject>? Simulated { get; init; }

    /// <summary>What the stand-in's node warns of it.</summary>
    public (string Reason, string Message)? Warning { get; init; }

    /// <summary>The folders that hold the files: one above a <c>bin</c>.</summary>
    public IReadOnlyList<string> Folders => Files.Select(file => Path.GetDirectoryName(file.To)!)
        .Select(folder => Path.GetFileName(folder) == "bin" ? Path.GetDirectoryName(folder)! : folder).Distinct(StringComparer.Ordinal).ToList();
}
