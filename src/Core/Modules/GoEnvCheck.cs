using GoEnv.Policies;
using GoEnv.Releases;
using GoEnv.Toolchain;

namespace GoEnv.Modules;

/// <summary>Judges values before they are written, by the rules that would judge them afterwards.</summary>
public static class GoEnvCheck
{
    /// <summary>
    /// What the rules on settings say of the values, were they in the <c>go/env</c> file of an account without other
    /// settings. Rules that need to see the target (is there a compiler?) have nothing to say.
    /// </summary>
    public static IEnumerable<Finding> Judge(IReadOnlyDictionary<string, string> values, Target target, Policy policy, GoReleases releases, DateTimeOffset now)
    {
        var file = "go/env";
        var set = values.Where(pair => pair.Value.Length > 0).ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal);
        var facts = new FactSet();
        facts.Add(new ModuleFacts
        {
            Settings = set.Select(pair => Setting(pair.Key, pair.Value, file)).ToList(),
            UserFile = new GoEnvFile { Path = file, State = GoEnvFileState.Read },
            GoVersion = Fact<string>.Absent,
        });
        facts.Add(new ToolchainFacts
        {
            Winner = new GoToolchain { Path = "go", RealPath = "go" },
            GoEnv = set,
            EnvFile = file,
            EnvFileNames = set.Keys.ToList(),
            GoToolchainSetting = Fact<string>.Absent,
            CCompiler = "cc",
        });
        var context = new RuleContext(target, policy, releases, now);
        var rules = Catalog.Rules.Where(rule => rule is ModuleSettingRule or SettingRule);
        return GoEnv.Judge.Apply(rules, facts, context).Where(finding => finding.Status == FindingStatus.Fail);
    }

    private static ModuleSetting Setting(string name, string value, string file) => new(name, value, SettingOrigin.UserFile)
    {
        File = file,
        HasCredentials = name switch
        {
            "GOPROXY" => ProxyEntry.Parse(value).Any(entry => HasUserInformation(entry.Text)),
            "GOAUTH" => value.Contains("://", StringComparison.Ordinal) && HasUserInformation(value),
            _ => false,
        },
        Oddity = value switch
        {
            [.., ' '] => ValueOddity.Space,
            ['"', .., '"'] or ['\'', .., '\''] => ValueOddity.Quotes,
            _ => ValueOddity.None,
        },
    };

    private static bool HasUserInformation(string text)
    {
        var scheme = text.IndexOf("://", StringComparison.Ordinal);
        var rest = scheme < 0 ? text : text[(scheme + 3)..];
        var host = rest.Split('/')[0];
        return host.Contains('@', StringComparison.Ordinal) || rest.Contains('?', StringComparison.Ordinal);
    }
}
