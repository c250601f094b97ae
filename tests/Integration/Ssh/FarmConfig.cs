namespace GoEnv.Tests.Ssh;

internal sealed record FarmAddresses(int Farm, int Busy, int Distro, int Machine, int Mute, int Closed, string Nobody, IReadOnlyDictionary<string, string> Network);

/// <summary>Keys and configuration of the farm's servers and of its client.</summary>
internal sealed class FarmConfig(string folder)
{
    public string PublicKey => File.ReadAllText(PathOf("client.pub"));

    public void MakeKeys()
    {
        foreach (var key in (string[])["client", "stranger", "farm", "busy", "distro", "machine", "north", "south", "east", "silent", "impostor"])
        {
            Tool.Run("ssh-keygen", "-q", "-t", "ed25519", "-N", string.Empty, "-C", key, "-f", PathOf(key));
        }
    }

    /// <summary>Writes the configuration of one server; returns its path.</summary>
    public string Server(string name, string address, int port, string maxStartups)
    {
        // Servers since 9.8 punish addresses that fail often; here one address fails often on purpose.
        var penalties = Tool.Try("/usr/sbin/sshd", "-G", "-o", "PerSourcePenalties=no", "-f", "/dev/null").ExitCode == 0
            ? "PerSourcePenalties no"
            : string.Empty;
        var path = PathOf($"sshd_config.{name}");
        File.WriteAllText(path, $"""
            ListenAddress {address}:{port}
            HostKey {PathOf(name)}
            AuthorizedKeysFile .ssh/authorized_keys
            PidFile none
            UsePAM no
            PasswordAuthentication no
            KbdInteractiveAuthentication no
            PrintMotd no
            MaxStartups {maxStartups}
            LoginGraceTime 60
            AcceptEnv LANG LC_*
            {penalties}

            """);
        return path;
    }

    public void WriteClient(FarmAddresses at)
    {
        var known = new List<string>
        {
            $"[127.0.0.1]:{at.Farm} {KeyOf("farm")}",
            $"[127.0.0.1]:{at.Busy} {KeyOf("busy")}",
            $"[127.0.0.1]:{at.Distro} {KeyOf("distro")}",
            $"[127.0.0.1]:{at.Machine} {KeyOf("machine")}",
        };
        known.AddRange(at.Network.Select(host => $"{host.Value} {KeyOf(host.Key)}"));
        File.WriteAllLines(PathOf("known_hosts"), known);
        File.WriteAllText(PathOf("known_hosts.changed"), $"[127.0.0.1]:{at.Farm} {KeyOf("impostor")}\n");
        File.WriteAllText(PathOf("known_hosts.empty"), string.Empty);
        Directory.CreateDirectory(PathOf("mux"));
        var network = at.Network.Select(host => $"Host {host.Key}\n  HostName {host.Value}\n");
        File.WriteAllText(PathOf("config"), $"""
            Host busy
              Port {at.Busy}
            Host distro
              Port {at.Distro}
            Host machine
              Port {at.Machine}
            Host changed
              UserKnownHostsFile {PathOf("known_hosts.changed")}
            Host unknown
              UserKnownHostsFile {PathOf("known_hosts.empty")}
            Host stranger
              IdentityFile {PathOf("stranger")}
            Host keyless
              IdentityFile none
            Host old
              KexAlgorithms diffie-hellman-group1-sha1
            Host mute
              Port {at.Mute}
            Host refused
              Port {at.Closed}
            Host noname
              HostName no-such-host.invalid
            Host noroute
              HostName {at.Nobody}
            Host jump
              HostName {at.Network["north"]}
              ProxyJump bash@farm
            Host jump-refused
              HostName {at.Network["north"]}
              ProxyJump bash@refused
            Host jump-far-refused
              HostName {at.Network["north"]}
              Port 1
              ProxyJump bash@farm
            Host proxy-missing
              ProxyCommand /nonexistent/connect %h %p
            Host mux
              ControlMaster auto
              ControlPersist 60
              ControlPath {PathOf("mux")}/%C
            Host harmful
              RemoteCommand echo instead
              RequestTTY force
              LocalForward 127.0.0.1:{at.Mute} 127.0.0.1:1
              ForwardAgent yes
              ForwardX11 yes
            {string.Concat(network)}
            Host farm busy distro machine changed unknown stranger keyless old mute refused mux harmful
              HostName 127.0.0.1
              Port {at.Farm}
            Host * !stranger !keyless
              IdentityFile {PathOf("client")}
            Host *
              IdentitiesOnly yes
              IdentityAgent none
              UserKnownHostsFile {PathOf("known_hosts")}
              GlobalKnownHostsFile {PathOf("known_hosts.empty")}
              StrictHostKeyChecking yes

            """);
    }

    private string KeyOf(string name) => string.Join(' ', File.ReadAllText(PathOf(name + ".pub")).Split(' ').Take(2));

    private string PathOf(string file) => Path.Combine(folder, file);
}
