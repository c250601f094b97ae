namespace GoEnv.Binaries;

/// <summary>A process that runs a binary.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Name">Its short name, as the kernel keeps it; never its command line, which may hold secrets.</param>
public sealed record BinaryProcess(int Id, string Name)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Id} ({Name})";
}
