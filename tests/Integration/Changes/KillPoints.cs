namespace GoEnv.Tests.Changes;

/// <summary>What ends a script of a change in the middle, at a point with a number.</summary>
internal static class KillPoints
{
    // Counts in a file, so that a command in a subshell counts as any other. Before the lock nothing can be half-done.
    public const string Kill = """
        ge_kill() {
          [ -n "${ge_me-}" ] || return 0
          read -r ge_kill_n <"$ge_kill_file"
          ge_kill_n=$((ge_kill_n + 1))
          echo "$ge_kill_n" >"$ge_kill_file"
          if [ "$ge_kill_n" -ge "$ge_kill_at" ]; then kill -KILL $$; exit 1; fi
        }

        """;

    // bash can be ended before each simple command, whatever it is.
    public const string BeforeEachCommand = "set -T\ntrap ge_kill DEBUG\n";

    // The other shells before and after each program that touches anything.
    public const string AroundEachProgram = """
        mv() { ge_kill; command mv "$@"; ge_kill_r=$?; ge_kill; return "$ge_kill_r"; }
        ln() { ge_kill; command ln "$@"; ge_kill_r=$?; ge_kill; return "$ge_kill_r"; }
        rm() { ge_kill; command rm "$@"; ge_kill_r=$?; ge_kill; return "$ge_kill_r"; }
        mkdir() { ge_kill; command mkdir "$@"; ge_kill_r=$?; ge_kill; return "$ge_kill_r"; }
        rmdir() { ge_kill; command rmdir "$@"; ge_kill_r=$?; ge_kill; return "$ge_kill_r"; }
        chmod() { ge_kill; command chmod "$@"; ge_kill_r=$?; ge_kill; return "$ge_kill_r"; }
        chown() { ge_kill; command chown "$@"; ge_kill_r=$?; ge_kill; return "$ge_kill_r"; }
        cp() { ge_kill; command cp "$@"; ge_kill_r=$?; ge_kill; return "$ge_kill_r"; }
        sync() { ge_kill; ge_kill; }
        base64() { ge_kill; command base64 "$@"; }

        """;

    /// <summary>How many points to go on from one to the next: with GOENV_TEST_KILLS=all each one is tried in every shell.</summary>
    public static int Stride(string shell, int others) =>
        shell == "dash" || Environment.GetEnvironmentVariable("GOENV_TEST_KILLS") == "all" ? 1 : others;
}
