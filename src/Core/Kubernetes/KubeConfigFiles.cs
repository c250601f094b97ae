using GoEnv.Yaml;

namespace GoEnv.Kubernetes;

/// <summary>Finds, reads and merges kubeconfig files.</summary>
internal static class KubeConfigFiles
{
    public static KubeConfig Load(KubeEnvironment environment)
    {
        var paths = Paths(environment);
        if (paths.FirstOrDefault(Directory.Exists) is { } folder)
        {
            throw new FormatException($"{folder} is a folder and no kubeconfig; name files in KUBECONFIG.");
        }

        var files = paths.Where(File.Exists).ToList();
        var config = Merge(files.Select(path => KubeConfigReader.Read(YamlFile.Load(path), path)).ToList());
        if (!config.IsEmpty)
        {
            return config;
        }

        if (InCluster(environment) is { } pod)
        {
            return pod;
        }

        // Without a list in KUBECONFIG, K3s's own kubectl reads this file.
        if (environment.Find("KUBECONFIG") is null && File.Exists(environment.K3sFile))
        {
            return ReadK3s(environment.K3sFile);
        }

        throw new FormatException(files.Count > 0
            ? $"{string.Join(", ", files)}: there is no context, cluster or user; write a kubeconfig, or name another file in KUBECONFIG."
            : $"there is no {string.Join(", ", paths)}; set KUBECONFIG to the configuration of a cluster.");
    }

    private static List<string> Paths(KubeEnvironment environment)
    {
        var listed = environment.Find("KUBECONFIG")?
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(path => Path.GetFullPath(path, environment.WorkingFolder))
            .Distinct(StringComparer.Ordinal)
            .ToList();
        return listed is { Count: > 0 } ? listed : [Path.Combine(environment.Home, ".kube", "config")];
    }

    private static KubeConfig Merge(List<KubeConfig> configs)
    {
        var broken = new Dictionary<(string Kind, string Name), FormatException>();
        return new()
        {
            CurrentContext = configs.Select(config => config.CurrentContext).FirstOrDefault(name => name is not null),
            Files = configs.SelectMany(config => config.Files).ToList(),
            Contexts = First(configs, "context", config => config.Contexts, broken),
            Clusters = First(configs, "cluster", config => config.Clusters, broken),
            Users = First(configs, "user", config => config.Users, broken),
            Broken = broken,
        };
    }

    // The first that has a name wins, also where it cannot be used.
    private static Dictionary<string, T> First<T>(
        List<KubeConfig> configs, string kind, Func<KubeConfig, IReadOnlyDictionary<string, T>> of, Dictionary<(string Kind, string Name), FormatException> broken)
    {
        var merged = new Dictionary<string, T>(StringComparer.Ordinal);
        foreach (var config in configs)
        {
            foreach (var (name, value) in of(config).Where(entry => !broken.ContainsKey((kind, entry.Key))))
            {
                merged.TryAdd(name, value);
            }

            foreach (var (entry, e) in config.Broken.Where(one => one.Key.Kind == kind && !merged.ContainsKey(one.Key.Name)))
            {
                broken.TryAdd(entry, e);
            }
        }

        return merged;
    }

    private static KubeConfig? InCluster(KubeEnvironment environment)
    {
        var token = Path.Combine(environment.ServiceAccountFolder, "token");
        if (environment.Find("KUBERNETES_SERVICE_HOST") is not { } host || !File.Exists(token))
        {
            return null;
        }

        const string Name = "in-cluster";
        var authority = Path.Combine(environment.ServiceAccountFolder, "ca.crt");
        var space = Path.Combine(environment.ServiceAccountFolder, "namespace");
        var port = environment.Find("KUBERNETES_SERVICE_PORT") ?? "443";
        var server = new Uri($"https://{(host.Contains(':', StringComparison.Ordinal) ? $"[{host}]" : host)}:{port}");
        return new KubeConfig
        {
            CurrentContext = Name,
            Files = [environment.ServiceAccountFolder],
            Contexts = One(Name, new KubeContext(
                Name, Name, Name, File.Exists(space) ? File.ReadAllText(space).Trim() : "default", environment.ServiceAccountFolder)),
            Clusters = One(Name, new KubeCluster(Name, server, environment.ServiceAccountFolder)
            {
                CertificateAuthority = new KubeData(null, authority, environment.ServiceAccountFolder),
            }),
            Users = One(Name, new KubeUser(Name, environment.ServiceAccountFolder) { TokenFile = token }),
        };
    }

    private static KubeConfig ReadK3s(string path)
    {
        try
        {
            return KubeConfigReader.Read(YamlFile.Load(path), path);
        }
        catch (YamlFileException e) when (e.InnerException is UnauthorizedAccessException)
        {
            throw new FormatException(
                $"{path}: this account may not read it; K3s writes it for root alone, so copy it to ~/.kube/config as root and make it yours.", e);
        }
    }

    private static Dictionary<string, T> One<T>(string name, T value) => new(StringComparer.Ordinal) { [name] = value };
}
