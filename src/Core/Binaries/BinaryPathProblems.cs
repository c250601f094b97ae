using System.Globalization;

namespace GoEnv.Binaries;

/// <summary>What a target told of the paths that it was asked for, where it is not all.</summary>
internal static class BinaryPathProblems
{
    /// <summary>The problems of an answer about these paths.</summary>
    public static IEnumerable<GoBuildInfo> Of(ProbeOutput answer, IReadOnlyList<string> paths, Target target)
    {
        foreach (var (key, row) in answer.NamedRows("path"))
        {
            var path = int.TryParse(key.TrimEnd('x'), NumberStyles.None, CultureInfo.InvariantCulture, out var i) && i < paths.Count ? paths[i] : key;
            foreach (var (error, message) in Of(path, row))
            {
                yield return Make(target, error, path, message);
            }
        }

        if (answer.Number("denied").ValueOr(0) is > 0 and var denied)
        {
            yield return Make(target, BinaryError.FileUnreadable, "/proc", $"'/proc' does not tell all: this account may not see the executables of {denied} {(denied == 1 ? "process" : "processes")}.");
        }
    }

    /// <summary>A problem in the place of a binary.</summary>
    public static GoBuildInfo Make(Target target, BinaryError error, string path, string message) =>
        new() { Path = path, Target = target, Problem = new BinaryProblem(error, message) };

    private static IEnumerable<(BinaryError Error, string Message)> Of(string path, ProbeOutput row)
    {
        var state = row.Text("state");
        if (state.IsAbsent)
        {
            yield return (BinaryError.PathNotFound, Text.Wildcard.IsPattern(path) ? $"Nothing matches '{path}'." : $"'{path}' does not exist.");
        }
        else if (state.IsUnknown && row.Bytes("state").Reason is { } reason && !reason.StartsWith("the probe did not report", StringComparison.Ordinal))
        {
            yield return (BinaryError.FileUnreadable, $"'{path}' cannot be read: {reason}.");
        }

        foreach (var part in (string[])["partly", "odd"])
        {
            if (row.TextOrNull(part) is { } partly)
            {
                yield return (BinaryError.FileUnreadable, $"'{path}' was not read whole: {partly}.");
            }
        }

        if (row.TextOrNull("more") is { } more)
        {
            yield return (BinaryError.FileUnreadable, $"'{path}' was not read whole: it has more than {more} files that may be executables.");
        }
    }
}
