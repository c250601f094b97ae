using GoEnv.Changes;
using GoEnv.Connection;
using GoEnv.Shell;
using GoEnv.Targets;
using GoEnv.Tests.Core;
using GoEnv.Tests.Ssh;

namespace GoEnv.Tests.Changes;

/// <summary>The connection is cut at each step of an edit of start-up files: what runs on the target comes to an end of its own, and running again completes it.</summary>
[Collection(nameof(Toolchain.SshInstallTests))]
public sealed class CutConnectionTests(SshFarm farm) : IDisposable
{
    // The process of sshd that has the connection is the account's own.
    private const string Cut = """
        ge_sshd=$PPID
        ge_kill() {
          [ -n "${ge_me-}" ] || return 0
          read -r ge_kill_n <"$ge_kill_file"
          ge_kill_n=$((ge_kill_n + 1))
          echo "$ge_kill_n" >"$ge_kill_file"
          [ "$ge_kill_n" -ne "$ge_kill_at" ] || kill -KILL "$ge_sshd"
        }

        """;

    private const string Profile = "# profile\nexport A=1\n";
    private const string Bashrc = "PATH=$HOME/sh:$PATH\n";

    public static readonly TheoryData<string> AllShells = Shells.All;

    private readonly string folder = Directory.CreateTempSubdirectory("goenv-journal").FullName;

    [Theory]
    [MemberData(nameof(AllShells))]
    public async Task Cut_anywhere_the_files_are_as_before_or_as_after(string shell)
    {
        await farm.NeedAsync();
        var program = Tool.Find(shell.Split(' ')[0]);
        Assert.SkipWhen(program is null, $"There is no {shell} here.");
        var account = farm.AddAccount("cut-" + Path.GetFileName(program)!, "/bin/bash");
        Directory.CreateDirectory(Path.Combine(account.Home, "sh"));
        File.CreateSymbolicLink(Path.Combine(account.Home, "sh/sh"), program!);
        var target = SshFarm.Target(account.Name);
        var session = new Session(new SshSession(target, new SessionLimits { Total = TimeSpan.FromMinutes(1) }, farm.Client));
        var engine = new ChangeEngine { Open = _ => session, Journal = new ChangeJournal(folder), Holder = "tester@here" };
        var request = new ChangeRequest(target, [new ProfileBlockRemedy { Shells = ["bash"], Folders = [new PathFolder("/opt/go/bin")] }]);
        Reset(account);
        Assert.Null((await engine.ApplyAsync((await engine.PlanAsync(request, complete: true, default)).Change!, default)).ErrorId);
        var after = Files(account);
        var (cut, asAfter) = (0, 0);
        var stride = KillPoints.Stride("each", shell == "dash" ? 9 : 30);
        for (var at = 1; ; at += stride)
        {
            Reset(account);
            var before = Files(account);
            account.Write("count", "0\n");
            var plan = await engine.PlanAsync(request, complete: true, default);
            session.Before = $"ge_kill_file=$HOME/count ge_kill_at={at}\n{Cut}{KillPoints.AroundEachProgram}";
            var applied = await engine.ApplyAsync(plan.Change!, default);
            session.Before = string.Empty;
            if (applied.Error is null)
            {
                Assert.Null(applied.ErrorId);
                break;
            }

            cut++;
            await account.IsIdleAsync();
            var now = Files(account);
            Assert.All(now.Keys, name => Assert.True(now[name] == before[name] || now[name] == after[name], $"{at}: {name} is {now[name]}"));
            var again = await engine.PlanAsync(request, complete: true, default);
            Assert.Null(again.Error);
            asAfter += again.Change is null ? 1 : 0;
            Assert.True(again.Change is null || (await engine.ApplyAsync(again.Change, default)).ErrorId is null, $"{at}");
            Assert.Equal(after, Files(account));
            Assert.Empty(Directory.EnumerateFileSystemEntries(account.Home, ".goenv*"));
        }

        Assert.True(cut > 1, $"It was cut {cut} times.");
        TestContext.Current.TestOutputHelper!.WriteLine($"{shell}: cut at {cut} places; {asAfter} times the change was done all the same");
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static void Reset(FarmAccount account)
    {
        account.Write(".profile", Profile);
        account.Write(".bashrc", Bashrc);
    }

    private static Dictionary<string, string> Files(FarmAccount account) => ((string[])[".profile", ".bashrc"])
        .ToDictionary(name => name, name => File.GetUnixFileMode(Path.Combine(account.Home, name)) + File.ReadAllText(Path.Combine(account.Home, name)), StringComparer.Ordinal);

    private sealed class Session(ISession inner) : ISession
    {
        public Target Target => inner.Target;

        public string Before { get; set; } = string.Empty;

        public Task<ScriptResult> RunAsync(Script script, CancellationToken cancellationToken) =>
            inner.RunAsync(script with { Text = Before + script.Text }, cancellationToken);

        public Task<ConnectionFacts> ExamineConnectionAsync(CancellationToken cancellationToken) => inner.ExamineConnectionAsync(cancellationToken);
    }
}
