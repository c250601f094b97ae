namespace GoEnv.Toolchain.Install;

/// <summary>How far a transfer has come.</summary>
/// <param name="What">What is transferred, such as <c>go1.27.3.linux-amd64.tar.gz from https://go.dev/dl</c>.</param>
/// <param name="Bytes">The bytes that are there.</param>
/// <param name="Total">All of them.</param>
public sealed record TransferProgress(string What, long Bytes, long Total);
