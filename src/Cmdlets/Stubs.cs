#pragma warning disable
namespace GoEnv.Policies
{
public sealed class RuleSelection { public IReadOnlyCollection<Category> Categories {get;set;} public string[] Include {get;set;} public string[] Exclude {get;set;} public bool OnRequest {get;set;}
 public IReadOnlyList<Rule> Select(Policy? policy) => Catalog.Rules.Where(r => Categories.Contains(r.Category)).ToList(); }
}
namespace GoEnv.Targets { public static class SshConfigHosts { public static string DefaultPath => ""; public static IEnumerable<string> Read(string p) => []; public static IEnumerable<string> Names() => []; } 
public sealed class Shard { public static Shard Parse(string s) => new(); }
public sealed class TargetFilter { public string[] Names {get;set;} public string[] Labels {get;set;} public string[] Tags {get;set;}public string[] Groups {get;set;} public Shard? Shard {get;set;} public bool Matches(Target t) => true; }
public static class Inventory { public static IReadOnlyList<Target> Load(string p) => []; }
}
namespace GoEnv.Cmdlets { internal static class ReleaseData { public static GoEnv.Releases.GoReleases Load(System.Management.Automation.PSCmdlet c) => GoEnv.Releases.GoReleases.Shipped; } }
namespace GoEnv.Releases { public sealed record ReleaseUpdate; public static class ReleaseDataFile { public static string UserPath => ""; public static Task<ReleaseUpdate> UpdateAsync(string a, string b, DateTimeOffset c, CancellationToken t) => Task.FromResult(new ReleaseUpdate()); } }
