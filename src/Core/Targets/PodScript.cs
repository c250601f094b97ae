using System.Text;

namespace GoEnv.Targets;

/// <summary>A script as the shell of a container is given it.</summary>
internal static class PodScript
{
    // A compound command is read to its end before it runs, so that the end of standard input is not waited for: only v5 of
    // the protocol can close it. It stays open behind the script, and its end says that the connection is gone; then the
    // probe that runs is ended with all that was started, and reaped, because process 1 of a container may never do it.
    private const string Head = """
        { exec 3<&0 </dev/null
        { while read -r ge_x; do :; done; kill -TERM "$$"; } <&3 >/dev/null 2>&1 &
        ge_stdin=$!
        exec 3<&-
        trap '{ kill "$ge_stdin" && wait "$ge_stdin"; } 2>/dev/null' EXIT
        trap '{ trap "" TERM
        kill -KILL "-${ge_limit_p:-$ge_stdin}" || kill -KILL "${ge_limit_p:-$ge_stdin}"
        kill -USR1 "${ge_limit_w:-$ge_stdin}"
        wait; } 2>/dev/null
        exit 143' TERM

        """;

    private const string Tail = "exit; }\n";

    public static byte[] Compose(string script) => Encoding.UTF8.GetBytes(Head.ReplaceLineEndings("\n") + script + Tail);
}
