using System.Diagnostics;
using System.Globalization;
using GoEnv.Connection;
using GoEnv.Targets;

namespace GoEnv.Tests.Pods;

/// <summary>How a container sees the groups of its machine.</summary>
public enum CgroupView
{
    /// <summary>From a name space of groups, in which its own is the root: as container runtimes do with version 2.</summary>
    NameSpace,

    /// <summary>Without one, its own group alone mounted: as they do with version 1.</summary>
    Alone,

    /// <summary>Without one, all groups mounted: as with privileged containers.</summary>
    Whole,
}

/// <summary>A process in a real group, with PID and mount namespaces and a root of its own. As a session it runs scripts there, as an exec does.</summary>
internal sealed class CgroupContainer : ISession, IAsyncDisposable
{
    private readonly CgroupGroup group;
    private readonly CgroupView view;
    private readonly Process process;
    private readonly string init;

    private CgroupContainer(CgroupGroup group, CgroupView view, Process process, string init) => (this.group, this.view, this.process, this.init) = (group, view, process, init);

    public Target Target { get; } = Target.Parse("pod:apps/api/main");

    /// <summary>Starts <paramref name="script"/> under the root's shell and waits for as many lines as are given by <paramref name="lines"/>.</summary>
    public static async Task<(CgroupContainer Container, IReadOnlyList<string> Printed)> StartAsync(CgroupGroup group, CgroupView view, string root, string script, int lines)
    {
        var mount = view switch
        {
            CgroupView.NameSpace => "mount -t cgroup2 cgroup2 \"$1/sys/fs/cgroup\"",
            CgroupView.Alone => "mount --bind \"$3\" \"$1/sys/fs/cgroup\"",
            _ => "mount --rbind \"$4\" \"$1/sys/fs/cgroup\"",
        };
        string[] arguments =
        [
            "-c", $"echo $$ >\"$3/cgroup.procs\" && exec unshare {(view == CgroupView.NameSpace ? "--cgroup" : "")} --pid --mount --fork --kill-child sh -c 'mount -t proc proc \"$1/proc\" && {mount} && echo started && exec chroot \"$1\" /bin/sh -c \"$2\"' sh \"$@\"",
            "sh", root, script, group.Path, group.Mount,
        ];
        var start = new ProcessStartInfo("/bin/sh", arguments) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true };
        start.Environment.Clear();
        start.Environment["PATH"] = "/usr/sbin:/usr/bin:/sbin:/bin";
        var started = Process.Start(start)!;
        var printed = new List<string>();
        Assert.Equal("started", await started.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));
        while (printed.Count < lines)
        {
            printed.Add(await started.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) ?? throw new InvalidOperationException("The container ended."));
        }

        var first = (await File.ReadAllTextAsync(string.Create(CultureInfo.InvariantCulture, $"/proc/{started.Id}/task/{started.Id}/children"))).Trim();
        return (new CgroupContainer(group, view, started, first), printed);
    }

    public async Task<ScriptResult> RunAsync(Script script, CancellationToken cancellationToken)
    {
        var result = await ProcessRunner.RunAsync(
            ["sh", "-c", $"echo $$ >\"$1/cgroup.procs\" && exec nsenter -t \"$2\" -p -m -r -w {(view == CgroupView.NameSpace ? "-C" : "")} -- sh -c \"$3\"", "sh", group.Path, init, script.Command],
            script.Sent,
            script.EndLine,
            TimeSpan.FromMinutes(5),
            1 << 24,
            cancellationToken);
        return new ScriptResult(result.ExitCode, result.Output, result.Error);
    }

    public Task<ConnectionFacts> ExamineConnectionAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public async ValueTask DisposeAsync()
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
    }
}
