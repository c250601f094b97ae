using System.Globalization;
using System.Net;
using System.Net.Sockets;
using GoEnv.Targets;
using GoEnv.Tests.Ssh;

[assembly: AssemblyFixture(typeof(SshFarm))]
[assembly: System.Runtime.Versioning.SupportedOSPlatform("linux")]

namespace GoEnv.Tests.Ssh;

/// <summary>
/// Real sshd servers with accounts of their own, made on first use and gone with the test run. Hosts: <c>farm</c> on the
/// loopback address; <c>distro</c> with a go in /usr/bin; <c>machine</c> with a /usr/local and an /etc/profile.d of its own; <c>north</c>, <c>south</c>, <c>east</c> with addresses of their own; and one for each fault, see
/// <see cref="FarmConfig"/>. Nothing of the machine's own configuration is read or changed.
/// </summary>
public sealed class SshFarm : IAsyncLifetime
{
    public const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    public const UnixFileMode AllMayRun = OwnerOnly | UnixFileMode.GroupRead | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    private static readonly string[] NetworkNames = ["north", "south", "east", "silent"];

    private readonly Lazy<Task> started;
    private readonly List<FarmHost> hosts = [];
    private readonly Socket mute = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly Socket closed = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private FarmAccounts accounts = null!;

    public SshFarm() => started = new Lazy<Task>(() => Task.Run(StartAsync));

    /// <summary>The folder of everything that belongs to the farm.</summary>
    public string Folder { get; private set; } = string.Empty;

    /// <summary>The client configuration that knows the farm's hosts.</summary>
    public string ConfigFile => Path.Combine(Folder, "config");

    /// <summary>The ssh client with that configuration.</summary>
    public SshClient Client => new() { ConfigFile = ConfigFile };

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>Starts the farm unless it runs; the test is skipped where that is not possible.</summary>
    public async Task NeedAsync()
    {
        if (WhyNot() is { } reason)
        {
            Assert.Skip(reason);
        }

        await started.Value;
    }

    /// <summary>A target of the farm.</summary>
    public static Target Target(string account, string host = "farm") => GoEnv.Target.Parse($"ssh:{account}@{host}");

    /// <summary>An account of the farm.</summary>
    public FarmAccount Account(string name) => accounts[name];

    /// <summary>Whether there is an account; one for each shell that is installed.</summary>
    public bool HasAccount(string name) => accounts.Has(name);

    /// <summary>The port of the host <c>busy</c>, which takes one client at a time that has not yet logged in.</summary>
    public int BusyPort { get; private set; }

    /// <summary>The home folder of root on every host.</summary>
    public string RootHome => accounts.RootHome;

    /// <summary>What is /usr/local on the host <c>machine</c>.</summary>
    public string MachineLocal => Path.Combine(Folder, "sshd_config.machine.usr-local");

    /// <summary>What is /etc/profile.d on the host <c>machine</c>.</summary>
    public string MachineProfiles => Path.Combine(Folder, "sshd_config.machine.profile.d");

    /// <summary>Adds an account on every host.</summary>
    public FarmAccount AddAccount(string name, string shell) => accounts.Add(name, shell);

    /// <summary>The interface on this side that leads to a host with its own address.</summary>
    public static string LinkTo(string host) => string.Create(
        CultureInfo.InvariantCulture, $"ge{Environment.ProcessId}{"abcdef"[Array.IndexOf(NetworkNames, host)]}");

    /// <summary>What a host's sshd logged.</summary>
    public string LogOf(string host) => hosts.Single(h => h.Name == host).Log;

    public async ValueTask DisposeAsync()
    {
        if (started.IsValueCreated)
        {
            await Task.WhenAny(started.Value); // a start that failed has told so already
        }

        foreach (var host in hosts)
        {
            await host.DisposeAsync();
        }

        mute.Dispose();
        closed.Dispose();
        if (Folder.Length > 0)
        {
            Directory.Delete(Folder, recursive: true);
        }
    }

    private static string? WhyNot()
    {
        if (!OperatingSystem.IsLinux() || Environment.UserName != "root")
        {
            return "The farm of ssh servers needs root on Linux.";
        }

        var missing = ((string[])["sshd", "ssh", "ssh-keygen", "unshare", "nsenter", "ip", "bash"]).Where(p => Tool.Find(p) is null).ToList();
        return missing.Count > 0 ? $"The farm of ssh servers needs {string.Join(", ", missing)}." : null;
    }

    private static string Address(int network, int host) => string.Create(
        CultureInfo.InvariantCulture,
        $"10.{64 + ((Environment.ProcessId >> 8) & 127)}.{Environment.ProcessId & 255}.{(8 * network) + host}");

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task StartAsync()
    {
        Folder = Directory.CreateTempSubdirectory("goenv-farm").FullName;
        File.SetUnixFileMode(Folder, AllMayRun);
        var config = new FarmConfig(Folder);
        config.MakeKeys();
        accounts = new FarmAccounts(Folder, config.PublicKey);
        accounts.AddAll();
        File.WriteAllText(Path.Combine(Folder, "inside.sh"), FarmScripts.Inside);
        File.WriteAllText(Path.Combine(Folder, "host.sh"), FarmScripts.Host);
        File.WriteAllText(Path.Combine(Folder, "distro.sh"), FarmScripts.Distro);
        File.WriteAllText(Path.Combine(Folder, "network.sh"), FarmScripts.NetworkHost);

        mute.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        mute.Listen(); // never accepts: the connection stands and nobody speaks
        closed.Bind(new IPEndPoint(IPAddress.Loopback, 0)); // bound and not listening: refuses, and nobody else gets the port
        var port = FreePort();
        var busy = BusyPort = FreePort();
        var distro = FreePort();
        var machine = FreePort();
        Directory.CreateDirectory(MachineLocal);
        Directory.CreateDirectory(MachineProfiles);
        Directory.CreateDirectory(Path.Combine(Folder, "distro-bin"));
        File.WriteAllText(Path.Combine(Folder, "distro-bin/go"), "#!/bin/sh\necho go version go1.26.1 linux/amd64\n");
        File.SetUnixFileMode(Path.Combine(Folder, "distro-bin/go"), AllMayRun);
        hosts.Add(await FarmHost.StartAsync("farm", Script("host"), Folder, config.Server("farm", "127.0.0.1", port, "500")));
        hosts.Add(await FarmHost.StartAsync("busy", Script("host"), Folder, config.Server("busy", "127.0.0.1", busy, "1:100:1")));
        hosts.Add(await FarmHost.StartAsync("distro", Script("distro"), Folder, config.Server("distro", "127.0.0.1", distro, "500")));
        hosts.Add(await FarmHost.StartAsync("machine", Script("host"), Folder, config.Server("machine", "127.0.0.1", machine, "500")));
        for (var i = 0; i < NetworkNames.Length; i++)
        {
            var name = NetworkNames[i];
            hosts.Add(await FarmHost.StartAsync(
                name,
                Script("network"),
                Folder,
                config.Server(name, "0.0.0.0", 22, "500"),
                Environment.ProcessId.ToString(CultureInfo.InvariantCulture),
                LinkTo(name),
                Address(i, 1),
                Address(i, 2),
                name));
        }

        config.WriteClient(new FarmAddresses(
            port, busy, distro, machine, ((IPEndPoint)mute.LocalEndPoint!).Port, ((IPEndPoint)closed.LocalEndPoint!).Port, Address(0, 3),
            NetworkNames.Select((name, i) => KeyValuePair.Create(name, Address(i, 2))).ToDictionary(StringComparer.Ordinal)));
    }

    private string Script(string name) => Path.Combine(Folder, name + ".sh");
}
