namespace GoEnv.Binaries;

/// <summary>What a binary is where it lies; what is wrong with a deployed one may be right on a developer's machine.</summary>
public enum BinaryStage
{
    /// <summary>It was just built, to be tried: it lies in a home folder or a temporary one.</summary>
    Development,

    /// <summary>It came with the operating system, whose packages say how it is mended.</summary>
    Distribution,

    /// <summary>It serves.</summary>
    Deployment,
}

/// <summary>Tells the stage of a binary by its path.</summary>
internal static class BinaryPlace
{
    private static readonly string[] Workplaces =
        ["/home/", "/root/", "/Users/", "/tmp/", "/var/tmp/", "/private/tmp/", "/private/var/folders/", "/workspaces/", "/mnt/", "/media/"];

    private static readonly string[] OfDistribution = ["/usr/", "/bin/", "/sbin/", "/lib/", "/lib32/", "/lib64/", "/snap/", "/nix/store/"];

    private static readonly string[] OfServices = ["/opt/", "/srv/", "/app/", "/usr/local/", "/var/", "/service/"];

    /// <summary>The stage of a binary; what runs in a container serves.</summary>
    public static BinaryStage Of(GoBuildInfo info, bool isHere) =>
        info.IsInContainer == true ? BinaryStage.Deployment : Of(info.Path, isHere);

    /// <summary>
    /// The stage: by the folder, and elsewhere a deployment on another machine and development on this one.
    /// </summary>
    public static BinaryStage Of(string path, bool isHere)
    {
        if (Workplaces.Any(place => path.StartsWith(place, StringComparison.Ordinal)) || (!path.StartsWith('/') && !isHere))
        {
            return BinaryStage.Development;
        }

        if (OfServices.Any(place => path.StartsWith(place, StringComparison.Ordinal)))
        {
            return BinaryStage.Deployment;
        }

        return OfDistribution.Any(place => path.StartsWith(place, StringComparison.Ordinal)) ? BinaryStage.Distribution
            : isHere ? BinaryStage.Development
            : BinaryStage.Deployment;
    }
}
