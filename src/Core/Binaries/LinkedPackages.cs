namespace GoEnv.Binaries;

/// <summary>
/// Finds the packages whose functions are in a binary, stripped or not. The runtime holds some functions under the names
/// of other packages of the standard library (<c>time.Sleep</c>), which are therefore listed wherever there is a runtime.
/// </summary>
internal static class LinkedPackages
{
    private const int Chunk = 1 << 20;
    private const int MaxName = 64 << 10;
    private const int MaxPackages = 100_000;
    private const int MaxText = 4 << 20;

    /// <summary>The packages, sorted, and why they are not all; null when they are.</summary>
    public static (IReadOnlyList<string> Packages, string? Incomplete) Read(Image image)
    {
        var packages = new SortedSet<string>(StringComparer.Ordinal);
        string? incomplete;
        try
        {
            incomplete = PcTable.Find(image) switch
            {
                null => "no function table was found",
                { HasNames: false } => "the function table is of a Go before 1.16",
                { } table => Read(image, table, packages),
            };
        }
        catch (BinaryFormatException e)
        {
            incomplete = e.Message;
        }

        return (packages.ToList(), incomplete);
    }

    // The names of the functions, inlined ones too, stand one after the other, each closed by a NUL.
    private static string? Read(Image image, PcTable table, SortedSet<string> packages)
    {
        image.Source.Expect(table.Names, table.NamesEnd - table.Names);
        var buffer = new byte[(int)Math.Min(Chunk, table.NamesEnd - table.Names)];
        var last = string.Empty;
        var (kept, text) = (0, 0);
        for (var at = table.Names; at < table.NamesEnd;)
        {
            var wanted = (int)Math.Min((ulong)(buffer.Length - kept), table.NamesEnd - at);
            var n = image.Source.Read(at, buffer.AsSpan(kept, wanted));
            if (n <= 0)
            {
                return "the file ends within the function table";
            }

            at += (ulong)n;
            var rest = buffer.AsSpan(0, kept + n);
            while (rest.IndexOf((byte)0) is var end and >= 0)
            {
                var package = FunctionName.PackageOf(rest[..end], last);
                if (package is not null && package != last && packages.Add(package))
                {
                    text += package.Length;
                }

                last = package ?? last;
                rest = rest[(end + 1)..];
            }

            if (rest.Length > MaxName || packages.Count > MaxPackages || text > MaxText)
            {
                return "the function table is out of all proportion";
            }

            kept = rest.Length;
            rest.CopyTo(buffer);
        }

        return null;
    }
}
