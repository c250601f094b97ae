using System.Text.Json.Nodes;

namespace GoEnv.Tests.Pods;

/// <summary>A namespace of a cluster, for the pods of one test.</summary>
internal interface IPodCluster : IAsyncDisposable
{
    string Namespace { get; }

    /// <summary>The kubeconfig of an administrator.</summary>
    string Config { get; }

    /// <summary>The release of its server: 1.x.</summary>
    int Minor { get; }

    /// <summary>What programs are built for, as <c>linux/amd64</c>.</summary>
    string Platform { get; }

    /// <summary>An image with a shell, for ephemeral containers.</summary>
    string ToolImage { get; }

    /// <summary>The rules that all its pods break, since it is a cluster for tests.</summary>
    IReadOnlyList<string> OfEveryPod { get; }

    /// <summary>How many requests the server has had; null where it does not tell.</summary>
    int? Requests { get; }

    /// <summary>Makes pods and waits until each is where its seed leads.</summary>
    Task AddAsync(params IReadOnlyList<PodSeed> seeds);

    /// <summary>Makes a ConfigMap.</summary>
    Task AddMapAsync(string name, params (string Key, string Value)[] data);

    /// <summary>Lets containers be added that pass the level restricted of Pod Security, and no others.</summary>
    Task RestrictAsync();

    /// <summary>Declares a version in a custom resource of a kind of its own.</summary>
    Task<string> DeclareAsync(string version);

    /// <summary>The kubeconfig of an account with these rights in the namespace, and no others.</summary>
    Task<string> AccountAsync(string name, params IReadOnlyList<(string Verb, string Resource)> rights);

    /// <summary>Has the server judge an object as if it were made; an exception of the client where it is refused.</summary>
    Task DryRunAsync(JsonObject wanted);
}
