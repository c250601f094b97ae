using System.Management.Automation;
using GoEnv.Binaries;

namespace GoEnv.Cmdlets;

/// <summary>Error records of binaries that could not be read; their id is the name of the <see cref="BinaryError"/>.</summary>
internal static class BinaryErrors
{
    /// <summary>The record of a command that was given nothing to read.</summary>
    public static ErrorRecord PathMissing => Errors.InvalidInput(
        "PathMissing", new FormatException("No path is given."), null, "Name a binary, or a folder of binaries; -Process takes what runs.");

    /// <summary>The record of a file with a problem.</summary>
    public static ErrorRecord ToErrorRecord(this GoBuildInfo info, BinaryProblem problem) =>
        new(new InvalidDataException(problem.Message), problem.Error.ToString(), CategoryOf(problem.Error), info.Path)
        {
            ErrorDetails = new ErrorDetails(info.Target is null ? problem.Message : $"{info.TargetName}: {problem.Message}")
            {
                RecommendedAction = ActionOn(problem.Error),
            },
        };

    private static ErrorCategory CategoryOf(BinaryError error) => error switch
    {
        BinaryError.PathNotFound => ErrorCategory.ObjectNotFound,
        BinaryError.FileUnreadable => ErrorCategory.ReadError,
        _ => ErrorCategory.InvalidData,
    };

    private static string ActionOn(BinaryError error) => error switch
    {
        BinaryError.NotGoBinary => "Name a binary that Go built, or its folder: other files of a folder are passed over.",
        BinaryError.NoBuildInfo => "Build it again without removing sections; '-ldflags=-s -w' leaves build information in.",
        BinaryError.PackedBinary => "Unpack a copy with 'upx -d' and read that.",
        BinaryError.TruncatedBinary => "Copy the file again and compare its size and checksum with the original's.",
        BinaryError.MalformedBinary => "Compare the file's checksum with the original's.",
        BinaryError.PathNotFound => "Check the path.",
        _ => "Check the permissions of the file and of its folders.",
    };
}
