using System.Collections;

namespace GoEnv.Kubernetes;

/// <summary>What of this machine decides which cluster is asked, and how.</summary>
public sealed record KubeEnvironment
{
    /// <summary>Environment variables; those of this process.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = Environment.GetEnvironmentVariables()
        .Cast<DictionaryEntry>()
        .ToDictionary(entry => (string)entry.Key, entry => (string?)entry.Value ?? string.Empty,
            OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);

    /// <summary>The folder that relative paths in KUBECONFIG are relative to.</summary>
    public string WorkingFolder { get; init; } = Environment.CurrentDirectory;

    /// <summary>The home folder of the account.</summary>
    public string Home { get; init; } = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);

    /// <summary>Where a pod finds its service account.</summary>
    public string ServiceAccountFolder { get; init; } = "/var/run/secrets/kubernetes.io/serviceaccount";

    /// <summary>The file that a K3s server writes.</summary>
    public string K3sFile { get; init; } = "/etc/rancher/k3s/k3s.yaml";

    /// <summary>A variable; null when it is not set or empty.</summary>
    internal string? Find(string name) => Variables.TryGetValue(name, out var value) && value.Length > 0 ? value : null;
}
