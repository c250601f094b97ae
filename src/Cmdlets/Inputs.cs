using System.Collections;
using System.Globalization;
using System.Management.Automation;
using GoEnv.Policies;
using GoEnv.Releases;

namespace GoEnv.Cmdlets;

/// <summary>Files that commands read, with errors that end the command.</summary>
internal static class Inputs
{
    /// <summary>The policy of a file over the shipped one; the shipped one where none is named.</summary>
    public static Policy LoadPolicy(this PSCmdlet cmdlet, string? path) =>
        path is null ? GoEnv.Policies.Policy.Default : cmdlet.Read(path, GoEnv.Policies.Policy.Load, "PolicyInvalid");

    /// <summary>The newer of the shipped data on Go releases and the user's own; a file of the user that cannot be read is a warning.</summary>
    public static GoReleases LoadReleases(this PSCmdlet cmdlet)
    {
        try
        {
            return ReleaseDataFile.Load(ReleaseDataFile.UserPath);
        }
        catch (ReleaseDataException e)
        {
            cmdlet.WriteWarning($"{e.Message} The data that ships with the module is used; Update-GoReleaseData writes a new file.");
            return GoReleases.Shipped;
        }
    }

    /// <summary>The names and values of a table as texts, in the order of the names; null is an empty text.</summary>
    public static IReadOnlyDictionary<string, string> Texts(Hashtable? table) => new SortedDictionary<string, string>(
        (table ?? []).Cast<DictionaryEntry>().ToDictionary(
            entry => entry.Key.ToString() ?? string.Empty,
            entry => Convert.ToString(entry.Value, CultureInfo.InvariantCulture) ?? string.Empty,
            StringComparer.Ordinal),
        StringComparer.Ordinal);

    /// <summary>Reads a file; what is wrong with it ends the command under <paramref name="errorId"/>.</summary>
    public static T Read<T>(this PSCmdlet cmdlet, string path, Func<string, T> load, string errorId)
    {
        var full = cmdlet.FullPath(path);
        try
        {
            return load(full);
        }
        catch (Exception e) when (e is FormatException or IOException or UnauthorizedAccessException)
        {
            cmdlet.ThrowTerminatingError(Errors.InvalidInput(
                errorId, e, full, "Mend the file at the place that the message names, or name another file."));
            throw;
        }
    }
}
