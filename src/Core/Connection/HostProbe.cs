using System.Globalization;
using GoEnv.Toolchain;

namespace GoEnv.Connection;

/// <summary>Asks for the machine, the account, its clock and its ssh files.</summary>
public sealed class HostProbe() : Probe<HostFacts>("host")
{
    /// <inheritdoc/>
    protected internal override HostFacts Parse(ProbeOutput output)
    {
        var os = output.Lines("os");
        return new HostFacts
        {
            Kernel = Text(output, "kernel"),
            KernelRelease = Text(output, "release"),
            Machine = Text(output, "machine"),
            HostName = Text(output, "hostname"),
            OsId = OsRelease(os, "ID"),
            OsVersion = OsRelease(os, "VERSION_ID"),
            OsName = OsRelease(os, "PRETTY_NAME"),
            User = Text(output, "user"),
            UserId = output.Number("uid"),
            Home = output.Text("home"),
            HomeOwner = PathOwner.Parse(output.Text("home_stat")),
            SshFolder = PathOwner.Parse(output.Text("ssh_stat")),
            PrivateKeys = Keys(output),
            AuthorizedKeysFile = PathOwner.Parse(output.Text("authorized_stat")),
            AuthorizedKeys = output.Text("ssh_stat").IsAbsent
                ? Fact<IReadOnlyList<AuthorizedKey>>.Absent
                : Authorized(output.Lines("authorized")),
            Clock = Clock(output.Number("clock")),
        };
    }

    // A program that is not there prints nothing.
    private static Fact<string> Text(ProbeOutput output, string key) => output.Text(key) is { IsKnown: true, Value: "" }
        ? Fact<string>.Unknown("the program that tells it printed nothing")
        : output.Text(key);

    private static Fact<DateTimeOffset> Clock(Fact<long> seconds) => seconds.TryGet(out var known)
        ? DateTimeOffset.FromUnixTimeSeconds(Math.Clamp(known, 0, 253402300799))
        : Fact<DateTimeOffset>.Unknown(seconds.Reason ?? "the target has no clock");

    private static Fact<string> OsRelease(Fact<string> text, string name)
    {
        if (!text.TryGet(out var lines))
        {
            return text;
        }

        var value = lines.Split('\n').LastOrDefault(line => line.StartsWith(name + "=", StringComparison.Ordinal));
        return value is null ? Fact<string>.Absent : value[(name.Length + 1)..].Trim().Trim('"', '\'');
    }

    private static Fact<IReadOnlyList<PrivateKeyFile>> Keys(ProbeOutput output)
    {
        var folder = output.Text("ssh_stat");
        if (folder.IsAbsent)
        {
            return Fact<IReadOnlyList<PrivateKeyFile>>.Absent;
        }

        var count = output.Number("keys");
        var rows = output.Rows("key");
        return count.TryGet(out var expected) && expected == rows.Count
            ? rows.Select(row => new PrivateKeyFile(
                row.TextOrNull("path") ?? "a file without a name", PathOwner.Parse(row.Text("stat")), row.TextOrNull("unread"))).ToList()
            : Fact<IReadOnlyList<PrivateKeyFile>>.Unknown(count.Reason ?? "the list of keys is not complete");
    }

    private static Fact<IReadOnlyList<AuthorizedKey>> Authorized(Fact<string> text)
    {
        if (!text.TryGet(out var lines))
        {
            return text.IsAbsent ? Fact<IReadOnlyList<AuthorizedKey>>.Absent : Fact<IReadOnlyList<AuthorizedKey>>.Unknown(text.Reason!);
        }

        var keys = new List<AuthorizedKey>();
        foreach (var line in lines.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var words = line.Split(' ', 2);
            if (words.Length != 2 || !int.TryParse(words[0], NumberStyles.None, CultureInfo.InvariantCulture, out var bits))
            {
                return Fact<IReadOnlyList<AuthorizedKey>>.Unknown($"ssh-keygen printed '{line}'");
            }

            keys.Add(new AuthorizedKey(words[1], bits));
        }

        return keys;
    }
}
