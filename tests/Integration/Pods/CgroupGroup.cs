using System.Diagnostics;
using System.Globalization;

namespace GoEnv.Tests.Pods;

/// <summary>A group of this machine's cgroup2 with one in it, for the processes of one container; goes with them.</summary>
internal sealed class CgroupGroup : IDisposable
{
    private readonly string above;

    private CgroupGroup(string mount, string name)
    {
        (Mount, above, Path) = (mount, mount + "/" + name, mount + "/" + name + "/own");
        Directory.CreateDirectory(above);
        File.WriteAllText(above + "/cgroup.subtree_control", "+cpu");
        Directory.CreateDirectory(Path);
    }

    /// <summary>Where the hierarchy is mounted.</summary>
    public string Mount { get; }

    /// <summary>The folder of the inner group.</summary>
    public string Path { get; }

    /// <summary>Makes one; the test is skipped where that cannot be.</summary>
    public static CgroupGroup Make(string limitAbove, string limit)
    {
        var mount = File.ReadLines("/proc/self/mountinfo")
            .Select(line => line.Split(' '))
            .Where(words => words.Length > 8 && words[3] == "/" && words.SkipWhile(word => word != "-").Skip(1).FirstOrDefault() == "cgroup2")
            .Select(words => words[4])
            .FirstOrDefault();
        Assert.SkipWhen(mount is null, "There is no cgroup2 here.");
        Assert.SkipUnless(
            File.ReadAllText(mount + "/cgroup.subtree_control").Split([' ', '\n']).Contains("cpu"),
            $"{mount} does not hand the controller cpu to groups: version 1 has it, or nothing was enabled.");
        Assert.SkipUnless(Environment.IsPrivilegedProcess, $"This account may make no group in {mount}.");
        CgroupGroup group;
        try
        {
            group = new CgroupGroup(mount, "goenv-test-" + Guid.NewGuid().ToString("N"));
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            Assert.Skip($"No group can be made in {mount}: {e.Message}");
            throw;
        }

        File.WriteAllText(group.above + "/cpu.max", limitAbove);
        File.WriteAllText(group.Path + "/cpu.max", limit);
        return group;
    }

    public void Dispose()
    {
        // The kernel ends what is in them; a group goes when the last process is reaped.
        var left = File.ReadLines(Path + "/cgroup.procs").Select(line => int.Parse(line, CultureInfo.InvariantCulture)).ToList();
        File.WriteAllText(above + "/cgroup.kill", "1");
        foreach (var id in left)
        {
            try
            {
                using var process = Process.GetProcessById(id);
                Assert.True(process.WaitForExit(TimeSpan.FromSeconds(10)), $"The process {id} of {Path} did not end.");
            }
            catch (ArgumentException)
            {
                // It has been reaped.
            }
        }

        Directory.Delete(Path);
        Directory.Delete(above);
    }
}
