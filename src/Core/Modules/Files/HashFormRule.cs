namespace GoEnv.Modules.Files;

/// <summary>Looks for hashes in go.sum that no content can have.</summary>
public sealed class HashFormRule() : ModuleTreeRule("GE3125", Severity.Error, "The hashes in go.sum are whole", ModuleFiles.Sum)
{
    private const string Prefix = "h1:";

    private protected override IEnumerable<Problem> Judge(ModuleTree tree)
    {
        var isVendored = BuildMode.Of(tree).Value == "vendor"; // then no hash is asked for
        return FileSyntaxRule.Sums(tree).SelectMany(sum => sum.Entries
            .Where(entry => entry.Hash.StartsWith(Prefix, StringComparison.Ordinal) && !IsWhole(entry.Hash))
            .Select(entry => At(
                $"{sum.File}:{entry.Line}",
                $"{sum.File}:{entry.Line} has '{entry.Hash}' for {entry.Path} {entry.Version}, which is the hash of nothing: go stops with 'checksum mismatch' where it reads that.",
                $"Remove line {entry.Line} of {sum.File}, and run go mod download {entry.Path}.") with
            {
                Subject = $"{entry.Path} {entry.Version}",
                Expected = "h1: and 32 bytes in base64",
                Actual = entry.Hash,
                Severity = isVendored ? Severity.Warning : null,
            }));
    }

    internal static bool IsWhole(string hash)
    {
        var text = hash.StartsWith(Prefix, StringComparison.Ordinal) ? hash[Prefix.Length..] : string.Empty;
        Span<byte> bytes = stackalloc byte[33];
        return text.Length == 44 && Convert.TryFromBase64String(text, bytes, out var count) && count == 32 && Convert.ToBase64String(bytes[..count]) == text;
    }
}
