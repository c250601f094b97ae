#pragma warning disable
namespace GoEnv.Cmdlets { internal static class ReleaseData { public static GoEnv.Releases.GoReleases Load(System.Management.Automation.PSCmdlet c) 
{
    try { return GoEnv.Releases.ReleaseDataFile.Load(GoEnv.Releases.ReleaseDataFile.UserPath); }
    catch (GoEnv.Releases.ReleaseDataException e) { c.WriteWarning(e.Message + " The shipped data is used."); return GoEnv.Releases.GoReleases.Shipped; }
} } }
