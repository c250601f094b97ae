using System.Globalization;
using System.Text;

namespace GoEnv.Binaries;

/// <summary>Names of functions as the Go linker writes them (source: cmd/internal/objabi.PathToPrefix).</summary>
internal static class FunctionName
{
    private const int MaxPath = 1024;

    /// <summary>The import path of a function's package, <paramref name="last"/> itself where it is that; null for what belongs to none.</summary>
    public static string? PackageOf(ReadOnlySpan<byte> name, string last)
    {
        // Type arguments and receivers may hold paths of other packages.
        var cut = name.IndexOfAny((byte)'[', (byte)'(');
        var head = cut < 0 ? name : name[..cut];
        var slash = head.LastIndexOf((byte)'/');
        var dot = head[(slash + 1)..].IndexOf((byte)'.');
        if (dot < 0)
        {
            return null; // assembly and C
        }

        var path = head[..(slash + 1 + dot)];
        if (path.Length == 0
            || path.Length > MaxPath
            || (slash < 0 && path[0] == '_')
            || path.SequenceEqual("go"u8) || path.SequenceEqual("type"u8)
            || path.StartsWith("go:"u8) || path.StartsWith("type:"u8) || path.StartsWith("type.."u8)
            || path.IndexOfAny(" {*"u8) >= 0)
        {
            return null; // made by the compiler
        }

        if (path.Contains((byte)'%'))
        {
            return Unescape(path);
        }

        return IsSame(path, last) ? last : Encoding.UTF8.GetString(path);
    }

    private static bool IsSame(ReadOnlySpan<byte> path, string last)
    {
        if (path.Length != last.Length)
        {
            return false;
        }

        for (var i = 0; i < path.Length; i++)
        {
            if (path[i] != last[i])
            {
                return false;
            }
        }

        return true;
    }

    private static string Unescape(ReadOnlySpan<byte> path)
    {
        var bytes = new List<byte>(path.Length);
        for (var i = 0; i < path.Length; i++)
        {
            if (path[i] == '%' && i + 2 < path.Length
                && byte.TryParse(Encoding.ASCII.GetString(path.Slice(i + 1, 2)), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var escaped))
            {
                bytes.Add(escaped);
                i += 2;
            }
            else
            {
                bytes.Add(path[i]);
            }
        }

        return Encoding.UTF8.GetString(bytes.ToArray());
    }
}
