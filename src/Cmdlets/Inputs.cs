using System.Collections;
using System.Globalization;
using System.Management.Automation;
using GoEnv.Policies;
using GoEnv.Releases;
using GoEnv.Targets;

namespace GoEnv.Cmdlets;

/// <summary>Files that commands read, with errors that end the command.</summary>
internal static class Inputs
{
    /// <summary>The policy of a file over the shipped one; the shipped one where none is named.</summary>
    public static Policy LoadPolicy(this PSCmdlet cmdlet, string? path) =>
        path is null ? GoEnv.Policies.Policy.Default : cmdlet.Read(path, GoEnv.Policies.Policy.Load, "PolicyInvalid");

    /// <summary>The profile as the policy writes it; one that the policy does not have ends the command.</summary>
    public static string? CheckProfile(this PSCmdlet cmdlet, Policy policy, string? profile)
    {
        try
        {
            return profile is null ? null : policy.CheckedProfile(profile);
        }
        catch (FormatException e)
        {
            var failure = new FormatException(char.ToUpperInvariant(e.Message[0]) + e.Message[1..] + ".", e);
            cmdlet.ThrowTerminatingError(Errors.InvalidInput("ProfileNotFound", failure, profile, "Name a profile of the policy; Get-GoPolicy lists them."));
            throw;
        }
    }

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

    /// <summary>An audit that asks and judges all that the policy selects.</summary>
    public static Audit FullAudit(this PSCmdlet cmdlet, Sessions sessions, string? policyFile, bool online, TimeSpan probeLimit)
    {
        var policy = cmdlet.LoadPolicy(policyFile);
        var selection = new RuleSelection { Policy = policy, IncludeOnline = online };
        return new Audit
        {
            Open = sessions.Open,
            Rules = selection.Demand(),
            Probes = Catalog.Probes.Where(probe => !probe.OnPath && (online || !probe.OnRequest)).ToList(),
            Select = selection.For,
            Policy = policy,
            Releases = cmdlet.LoadReleases(),
            ProbeLimit = probeLimit,
        };
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
