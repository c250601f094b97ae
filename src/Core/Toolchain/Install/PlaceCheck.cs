using GoEnv.Changes;

namespace GoEnv.Toolchain.Install;

/// <summary>Refuses a change that cannot succeed before anything is done.</summary>
internal static class PlaceCheck
{
    public static void Demand(Target target, ToolchainPlace place, IReadOnlyList<ChangeStep> steps)
    {
        var commands = steps.OfType<CommandStep>().ToList();
        if (commands.Any(step => step.Script == "toolchain-switch") && place.Link is "folder" or "other")
        {
            throw new InstallException(
                InstallError.Occupied,
                $"{place.LinkPath} of {target.Name} is {(place.Link == "folder" ? "a folder that is no Go tree" : "no folder")}, and a link of that name is needed.",
                "Move it away by hand.");
        }

        if (commands.FirstOrDefault(step => step.Script == "toolchain-install") is not { } install)
        {
            return;
        }

        if (install.ReadsInput && target.Kind == TargetKind.Pod)
        {
            throw new InstallException(InstallError.Transfer, $"An archive cannot be sent to {target.Name}.", "Let the container download it: leave -Via Controller and -Archive out.");
        }

        if (!place.IsWritable)
        {
            throw new InstallException(
                InstallError.NotWritable,
                $"This account may not write {place.Folder} of {target.Name}.",
                "Name another account, or let the target become root in the inventory.");
        }

        if (!install.ReadsInput && !place.Tools.Contains("curl", StringComparer.Ordinal) && !place.Tools.Contains("wget", StringComparer.Ordinal))
        {
            throw new InstallException(
                InstallError.NoDownloader, $"{target.Name} has neither curl nor wget.", "Send the archive from here with -Via Controller.");
        }

        if (!place.Tools.Contains("tar", StringComparer.Ordinal))
        {
            throw new InstallException(InstallError.Unpack, $"{target.Name} has no tar to unpack an archive with.", "Install tar there.");
        }
    }
}
