using System.Globalization;

namespace GoEnv.Tests.Ssh;

/// <summary>A process as /proc shows it.</summary>
internal sealed record LinuxProcess(int Pid, int ParentPid, int Uid, string CommandLine)
{
    public static IReadOnlyList<LinuxProcess> All() => Directory.EnumerateDirectories("/proc")
        .Select(folder => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var pid) ? Read(pid) : null)
        .OfType<LinuxProcess>()
        .ToList();

    /// <summary>The processes below <paramref name="root"/>, whether near or far; without zombies.</summary>
    public static IReadOnlyList<LinuxProcess> Below(int root)
    {
        var all = All();
        var found = new List<LinuxProcess>();
        var parents = new Queue<int>([root]);
        while (parents.TryDequeue(out var parent))
        {
            foreach (var child in all.Where(process => process.ParentPid == parent))
            {
                found.Add(child);
                parents.Enqueue(child.Pid);
            }
        }

        return found;
    }

    private static LinuxProcess? Read(int pid)
    {
        try
        {
            var status = File.ReadAllLines($"/proc/{pid}/status");
            var command = File.ReadAllText($"/proc/{pid}/cmdline").Replace('\0', ' ').Trim();
            return Field(status, "State:").StartsWith('Z')
                ? null
                : new LinuxProcess(pid, Number(status, "PPid:"), Number(status, "Uid:"), command);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null; // it ended meanwhile
        }
    }

    private static int Number(string[] status, string name) =>
        int.Parse(Field(status, name).Split('\t')[0], CultureInfo.InvariantCulture);

    private static string Field(string[] status, string name) =>
        status.First(line => line.StartsWith(name, StringComparison.Ordinal))[name.Length..].Trim();
}
