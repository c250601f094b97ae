namespace GoEnv.Binaries;

/// <summary>Why a file has no build information to show.</summary>
public enum BinaryError
{
    /// <summary>It is no executable, or one that Go did not build.</summary>
    NotGoBinary,

    /// <summary>Go built it, and its build information was taken out.</summary>
    NoBuildInfo,

    /// <summary>It is packed (UPX); what is in it cannot be told.</summary>
    PackedBinary,

    /// <summary>It ends before what its headers announce.</summary>
    TruncatedBinary,

    /// <summary>Its headers or its build information contradict themselves.</summary>
    MalformedBinary,

    /// <summary>It could not be read.</summary>
    FileUnreadable,

    /// <summary>There is no such file.</summary>
    PathNotFound,
}

/// <summary>Why a file has no build information to show, for programs and for people.</summary>
public sealed record BinaryProblem(BinaryError Error, string Message)
{
    /// <inheritdoc/>
    public override string ToString() => Message;
}

/// <summary>Ends the reading of one binary.</summary>
internal sealed class BinaryFormatException(BinaryError error, string message) : Exception(message)
{
    public BinaryError Error { get; } = error;

    public static BinaryFormatException Malformed(string message) => new(BinaryError.MalformedBinary, message);

    public static BinaryFormatException Truncated(string message) => new(BinaryError.TruncatedBinary, message);
}
