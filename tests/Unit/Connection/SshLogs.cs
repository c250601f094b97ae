namespace GoEnv.Tests.Connection;

/// <summary>Logs of <c>ssh -v</c>, cut to the lines that tell something. OpenSSH 9.2p1 unless the name says otherwise.</summary>
internal static class SshLogs
{
    public const string Connected = """
        OpenSSH_9.2p1 Debian-2+deb12u10, OpenSSL 3.0.19 27 Jan 2026
        debug1: Connecting to web01 [10.0.0.7] port 2222.
        debug1: Connection established.
        debug1: Local version string SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u10
        debug1: Remote protocol version 2.0, remote software version OpenSSH_9.2p1 Debian-2+deb12u10
        debug1: Server host key: ssh-ed25519 SHA256:DkSTPuWQ3z4BDHspnzeCPvjg3FKshxXJAWWdoa013Aw

        """;

    public const string KeyAccepted = Connected + """
        debug1: Host '[10.0.0.7]:2222' is known and matches the ED25519 host key.
        debug1: Authentications that can continue: publickey,password
        debug1: Next authentication method: publickey
        debug1: Offering public key: /home/me/.ssh/id_ed25519 ED25519 SHA256:AavB52SWAOWkk0PF/K/K0qQI/M10Er6pfyS42ZvaTkE explicit

        """;

    public const string LoggedIn = KeyAccepted + """
        Authenticated to web01 ([10.0.0.7]:2222) using "publickey".
        debug1: Sending command: exec sh -c 'eval "$(cat)"'

        """;

    // OpenSSH 8.0 (RHEL 8): the method stands in a debugging line alone.
    public const string LoggedInOld = """
        OpenSSH_8.0p1, OpenSSL 1.1.1k  FIPS 25 Mar 2021
        debug1: Connecting to web01 [10.0.0.7] port 22.
        debug1: Connection established.
        debug1: Remote protocol version 2.0, remote software version OpenSSH_8.0
        debug1: Server host key: ecdsa-sha2-nistp256 SHA256:l8nI0
        debug1: Host 'web01' is known and matches the ECDSA host key.
        debug1: Authentications that can continue: publickey,gssapi-keyex,gssapi-with-mic
        debug1: Offering public key: /home/me/.ssh/id_rsa RSA SHA256:xyz agent
        debug1: Server accepts key: /home/me/.ssh/id_rsa RSA SHA256:xyz agent
        debug1: Authentication succeeded (publickey).
        Authenticated to web01 ([10.0.0.7]:22).
        debug1: channel 0: new [client-session]

        """;

    // OpenSSH 10.1 and later warn where the key exchange is not post-quantum.
    public const string LoggedInNew = """
        OpenSSH_10.2p1, OpenSSL 3.5.4 30 Sep 2025
        debug1: Connecting to web01 [2001:db8::1] port 22.
        debug1: Connection established.
        debug1: Remote protocol version 2.0, remote software version OpenSSH_8.0
        debug1: Server host key: ssh-ed25519 SHA256:abc
        debug1: Host 'web01' is known and matches the ED25519 host key.
        ** WARNING: connection is not using a post-quantum key exchange algorithm.
        ** This session may be vulnerable to "store now, decrypt later" attacks.
        ** The server may need to be upgraded. See https://openssh.com/pq.html
        Authenticated to web01 ([2001:db8::1]:22) using "publickey".

        """;

    public const string Jump = """
        OpenSSH_9.2p1 Debian-2+deb12u10, OpenSSL 3.0.19 27 Jan 2026
        debug1: Setting implicit ProxyCommand from ProxyJump: ssh -l me -F /etc/x -v -W '[%h]:%p' bastion
        debug1: Executing proxy command: exec ssh -l me -F /etc/x -v -W '[10.1.0.2]:22' bastion
        OpenSSH_9.2p1 Debian-2+deb12u10, OpenSSL 3.0.19 27 Jan 2026

        """;

    public const string JumpPassed = Jump + """
        debug1: Connecting to bastion [192.0.2.1] port 22.
        debug1: Connection established.
        debug1: Remote protocol version 2.0, remote software version OpenSSH_9.2p1
        debug1: Server host key: ssh-ed25519 SHA256:bastion
        debug1: Host 'bastion' is known and matches the ED25519 host key.
        debug1: Authentications that can continue: publickey
        debug1: Offering public key: /home/me/.ssh/id_ed25519 ED25519 SHA256:AavB explicit
        Authenticated to bastion ([192.0.2.1]:22) using "publickey".

        """;
}
