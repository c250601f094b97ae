namespace GoEnv.Kubernetes;

/// <summary>One client for each context that is asked for; kubeconfig is read once, when the first is.</summary>
public sealed class KubeClients(KubeEnvironment? environment = null, KubeOptions? options = null) : IDisposable
{
    private readonly object gate = new();
    private readonly Dictionary<string, KubeClient> clients = new(StringComparer.Ordinal);
    private readonly KubeEnvironment environment = environment ?? new KubeEnvironment();
    private KubeConfig? config;

    /// <summary>
    /// The client of a context, or of the current one; nothing is connected before it is used. <see cref="KubeException"/>
    /// when kubeconfig does not describe it.
    /// </summary>
    public KubeClient Open(string? context = null)
    {
        lock (gate)
        {
            try
            {
                config ??= KubeConfig.Load(environment);
                var connection = config.Connect(context);
                if (!clients.TryGetValue(connection.Context.Name, out var client))
                {
                    client = new KubeClient(connection, environment, options ?? new KubeOptions(), TimeProvider.System);
                    clients.Add(connection.Context.Name, client);
                }

                return client;
            }
            catch (FormatException e)
            {
                throw KubeFailure.Config(e);
            }
        }
    }

    /// <summary>True when kubeconfig has a context of that name.</summary>
    internal bool HasContext(string name)
    {
        lock (gate)
        {
            return config?.Contexts.ContainsKey(name) == true;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var client in clients.Values)
        {
            client.Dispose();
        }
    }
}
