using GoEnv.Targets;
using GoEnv.Tests.Ssh;
using GoEnv.Toolchain.Install;

namespace GoEnv.Tests.Toolchain;

/// <summary>Real toolchains from a mirror on the loopback address onto real hosts.</summary>
public sealed class SshInstallTests(SshFarm farm)
{
    private const string Program = "package main\n\nimport (\n\t\"fmt\"\n\t\"runtime\"\n)\n\nfunc main() { fmt.Println(\"built with\", runtime.Version()) }\n";
    private static readonly SessionLimits Limits = new() { Total = TimeSpan.FromMinutes(4) };

    [Fact]
    public async Task A_plain_account_and_root_get_toolchains_that_build_programs()
    {
        await farm.NeedAsync();
        await using var mirror = new LoopbackMirror();
        var releases = new Releases();
        var older = releases.AddReal("1.24");
        var newer = releases.AddReal("1.27");
        releases.Serve(mirror);
        var account = farm.AddAccount("gopher", "/bin/bash");
        var root = SshFarm.Target("rootable").With(become: true);
        foreach (var target in Tool.Find("sudo") is null ? [SshFarm.Target("gopher")] : new[] { SshFarm.Target("gopher"), root })
        {
            foreach (var archive in new[] { older, newer })
            {
                var place = (await AskAsync(target)).Place;
                var origin = new ArchiveOrigin(archive.Version, archive.Sha256, archive.Size, [$"{mirror.Address("good")}/{archive.FileName}"]);
                await ApplyAsync(target, ToolchainPlan.Install(place, origin, isSwitched: true, TimeSpan.FromSeconds(30)));
                Assert.Equal($"built with go{archive.Version}\n", await BuildAsync(target, place));
                Assert.Empty(ToolchainPlan.Install((await AskAsync(target)).Place, origin, isSwitched: true, TimeSpan.FromSeconds(30)));
            }

            var asked = await AskAsync(target);
            Assert.Equal([older.Version, newer.Version], asked.Place.Trees.Select(tree => tree.Version).Order());
            Assert.Equal(newer.Version, asked.Toolchains!.Winner?.Version);
            await ApplyAsync(target, ToolchainPlan.Switch(asked.Place, asked.Place.Trees.First(tree => tree.Version == older.Version)));
            Assert.Equal($"built with go{older.Version}\n", await BuildAsync(target, asked.Place));
            await ApplyAsync(target, [ToolchainPlan.Remove(asked.Place, asked.Place.Trees.First(tree => tree.Version == newer.Version), false)]);
            Assert.Equal([older.Version], (await AskAsync(target)).Place.Trees.Select(tree => tree.Version));
        }

        Assert.True(Directory.Exists(Path.Combine(account.Home, ".local/share/goenv/go", older.Version.ToString())));
    }

    private async Task<string> BuildAsync(Target target, ToolchainPlace place)
    {
        var output = await RunAsync(target, [("build", $$"""
            d=$(mktemp -d) && cd "$d" && cat >main.go <<'END'
            {{Program}}
            END
            PATH={{place.Bin}}:$PATH GOCACHE=$d/cache GOFLAGS= GOTOOLCHAIN=local GO111MODULE=off
            export PATH GOCACHE GOFLAGS GOTOOLCHAIN GO111MODULE
            out=$(go run main.go 2>&1); ge_put out "$out
            "
            cd / && rm -rf "$d"
            """)]);
        return output.Read("build").Output!.Lines("out").Value;
    }

    private Task<ToolchainInquiry> AskAsync(Target target) => ToolchainInquiry.AskAsync(
        new SshSession(target, Limits, farm.Client), withToolchains: true, ScriptedProbe.Nonce, Limits.Probe, default);

    private async Task ApplyAsync(Target target, IReadOnlyList<ToolchainCall> calls)
    {
        Assert.NotEmpty(calls);
        var transcript = await RunAsync(target, calls.Select((call, i) => ($"step{i}", call.Text)));
        for (var i = 0; i < calls.Count; i++)
        {
            var (output, problem) = transcript.Read($"step{i}");
            Assert.True(output?.TextOrNull("failed") is null && output is not null, $"{problem} {output?.TextOrNull("reason")}");
        }
    }

    private async Task<Transcript> RunAsync(Target target, IEnumerable<(string, string)> steps)
    {
        var session = new SshSession(target, Limits, farm.Client);
        var result = await session.RunAsync(ProbeScript.Compose(steps, ScriptedProbe.Nonce, TimeSpan.FromMinutes(2)), default);
        return Transcript.Parse(result.Output.Span, ScriptedProbe.Nonce);
    }
}
