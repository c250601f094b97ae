using System.Diagnostics;
using GoEnv.Binaries;
using GoEnv.Targets;
using GoEnv.Tests.Core;
using GoEnv.Tests.Ssh;

namespace GoEnv.Tests.Binaries;

/// <summary>Binaries are told while the target is still searched.</summary>
[Collection(typeof(SharedBinaries))]
public sealed class StreamedBinariesTests(GoBinaries binaries, SshFarm farm) : IDisposable
{
    private static readonly TimeSpan Enough = TimeSpan.FromSeconds(60);

    private readonly string folder = Directory.CreateTempSubdirectory("goenv-stream-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    public static TheoryData<string, string, bool> Searches => new(
        from shell in Shells.All.Select(row => row.Data)
        from platform in (string[])["linux/amd64", "windows/amd64", "linux/s390x"]
        where platform == "linux/amd64" || shell == "dash"
        from packages in (bool[])[false, true]
        where !packages || platform == "linux/amd64"
        select (shell, platform, packages));

    [Theory]
    [MemberData(nameof(Searches))]
    public async Task The_first_binary_is_told_before_the_search_is_over(string shell, string platform, bool packages)
    {
        var tree = Directory.CreateDirectory(Path.Combine(folder, "tree")).FullName;
        var first = Path.Combine(tree, "first");
        File.Copy(binaries.Build("1.27", platform), first);
        var gate = SlowFind(first, Path.Combine(tree, "second"));
        File.Copy(first, Path.Combine(tree, "second"));
        var came = new TaskCompletionSource<string>();
        var taken = new List<string>();
        var session = new ShellSession(shell, Path.Combine(folder, "bin")) { Streams = true };
        var reader = new TargetBinaries(session, new BinaryQuery { Paths = [tree], Recurse = true, Packages = packages }, Enough)
        {
            Another = () => new ShellSession(shell, Path.Combine(folder, "bin")) { Streams = true },
        };
        var reading = reader.ReadAsync(
            info =>
            {
                taken.Add(info.Problem?.Message ?? info.Path);
                came.TrySetResult(info.Path);
            },
            CancellationToken.None);

        // Here the search waits for this side.
        Assert.Equal(first, await came.Task.WaitAsync(Enough));
        Assert.False(reading.IsCompleted);
        await File.WriteAllTextAsync(gate, "go on\n");
        Assert.Empty((await reading).Files);
        Assert.Equal([first, Path.Combine(tree, "second")], taken);
    }

    [Fact]
    public async Task What_comes_slowly_does_not_wait_for_a_full_batch()
    {
        Assert.SkipWhen(Tool.Find("stdbuf") is null, "There is no stdbuf here.");
        var tree = Directory.CreateDirectory(Path.Combine(folder, "tree")).FullName;
        var names = Enumerable.Range(0, 3).Select(i => Path.Combine(tree, $"p{i}")).ToList();
        var binary = binaries.Build("1.27", "linux/amd64");
        names.ForEach(name => File.Copy(binary, name));
        var gate = SlowFind(string.Join('\n', names[..2]), names[2]);
        File.CreateSymbolicLink(Path.Combine(folder, "bin", "stdbuf"), Tool.Find("stdbuf")!);
        var came = new TaskCompletionSource();
        var taken = new List<string>();
        var session = new ShellSession("dash", Path.Combine(folder, "bin")) { Streams = true };
        var reading = new TargetBinaries(session, new BinaryQuery { Paths = [tree], Recurse = true }, Enough).ReadAsync(
            info =>
            {
                taken.Add(info.Path);
                if (taken.Count == 2)
                {
                    came.SetResult();
                }
            },
            CancellationToken.None);

        // A batch of one was looked at; the next would be two, of which the search has found one so far.
        await came.Task.WaitAsync(Enough);
        await File.WriteAllTextAsync(gate, "go on\n");
        await reading;
        Assert.Equal(names, taken);
    }

    [Fact]
    public async Task A_reader_that_has_enough_leaves_nothing_behind()
    {
        await farm.NeedAsync();
        var account = farm.AddAccount("streams", "/bin/bash");
        var tree = Directory.CreateDirectory(Path.Combine(account.Home, "tree")).FullName;
        var binary = Path.Combine(tree, "p0");
        File.Copy(binaries.Build("1.27", "linux/amd64"), binary);
        for (var i = 1; i < 400; i++)
        {
            Tool.Run("ln", binary, Path.Combine(tree, $"p{i}"));
        }

        account.Own();
        using var stop = new CancellationTokenSource();
        var taken = 0;
        var watch = new Stopwatch();
        var session = new Sessions { Ssh = farm.Client }.Open(SshFarm.Target("streams"));
        var reading = new TargetBinaries(session, new BinaryQuery { Paths = ["tree"] }, Enough).ReadAsync(
            info =>
            {
                Assert.Null(info.Problem);
                taken++;
                watch.Start();
                stop.Cancel();
            },
            stop.Token);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 1);
        Assert.InRange(taken, 1, 100);
        await account.IsIdleAsync();
    }

    [Theory]
    [InlineData("dash")]
    [InlineData("busybox sh")]
    [InlineData("mksh")]
    public async Task A_target_whose_find_does_not_work_is_no_empty_one(string shell)
    {
        File.Copy(binaries.Build("1.27", "linux/amd64"), Path.Combine(folder, "server"));
        foreach (var find in (string?[])[null, "exit 0", "exit 1", "echo /"])
        {
            var bin = ShellSession.Programs("without find");
            try
            {
                if (find is not null)
                {
                    await File.WriteAllTextAsync(Path.Combine(bin, "find"), $"#!/bin/sh\n{find}\n");
                    File.SetUnixFileMode(Path.Combine(bin, "find"), SshFarm.AllMayRun);
                }

                var answer = await new TargetBinaries(new ShellSession(shell, bin), new BinaryQuery { Paths = [folder, Path.Combine(folder, "server")] }, Enough)
                    .ReadAsync(CancellationToken.None);
                Assert.Equal([folder, Path.Combine(folder, "server")], answer.Files.Select(info => info.Path));
                Assert.Equal([BinaryError.FileUnreadable, null], answer.Files.Select(info => info.Problem?.Error));
            }
            finally
            {
                Directory.Delete(bin, recursive: true);
            }
        }
    }

    // Programs among which find tells of some files, and of the last one when it is told to.
    private string SlowFind(string first, string last)
    {
        var programs = ShellSession.Programs("without find");
        Directory.Move(programs, Path.Combine(folder, "bin"));
        var gate = Path.Combine(folder, "gate");
        Tool.Run("mkfifo", gate);
        var find = Path.Combine(folder, "bin", "find");
        File.WriteAllText(find, $"#!/bin/sh\ncase $2 in\n/) echo / ;;\n*) echo '{first}'; read -r line <'{gate}'; echo '{last}' ;;\nesac\n");
        File.SetUnixFileMode(find, SshFarm.AllMayRun);
        return gate;
    }
}
