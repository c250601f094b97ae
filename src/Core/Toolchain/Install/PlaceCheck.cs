namespace GoEnv.Toolchain.Install;

/// <summary>Refuses a change that cannot succeed before anything is done.</summary>
internal static class PlaceCheck
{
    public static void Demand(Target target, ToolchainPlace place, IReadOnlyList<ToolchainCall> calls, bool isSent)
    {
        var scripts = calls.Select(call => call.Script).ToHashSet(StringComparer.Ordinal);
        if (scripts.Contains("switch") && place.Link is "folder" or "other")
        {
            throw new InstallException(
                InstallError.Occupied,
                $"{place.LinkPath} of {target.Name} is {(place.Link == "folder" ? "a folder that is no Go tree" : "no folder")}, and a link of that name is needed.",
                "Move it away by hand.");
        }

        if (!scripts.Contains("install"))
        {
            return;
        }

        if (!place.IsWritable)
        {
            throw new InstallException(
                InstallError.NotWritable,
                $"This account may not write {place.Folder} of {target.Name}.",
                "Name another account, or let the target become root in the inventory.");
        }

        if (!isSent && !place.Tools.Contains("curl", StringComparer.Ordinal) && !place.Tools.Contains("wget", StringComparer.Ordinal))
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
