namespace GoEnv.Modules;

/// <summary>Finds patterns that take in public modules.</summary>
public sealed class PatternWidthRule() : ModuleSettingRule(
    "GE3012", Severity.Warning, "Patterns of private modules leave public ones out", "GOPRIVATE", "GONOPROXY", "GONOSUMDB")
{
    // An owner that no pattern names: what matches it matches the whole host.
    private static readonly string[] Public = Hosts().Select(host => host + "/~any~/~any~").ToArray();

    /// <inheritdoc/>
    protected override IEnumerable<Problem> Judge(ModuleSetting setting, ModuleFacts facts)
    {
        foreach (var pattern in ModulePatterns.Split(setting.Value))
        {
            var hosts = Public.Where(path => ModulePatterns.Match(pattern, path)).Select(path => path.Split('/')[0]).ToList();
            if (hosts.Count == 0)
            {
                continue;
            }

            var all = hosts.Count == Public.Length;
            var what = setting.Name == "GONOPROXY" ? "past the proxy" : "without the checksum database";
            yield return Problem.Fail(
                $"The pattern '{pattern}' in {setting.Name} takes {(all ? "every module" : "all of " + string.Join(", ", hosts))} {what}.") with
            {
                Severity = setting.Name == "GONOPROXY" ? Severity.Information : all ? Severity.Error : null,
                Evidence = [setting.ToString()],
                Fix = all
                    ? $"Name the private hosts in {setting.Name} instead of '{pattern}'."
                    : $"Name the private owners, such as {hosts[0]}/corp, in {setting.Name} instead of '{pattern}'.",
            };
        }
    }

    private static string[] Hosts() =>
        ["github.com", "gitlab.com", "bitbucket.org", "golang.org", "google.golang.org", "gopkg.in", "k8s.io", "go.uber.org"];
}
