namespace GoEnv.Modules.Files;

/// <summary>Module paths as Go checks them.</summary>
internal static class ModulePath
{
    private const string Unstable = "-unstable";

    /// <summary>The major suffix of a path, such as <c>/v2</c> or <c>.v3</c>; empty without one, null where it is none that Go allows.</summary>
    public static string? MajorSuffix(string path)
    {
        var isGopkg = path.StartsWith("gopkg.in/", StringComparison.Ordinal);
        var end = isGopkg && path.EndsWith(Unstable, StringComparison.Ordinal) ? path.Length - Unstable.Length : path.Length;
        var start = end;
        while (start > 0 && (char.IsAsciiDigit(path[start - 1]) || (!isGopkg && path[start - 1] == '.')))
        {
            start--;
        }

        var mark = isGopkg ? '.' : '/';
        if (start <= 1 || path[start - 1] != 'v' || path[start - 2] != mark || (!isGopkg && start == end))
        {
            return isGopkg ? null : string.Empty;
        }

        var suffix = path[(start - 2)..];
        if (isGopkg)
        {
            return start == end || (suffix[2] == '0' && suffix != ".v0") ? null : suffix;
        }

        return suffix.Contains('.', StringComparison.Ordinal) || suffix[2] == '0' || suffix == "/v1" ? null : suffix;
    }

    /// <summary>What a version's major part should be for the suffix; null when it fits.</summary>
    public static string? MajorMismatch(string version, string suffix)
    {
        if (suffix.StartsWith(".v", StringComparison.Ordinal) && suffix.EndsWith(Unstable, StringComparison.Ordinal))
        {
            suffix = suffix[..^Unstable.Length];
        }

        if (suffix == ".v1" && version.StartsWith("v0.0.0-", StringComparison.Ordinal))
        {
            return null;
        }

        var major = SemanticVersion.Major(version);
        return suffix.Length == 0
            ? major is "v0" or "v1" || SemanticVersion.IsIncompatible(version) ? null : "v0 or v1"
            : major == suffix[1..] ? null : suffix[1..];
    }

    /// <summary>Why Go refuses the path as an import path, as a clause; null when it takes it.</summary>
    public static string? Fault(string path)
    {
        if (path.Length == 0)
        {
            return "it is empty";
        }

        if (path[0] == '-')
        {
            return "it begins with a dash";
        }

        foreach (var part in path.Split('/'))
        {
            if (part.Length == 0)
            {
                return "it has an empty element";
            }

            if (part.FirstOrDefault(c => !(char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_' or '~' or '+')) is var bad and not '\0')
            {
                return $"it holds '{bad}'";
            }

            if (part[0] == '.' && part.All(c => c == '.'))
            {
                return $"'{part}' is no name";
            }

            if (part[^1] == '.')
            {
                return $"'{part}' ends with a dot";
            }
        }

        return null;
    }

    /// <summary>True for what Go takes as a folder: rooted, or begins with <c>./</c> or <c>../</c>, in POSIX or Windows style.</summary>
    public static bool IsFolder(string path) => path is "." or ".."
        || path.StartsWith("./", StringComparison.Ordinal) || path.StartsWith(".\\", StringComparison.Ordinal)
        || path.StartsWith("../", StringComparison.Ordinal) || path.StartsWith("..\\", StringComparison.Ordinal)
        || path.StartsWith('/') || path.StartsWith('\\')
        || (path.Length >= 2 && char.IsAsciiLetter(path[0]) && path[1] == ':');
}
