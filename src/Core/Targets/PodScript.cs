using System.Text;

namespace GoEnv.Targets;

/// <summary>A script as the shell of a container is given it.</summary>
internal static class PodScript
{
    // A compound command is read to its end before it runs, so that the end of standard input is not waited for: only v5 of
    // the protocol can close it. It stays open behind the script, and its end says that the connection is gone; then the
    // probe that runs is ended with all that was started, and reaped, because process 1 of a container may never do it: its
    // shell is asked first and ends when the command has ended that it waits for, since whose parent is killed is an orphan.
    private const string Head = """
        { exec 3<&0 </dev/null
        trap '{ kill "$ge_stdin" && wait "$ge_stdin"; } 2>/dev/null' EXIT
        trap 'if [ -n "${ge_trying-}" ]; then ge_trying=stop; else { trap "" TERM
        ge_p=${ge_limit_p:-$!} ge_n=0
        kill -TERM "$ge_p"
        while [ "$ge_n" -lt 15 ] && read -r ge_x <"/proc/$ge_p/stat"; do
        case $ge_x in *") Z "*) break ;; esac
        sleep 0.2 || sleep 1
        ge_n=$((ge_n + 1))
        done
        kill -KILL "-$ge_p" || kill -KILL "$ge_p"
        kill -USR1 "${ge_limit_w:-$!}"
        wait; } 2>/dev/null
        exit 143; fi' TERM
        { while read -r ge_x; do :; done; kill -TERM "$$"; } <&3 >/dev/null 2>&1 &
        ge_stdin=$!
        exec 3<&-

        """;

    private const string Tail = "exit; }\n";

    public static byte[] Compose(string script) => Encoding.UTF8.GetBytes(Head.ReplaceLineEndings("\n") + script + Tail);
}
