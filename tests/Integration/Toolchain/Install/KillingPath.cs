using System.Globalization;
using GoEnv.Tests.Ssh;

namespace GoEnv.Tests.Toolchain;

/// <summary>
/// Programs for PATH that count themselves while a step runs; before the one with a given number starts, the script and all of the
/// step are killed. What is made to outlive a connection, both renames of a swap, is not.
/// </summary>
internal sealed class KillingPath
{
    private static readonly string[] Programs =
    [
        "mkdir", "rmdir", "rm", "mv", "ln", "ls", "tar", "curl", "df", "wc", "od", "sha256sum", "sync", "readlink", "head", "sed", "grep", "tail",
        "chmod", "stat", "cat", "cksum", "tr", "flock",
    ];

    private readonly string folder;

    public KillingPath(string folder)
    {
        this.folder = folder;
        Directory.CreateDirectory(folder);
        foreach (var program in Programs)
        {
            Write(program, $$"""
                #!/bin/sh
                if [ -n "${ge_j-}" ]; then
                  read -r n <"{{folder}}/count"
                  echo "$((n + 1))" >"{{folder}}/count"
                  read -r at <"{{folder}}/at"
                  [ "$n" != "$at" ] || sh "{{folder}}/kill" "$$" "$PPID"
                fi
                exec {{Tool.Find(program)}} "$@"

                """);
        }

        Write("kill", $$"""
            lock=$({{Tool.Find("readlink")}} "$HOME/.local/state/goenv/lock")
            rest=${lock#*"|"*"|"*"|"}
            kill -KILL "${rest%%"|"*}"
            case $({{Tool.Find("tr")}} '\0' ' ' <"/proc/$2/cmdline") in *'trap "" HUP'*) keep=" $1 $2 $$ " ;; *) keep=" $$ " ;; esac
            for p in $({{Tool.Find("grep")}} -lsF "ge_j=$ge_j" /proc/[0-9]*/environ); do
              p=${p#/proc/} p=${p%/environ}
              case $keep in *" $p "*) ;; *) kill -KILL "$p" 2>/dev/null ;; esac
            done
            exit 0

            """);
    }

    public string Path => $"{folder}:{Environment.GetEnvironmentVariable("PATH")}:/usr/sbin:/sbin";

    /// <summary>Sets the number of the program to kill before; 0 for none.</summary>
    public void Arm(int at)
    {
        File.WriteAllText(System.IO.Path.Combine(folder, "count"), "1\n");
        File.WriteAllText(System.IO.Path.Combine(folder, "at"), at.ToString(CultureInfo.InvariantCulture) + "\n");
    }

    private void Write(string name, string text)
    {
        var path = System.IO.Path.Combine(folder, name);
        File.WriteAllText(path, text);
        File.SetUnixFileMode(path, SshFarm.AllMayRun);
    }
}
