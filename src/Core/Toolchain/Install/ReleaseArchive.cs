namespace GoEnv.Toolchain.Install;

/// <summary>The archive of one release for one platform.</summary>
/// <param name="Version">The release.</param>
/// <param name="FileName">Its name, such as <c>go1.27.3.linux-amd64.tar.gz</c>.</param>
/// <param name="Os">Its GOOS.</param>
/// <param name="Arch">Its architecture as file names have it: GOARCH, but <c>armv6l</c> for arm.</param>
/// <param name="Sha256">The SHA-256 of the file, 64 lower-case hexadecimal digits.</param>
/// <param name="Size">Its size in bytes.</param>
public sealed record ReleaseArchive(GoVersion Version, string FileName, string Os, string Arch, string Sha256, long Size);

/// <summary>One release of an index.</summary>
/// <param name="Version">The release.</param>
/// <param name="IsStable">False for a beta or release candidate.</param>
/// <param name="Archives">Its archives; installers and sources are left out.</param>
public sealed record IndexedRelease(GoVersion Version, bool IsStable, IReadOnlyList<ReleaseArchive> Archives);
