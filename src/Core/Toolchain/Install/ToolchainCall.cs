namespace GoEnv.Toolchain.Install;

/// <summary>One run of a script that changes toolchains.</summary>
/// <param name="Script">Its name, without <c>toolchain-</c>.</param>
/// <param name="Variables">What it is to do.</param>
/// <param name="What">What it does, to be asked or shown before.</param>
/// <param name="Done">What it did, to be told afterwards.</param>
/// <param name="Undo">What brings back the state before it; null where nothing does.</param>
public sealed record ToolchainCall(string Script, IReadOnlyDictionary<string, string> Variables, string What, string Done, ToolchainCall? Undo = null)
{
    /// <summary>The text for a shell, to run after the functions of probes.</summary>
    internal string Text => ToolchainScript.Text(Script, Variables);
}

/// <summary>Where the target gets an archive from.</summary>
/// <param name="Version">The release.</param>
/// <param name="Sha256">The SHA-256 of the archive.</param>
/// <param name="Size">Its size in bytes.</param>
/// <param name="Addresses">The addresses that the target asks, in order; empty where it is sent over the session.</param>
public sealed record ArchiveOrigin(GoVersion Version, string Sha256, long Size, IReadOnlyList<string> Addresses);
