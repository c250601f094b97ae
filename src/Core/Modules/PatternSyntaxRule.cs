namespace GoEnv.Modules;

/// <summary>Finds patterns that can match no module.</summary>
public sealed class PatternSyntaxRule() : ModuleSettingRule(
    "GE3010", Severity.Error, "Every pattern of private modules can match one", "GOPRIVATE", "GONOPROXY", "GONOSUMDB", "GOINSECURE")
{
    /// <inheritdoc/>
    protected override IEnumerable<Problem> Judge(ModuleSetting setting, ModuleFacts facts) =>
        from pattern in ModulePatterns.Split(setting.Value)
        let fault = Fault(pattern)
        where fault is not null
        select Problem.Fail($"The pattern '{pattern}' in {setting.Name} matches no module: {fault}.") with
        {
            Evidence = [setting.ToString()],
            Expected = "HOST/PATH patterns separated by commas alone, such as *.corp.example.com,github.com/corp",
            Fix = Repaired(pattern) is { Length: > 0 } better
                ? $"Write '{better}' instead of '{pattern}' in {setting.Name}."
                : $"Take '{pattern}' out of {setting.Name}.",
            Remedy = setting.IsHidden ? null : Edit(setting, GoEnvEdit.Replace(setting.Name, pattern, Repaired(pattern) is { Length: > 0 } mended ? mended : null)),
        };

    private static string? Fault(string pattern)
    {
        var first = pattern.Split('/')[0];
        return pattern switch
        {
            "none" => null, // the documented way to say that nothing is meant
            _ when pattern.Contains(ModuleSetting.Hidden, StringComparison.Ordinal) => "it has a ':', '@' or '#' in it, and is not shown because it could hold a password",
            _ when pattern.Contains("://", StringComparison.Ordinal) => "patterns have no scheme",
            _ when pattern.Contains(';', StringComparison.Ordinal) => "patterns are separated by commas, not semicolons",
            _ when pattern.Trim().Length < pattern.Length => "the space around it is a part of it",
            _ when pattern.Any(char.IsWhiteSpace) => "patterns are separated by commas, not spaces",
            _ when pattern.StartsWith('/') => "module paths begin with a host, not a slash",
            _ when pattern.EndsWith("/...", StringComparison.Ordinal) => "'...' is no wildcard here, and a pattern covers what is below it anyway",
            _ when pattern.Contains("//", StringComparison.Ordinal) => "it has an empty element",
            _ when pattern.Contains(':', StringComparison.Ordinal) => "module paths have no port",
            _ when !Glob.IsValid(pattern) => "a bracket or an escape in it is not closed",
            _ when first.IndexOfAny(['*', '?', '[', '\\']) >= 0 => null,
            _ when !first.Contains('.', StringComparison.Ordinal) => $"'{first}' has no dot, and the host of a module path has one",
            _ when first.Any(char.IsAsciiLetterUpper) => "the host of a module path is in lower case",
            _ => null,
        };
    }

    private static string Repaired(string pattern)
    {
        if (pattern.Contains(ModuleSetting.Hidden, StringComparison.Ordinal) || !pattern.Contains('.', StringComparison.Ordinal))
        {
            return string.Empty;
        }

        var parts = pattern.Split([';', ' ', '\t'], StringSplitOptions.RemoveEmptyEntries).Select(part =>
        {
            var scheme = part.IndexOf("://", StringComparison.Ordinal);
            var path = (scheme < 0 ? part : part[(scheme + 3)..]).Trim('/');
            path = path.EndsWith("/...", StringComparison.Ordinal) ? path[..^4].TrimEnd('/') : path;
            var host = path.Split('/')[0];
            return host.Split(':')[0].ToLowerInvariant() + path[host.Length..].Replace("//", "/", StringComparison.Ordinal);
        });
        var better = string.Join(',', parts);
        return better.Split(',').All(part => Fault(part) is null) ? better : string.Empty;
    }
}
