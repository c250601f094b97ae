using System.Management.Automation;
using GoEnv.Policies;

namespace GoEnv.Cmdlets;

/// <summary>Files that commands read, with errors that end the command.</summary>
internal static class Inputs
{
    /// <summary>The policy of a file over the shipped one; the shipped one where none is named.</summary>
    public static Policy LoadPolicy(this PSCmdlet cmdlet, string? path) =>
        path is null ? GoEnv.Policies.Policy.Default : cmdlet.Read(path, GoEnv.Policies.Policy.Load, "PolicyInvalid");

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
