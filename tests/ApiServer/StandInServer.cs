using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace GoEnv.Tests.ApiServer;

/// <summary>
/// An API server that stands in for a cluster: TLS with its own authority, users, roles, lists in chunks, logs, and exec of
/// real processes in real roots. It is trusted as far as kubectl works against it.
/// </summary>
public sealed class StandInServer : IAsyncDisposable
{
    private readonly List<Fault> faults = [];
    private WebApplication? app;
    private X509Certificate2? certificate;

    public ClusterPki Pki { get; } = new("stand-in-ca");

    public Rbac Rbac { get; } = new();

    /// <summary>The release that it says to be: 1.x.</summary>
    public int Minor { get; set; } = 34;

    /// <summary>Speaks v4 of the exec protocol alone, as before 1.30.</summary>
    public bool SpeaksV4Alone { get; set; }

    public ConcurrentDictionary<string, ClusterUser> Tokens { get; } = [];

    public ConcurrentDictionary<string, ClusterUser> Passwords { get; } = [];

    public IList<ClusterPod> Pods { get; } = [];

    /// <summary>What each exec answers in place of running something, as recorded with the word of 32 zeros; null to run it.</summary>
    public string? Replay { get; set; }

    /// <summary>The images of ephemeral containers: the folder that is the root; another image cannot be pulled.</summary>
    public ConcurrentDictionary<string, string> Images { get; } = [];

    /// <summary>The namespaces whose new containers must pass the level restricted of Pod Security.</summary>
    public ISet<string> Restricted { get; } = new HashSet<string>();

    /// <summary>Its container runtime gives ephemeral containers processes of their own, whatever their target.</summary>
    public bool IgnoresTargets { get; set; }

    /// <summary>How many times an ephemeral container is said to be in creation before it runs.</summary>
    public int EphemeralDelay { get; set; } = 1;

    /// <summary>What happens before a command runs in a container.</summary>
    public Func<string, Task> BeforeExec { get; set; } = _ => Task.CompletedTask;

    /// <summary>The pods in which admission refuses every exec, with its words.</summary>
    public ConcurrentDictionary<string, string> DeniedExecs { get; } = [];

    /// <summary>Warnings about pods, as JSON of events.</summary>
    public IList<System.Text.Json.Nodes.JsonObject> Events { get; } = [];

    /// <summary>ConfigMaps, as JSON.</summary>
    public IList<System.Text.Json.Nodes.JsonObject> ConfigMaps { get; } = [];

    /// <summary>Objects of any other kind, by the path of their list, as JSON.</summary>
    public ConcurrentDictionary<string, List<System.Text.Json.Nodes.JsonObject>> Objects { get; } = [];

    /// <summary>Other answers, by path, as JSON.</summary>
    public ConcurrentDictionary<string, string> Documents { get; } = [];

    /// <summary>The status that a pod answers a GET with, by <c>[scheme:]pod:port/path</c>; another port is closed.</summary>
    public ConcurrentDictionary<string, int> Answers { get; } = [];

    /// <summary>Where such an answer sends the client.</summary>
    public ConcurrentDictionary<string, string> Locations { get; } = [];

    /// <summary>Tokens of lists that the server has forgotten: the next is answered with 410.</summary>
    public int ForgetsLists { get; set; }

    /// <summary>A 410 hands out a token that goes on in the newest version.</summary>
    public bool OffersInconsistentContinue { get; set; }

    /// <summary>What was asked, as <c>GET /path?query user</c>.</summary>
    public ConcurrentQueue<string> Requests { get; } = [];

    public string Address { get; private set; } = string.Empty;

    /// <summary>Listens at a port of 127.0.0.1 that the system chooses.</summary>
    public async Task<StandInServer> StartAsync(ClusterPki? serverPki = null, params string[] names)
    {
        certificate = (serverPki ?? Pki).Server(names.Length > 0 ? names : ["127.0.0.1", "localhost"]);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(options => options.Listen(IPAddress.Loopback, 0, listen =>
        {
            listen.Protocols = HttpProtocols.Http1AndHttp2;
            listen.UseHttps(new HttpsConnectionAdapterOptions
            {
                ServerCertificate = certificate,
                ClientCertificateMode = ClientCertificateMode.AllowCertificate,
                ClientCertificateValidation = (_, _, _) => true, // an unknown client is answered with 401, as a cluster does
            });
        }));
        app = builder.Build();
        app.UseWebSockets();
        app.Run(context => new Handler(this, context).RunAsync());
        await app.StartAsync();
        Address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return this;
    }

    public void Break(Fault fault)
    {
        lock (faults)
        {
            faults.Add(fault);
        }
    }

    internal Fault? TakeFault(string path)
    {
        lock (faults)
        {
            var index = faults.FindIndex(fault => path.Contains(fault.Path, StringComparison.Ordinal));
            if (index < 0)
            {
                return null;
            }

            var fault = faults[index];
            faults.RemoveAt(index);
            if (fault.Times > 1)
            {
                faults.Insert(index, fault with { Times = fault.Times - 1 });
            }

            return fault;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var container in Pods.SelectMany(pod => pod.Containers.Select(entry => entry.Container).Concat(pod.Ephemeral.Select(one => one.Container))).Distinct())
        {
            container?.Dispose();
        }

        if (app is not null)
        {
            using var now = new CancellationTokenSource(TimeSpan.FromMilliseconds(500));
            await app.StopAsync(now.Token);
            await app.DisposeAsync();
        }

        certificate?.Dispose();
        Pki.Dispose();
    }
}
