namespace GoEnv.Modules;

/// <summary>Reads GOVCS as the go command does.</summary>
public sealed class VcsListRule() : ModuleSettingRule(
    "GE3014", Severity.Error, "GOVCS is a list that the go command can read", "GOVCS")
{
    /// <inheritdoc/>
    protected override IEnumerable<Problem> Judge(ModuleSetting setting, ModuleFacts facts)
    {
        if (setting.IsHidden)
        {
            yield return Problem.Unknown("GOVCS was not read because it could hold a password.");
            yield break;
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in setting.Value.Split(',').Select(item => item.Trim()))
        {
            var colon = item.IndexOf(':', StringComparison.Ordinal);
            var pattern = (colon < 0 ? item : item[..colon]).Trim();
            var systems = colon < 0 ? [] : item[(colon + 1)..].Split('|').Select(name => name.Trim()).ToList();
            var fault = item switch
            {
                "" => "an entry is empty",
                _ when colon < 0 => $"'{item}' has no colon",
                _ when pattern.Length == 0 => $"'{item}' has no pattern before the colon",
                _ when pattern.StartsWith("./", StringComparison.Ordinal) || pattern.StartsWith("../", StringComparison.Ordinal) || pattern is "." or ".." =>
                    $"'{pattern}' is a relative path",
                _ when !seen.Add(pattern) => $"'{pattern}' stands there twice",
                _ when systems.Any(name => name.Length == 0) => $"'{item}' has an empty version control system",
                _ => null,
            };
            if (fault is not null)
            {
                yield return Problem.Fail($"The go command refuses GOVCS {setting.Place}: {fault}.") with
                {
                    Expected = "pattern:system|system,... such as public:git|hg,private:all",
                    Fix = Remove(setting),
                    Remedy = Unset(setting),
                };
            }
        }
    }
}
