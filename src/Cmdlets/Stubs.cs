#pragma warning disable
namespace GoEnv.Cmdlets { internal static class ReleaseData { public static GoEnv.Releases.GoReleases Load(System.Management.Automation.PSCmdlet c) => GoEnv.Releases.GoReleases.Shipped; } }
namespace GoEnv.Releases { public sealed record ReleaseUpdate; public static class ReleaseDataFile { public static string UserPath => ""; public static Task<ReleaseUpdate> UpdateAsync(string a, string b, DateTimeOffset c, CancellationToken t) => Task.FromResult(new ReleaseUpdate()); } }
