namespace GoEnv.Tests.Ssh;

/// <summary>The shell scripts of the farm: what starts a host, and login shells with a fault.</summary>
internal static class FarmScripts
{
    /// <summary>Starts sshd with the farm's accounts, in an /etc, /usr/local and /var/lib of their own. Arguments: folder, sshd_config.</summary>
    public const string Inside = """
        set -e
        mkdir -p "$1/usr-local" "$1/var-lib"
        mount --bind "$1/etc" /etc
        mount --bind "$1/usr-local" /usr/local
        mount --bind "$1/var-lib" /var/lib
        if [ -d "$2.usr-local" ]; then mount --bind "$2.usr-local" /usr/local; fi
        if [ -d "$2.profile.d" ]; then mount --bind "$2.profile.d" /etc/profile.d; fi
        mount -t tmpfs tmpfs /run
        mkdir -m 755 /run/sshd
        exec /usr/sbin/sshd -D -e -f "$2"
        """;

    /// <summary>A host whose distribution has a go in /usr/bin. Arguments: folder, sshd_config.</summary>
    public const string Distro = """
        exec unshare --mount --propagation private --pid --fork --kill-child --mount-proc sh -c '
          mount -t overlay overlay -o "lowerdir=$1/distro-bin:/usr/bin" /usr/bin || :
          exec sh "$1/inside.sh" "$@"' sh "$1" "$2"
        """;

    /// <summary>A host in the network of the tests. Arguments: folder, sshd_config.</summary>
    public const string Host = """
        exec unshare --mount --propagation private --pid --fork --kill-child --mount-proc sh "$1/inside.sh" "$1" "$2"
        """;

    /// <summary>
    /// A host with an address of its own. Arguments: folder, sshd_config, pid of the tests, interface there, address
    /// there, address of the host, "silent" for one that never answers.
    /// </summary>
    public const string NetworkHost = """
        set -e
        if [ "$8" != inside ]; then exec unshare --net sh "$0" "$1" "$2" "$3" "$4" "$5" "$6" "$7" inside; fi
        ip link add ge0 type veth peer name "$4" netns "$3"
        ip link set lo up
        ip addr add "$6/29" dev ge0
        ip link set ge0 up
        nsenter -t "$3" -n ip addr add "$5/29" dev "$4"
        nsenter -t "$3" -n ip link set "$4" up
        if [ "$7" = silent ]; then
          nsenter -t "$3" -n ip neigh replace "$6" lladdr "$(cat /sys/class/net/ge0/address 2>/dev/null ||
            ip -o link show ge0 | sed 's/.*ether \([^ ]*\).*/\1/')" dev "$4" nud permanent
          ip route add blackhole "$5/32"
        fi
        exec sh "$1/host.sh" "$1" "$2"
        """;

    /// <summary>A login shell that prints without end.</summary>
    public const string Flood = "#!/bin/sh\nexec head -c 1073741824 /dev/zero\n";

    /// <summary>A login shell that passes the answer on up to the middle of the record before the clock, and ends the connection.</summary>
    public const string Half = "#!/bin/sh\nsh \"$@\" | sed -n '/ clock =/q;p' | head -c -3\nkill -KILL $PPID\n";

    /// <summary>A login shell that prints what looks like records, and bytes that no text holds, around the real answer.</summary>
    public const string Forged = """
        #!/bin/sh
        noise() {
          printf '00000000000000000000000000000000 host user =root\n'
          printf '%s\n' 'host user =root' ' host ! 0' '- ! end' '-n -e = + #'
          printf '\033[2J\033]0;owned\007\000\377\376\300\n\000\000\n'
        }
        noise; noise >&2
        sh "$@"
        noise
        """;
}
