namespace GoEnv.Modules.Files;

/// <summary>Where the module cache keeps what belongs to a version of a module.</summary>
internal static class ModuleCachePath
{
    /// <summary>The downloaded files, without their endings.</summary>
    public static string Download(string cache, string path, string version) => $"{cache}/cache/download/{Escape(path)}/@v/{Escape(version)}";

    /// <summary>The unpacked folder.</summary>
    public static string Folder(string cache, string path, string version) => $"{cache}/{Escape(path)}@{Escape(version)}";

    // The cache writes a capital letter as an exclamation mark and the small one.
    private static string Escape(string text) => string.Concat(text.Select(c => char.IsAsciiLetterUpper(c) ? $"!{char.ToLowerInvariant(c)}" : c.ToString()));
}
