using System.Management.Automation;
using GoEnv.Modules.Files;

namespace GoEnv.Cmdlets;

/// <summary>Paths of modules on targets, as the commands about modules take them.</summary>
internal static class ModulePaths
{
    /// <summary>The probe of the paths: relative ones are those of the current location here, and of the home folder elsewhere.</summary>
    public static ModuleTreeProbe Probe(this PSCmdlet cmdlet, IReadOnlyList<string> paths, bool isLocal) => new(cmdlet.Checked(paths, isLocal));

    /// <summary>The probe of the checksums for the same paths.</summary>
    public static ModuleSumsProbe SumsProbe(this PSCmdlet cmdlet, IReadOnlyList<string> paths, bool isLocal) => new(cmdlet.Checked(paths, isLocal));

    private static string[] Checked(this PSCmdlet cmdlet, IReadOnlyList<string> paths, bool isLocal)
    {
        if (paths.FirstOrDefault(path => path.Any(char.IsControl)) is { } bad)
        {
            cmdlet.ThrowTerminatingError(Errors.InvalidInput(
                "PathInvalid", new FormatException("A path holds a control character."), bad, "Name the folder of a module."));
        }

        return isLocal ? [.. paths.Select(cmdlet.FullPath)] : [.. paths];
    }
}
