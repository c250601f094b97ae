using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace GoEnv.Modules;

/// <summary>Reads GOSUMDB as the go command does: a known name or a verifier key, and perhaps a URL.</summary>
public sealed class ChecksumDatabaseNameRule() : ModuleSettingRule(
    "GE3007", Severity.Error, "GOSUMDB names a database that the go command can verify", "GOSUMDB")
{
    private const byte Ed25519 = 1;

    /// <inheritdoc/>
    protected override IEnumerable<Problem> Judge(ModuleSetting setting, ModuleFacts facts)
    {
        var fields = setting.Value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (setting.Value is "off" or "sum.golang.google.cn")
        {
            yield break;
        }

        if (setting.IsHidden)
        {
            yield return Problem.Unknown("GOSUMDB was not read because it could hold a password.");
        }
        else if (Fault(fields) is { } fault)
        {
            yield return Problem.Fail($"GOSUMDB is '{setting.Value}' {setting.Place}: {fault}.") with
            {
                Expected = "sum.golang.org, sum.golang.google.cn, or NAME+HASH+KEY and perhaps a URL",
                Fix = Remove(setting),
                Remedy = Unset(setting),
            };
        }
    }

    private static string? Fault(string[] fields) => fields switch
    {
        [] => "it is empty",
        { Length: > 2 } => "it has more than two fields",
        [var name, ..] when name.Contains("://", StringComparison.Ordinal) => "the first field is a name or a key, not a URL",
        ["off", ..] => "'off' stands alone",
        ["sum.golang.org", ..] => null,
        ["sum.golang.google.cn", ..] => "that name takes no URL",
        [var key, ..] when key.Contains('+', StringComparison.Ordinal) => IsVerifier(key) ? null : "its key cannot be read or does not fit its hash",
        _ => "the go command has no key for that name, so every download fails",
    };

    // NAME+HASH+KEY: the hash is the start of SHA-256 over the name, a line feed and the key.
    private static bool IsVerifier(string text)
    {
        var parts = text.Split('+', 3);
        var key = new byte[64];
        return parts.Length == 3
            && parts[0].Length > 0
            && parts[1].Length == 8
            && uint.TryParse(parts[1], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var hash)
            && Convert.TryFromBase64String(parts[2], key, out var length)
            && length == 33
            && key[0] == Ed25519
            && hash == BinaryPrimitives.ReadUInt32BigEndian(
                SHA256.HashData([.. Encoding.UTF8.GetBytes(parts[0] + "\n"), .. key[..length]]));
    }
}
