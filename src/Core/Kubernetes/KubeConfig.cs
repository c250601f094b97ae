namespace GoEnv.Kubernetes;

/// <summary>What kubeconfig files say: contexts, clusters and users by name. The first file that has a name wins.</summary>
public sealed record KubeConfig
{
    /// <summary>The context that is used where none is named; null when no file names one.</summary>
    public string? CurrentContext { get; init; }

    /// <summary>The files that were read, in their order.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>Contexts by name.</summary>
    public IReadOnlyDictionary<string, KubeContext> Contexts { get; init; } = new Dictionary<string, KubeContext>();

    internal IReadOnlyDictionary<string, KubeCluster> Clusters { get; init; } = new Dictionary<string, KubeCluster>();

    internal IReadOnlyDictionary<string, KubeUser> Users { get; init; } = new Dictionary<string, KubeUser>();

    /// <summary>The entries that cannot be used, by what they are and their name.</summary>
    internal IReadOnlyDictionary<(string Kind, string Name), FormatException> Broken { get; init; } = new Dictionary<(string, string), FormatException>();

    internal bool IsEmpty => Contexts.Count == 0 && Clusters.Count == 0 && Users.Count == 0 && Broken.Count == 0 && CurrentContext is null;

    /// <summary>
    /// Finds the files as kubectl does (the list in KUBECONFIG, else <c>~/.kube/config</c>), then the service account of
    /// the pod that this runs in, then K3s's own file. <see cref="FormatException"/> names file, line and what is wrong.
    /// </summary>
    public static KubeConfig Load(KubeEnvironment? environment = null) =>
        KubeConfigFiles.Load(environment ?? new KubeEnvironment());

    /// <summary>The names of all contexts; empty when a file cannot be read, which completion must survive.</summary>
    public static IReadOnlyCollection<string> ContextNames(KubeEnvironment? environment = null)
    {
        try
        {
            return Load(environment).Contexts.Keys.ToList();
        }
        catch (FormatException)
        {
            return [];
        }
    }

    /// <summary>The cluster, user and namespace of a context; of the current one where <paramref name="name"/> is null.</summary>
    internal KubeConnection Connect(string? name)
    {
        var chosen = name ?? CurrentContext ?? throw new FormatException(
            $"{Where()} names no current context; run 'kubectl config use-context NAME', or name a context.");
        if (!Contexts.TryGetValue(chosen, out var context))
        {
            Use("context", chosen);
            var known = Contexts.Count == 0 ? "there are none" : $"the contexts are {string.Join(", ", Contexts.Keys.Order(StringComparer.Ordinal))}";
            throw new FormatException($"{Where()} has no context '{chosen}'; {known}.");
        }

        if (!Clusters.TryGetValue(context.Cluster, out var cluster))
        {
            Use("cluster", context.Cluster);
            throw new FormatException($"{context.Location}: the context '{chosen}' names the cluster '{context.Cluster}', which no file has.");
        }

        Use("user", context.User);
        var user = context.User.Length == 0 ? new KubeUser(string.Empty, context.Location)
            : Users.GetValueOrDefault(context.User) ?? throw new FormatException(
                $"{context.Location}: the context '{chosen}' names the user '{context.User}', which no file has.");
        return new KubeConnection(context, cluster, user);
    }

    private void Use(string kind, string name)
    {
        if (Broken.TryGetValue((kind, name), out var e))
        {
            throw new FormatException(e.Message, e);
        }
    }

    private string Where() => Files.Count switch
    {
        0 => "The Kubernetes configuration",
        1 => Files[0],
        _ => string.Join(" with ", Files),
    };
}

/// <summary>A context of kubeconfig.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Cluster">The name of its cluster.</param>
/// <param name="User">The name of its user; empty for none.</param>
/// <param name="Namespace">The namespace that is used where none is named.</param>
/// <param name="Location">Where it stands, as <c>file:line</c>.</param>
public sealed record KubeContext(string Name, string Cluster, string User, string Namespace, string Location);

/// <summary>A cluster of kubeconfig.</summary>
internal sealed record KubeCluster(string Name, Uri Server, string Location)
{
    public string? TlsServerName { get; init; }

    public bool SkipsTlsVerify { get; init; }

    public KubeData? CertificateAuthority { get; init; }

    public Uri? Proxy { get; init; }

    public bool DisablesCompression { get; init; }

    /// <summary>The value, as JSON, of the extension that is meant for credential plugins.</summary>
    public string? ExecConfig { get; init; }
}

/// <summary>A user of kubeconfig.</summary>
internal sealed record KubeUser(string Name, string Location)
{
    public KubeData? Certificate { get; init; }

    public KubeData? Key { get; init; }

    public string? Token { get; init; }

    public string? TokenFile { get; init; }

    public string? UserName { get; init; }

    public string? Password { get; init; }

    public ExecPlugin? Exec { get; init; }

    public Impersonation? As { get; init; }

    // The texts hold secrets.
    public override string ToString() => $"user '{Name}' of {Location}";
}

/// <summary>Who to act as.</summary>
internal sealed record Impersonation(string User, string? Uid, IReadOnlyList<string> Groups, IReadOnlyList<(string Key, string Value)> Extra);

/// <summary>A program that yields credentials.</summary>
internal sealed record ExecPlugin(string ApiVersion, string Command, string Location)
{
    public IReadOnlyList<string> Arguments { get; init; } = [];

    public IReadOnlyList<(string Name, string Value)> Environment { get; init; } = [];

    public bool ProvidesClusterInfo { get; init; }

    public string InteractiveMode { get; init; } = "IfAvailable";

    public string? InstallHint { get; init; }
}

/// <summary>A context with its cluster and user.</summary>
internal sealed record KubeConnection(KubeContext Context, KubeCluster Cluster, KubeUser User);

/// <summary>Bytes that a configuration holds itself, or names a file for.</summary>
internal sealed record KubeData(byte[]? Bytes, string? Path, string Location)
{
    /// <summary>The bytes; <see cref="FormatException"/> where the file cannot be read.</summary>
    public byte[] Read()
    {
        try
        {
            return Bytes ?? File.ReadAllBytes(Path!);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new FormatException($"{Location}: {Path} cannot be read ({e.Message}).", e);
        }
    }

    public override string ToString() => Path ?? Location;
}
