using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace GoEnv.Reports;

/// <summary>Names findings by what stays the same from run to run: rule, target, subject and file, but no line and no message.</summary>
internal sealed class Fingerprints
{
    // Half of the hash is enough to count by, and half as large.
    private readonly Dictionary<ulong, int> times = [];

    /// <summary>The finding's name; a second finding that differs in none of those gets the number 2.</summary>
    public string Next(Finding finding)
    {
        var key = string.Join('\0', finding.RuleId, finding.Target.Address, finding.Subject, FileLocation.Of(finding)?.Path);
        var hash = BinaryPrimitives.ReadUInt128BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
        var half = (ulong)hash;
        var number = times[half] = times.GetValueOrDefault(half) + 1;
        return $"{hash:x32}:{number}";
    }
}
