namespace GoEnv.Modules;

/// <summary>Reads GOAUTH as the go command does.</summary>
public sealed class AuthSyntaxRule() : ModuleSettingRule(
    "GE3015", Severity.Error, "GOAUTH is a list that the go command can read", "GOAUTH")
{
    /// <inheritdoc/>
    protected override IEnumerable<Problem> Judge(ModuleSetting setting, ModuleFacts facts)
    {
        var commands = setting.Value.Split(';').Select(command => command.Trim()).ToList();
        foreach (var words in commands.Select(command => command.Split(' ', StringSplitOptions.RemoveEmptyEntries)))
        {
            var fault = words switch
            {
                [] => "a command is empty",
                ["off", ..] when commands.Count > 1 => "'off' cannot stand beside other commands",
                ["git"] => "'git' needs the absolute path of a folder",
                ["git", _, _, ..] => "'git' takes one folder",
                ["git", var folder] when !folder.StartsWith('/') => $"the folder '{folder}' of 'git' is not absolute",
                [var word, ..] when word is not ("off" or "netrc" or "git") && word.ToLowerInvariant() is "off" or "netrc" or "git" =>
                    $"'{word}' is taken for a program; the word is in lower case",
                _ => null,
            };
            if (fault is not null)
            {
                yield return Problem.Fail($"The go command cannot use GOAUTH {setting.Place}: {fault}.") with
                {
                    Expected = "off, or netrc, git DIR and commands separated by ';'",
                    Fix = Change(setting, "netrc"),
                    Remedy = Unset(setting),
                };
            }
        }
    }
}

/// <summary>Finds passwords and tokens in the commands of GOAUTH.</summary>
public sealed class AuthCredentialsRule() : ModuleSettingRule(
    "GE3016", Severity.Error, "GOAUTH has no credentials in it", "GOAUTH")
{
    /// <inheritdoc/>
    protected override IEnumerable<Problem> Judge(ModuleSetting setting, ModuleFacts facts)
    {
        if (setting.HasCredentials)
        {
            yield return Problem.Fail($"A command in GOAUTH has what looks like a password or token among its arguments {setting.Place}; go env and process lists show it.") with
            {
                Fix = "Let the command read its token from a file of mode 0600 or from a credential store.",
            };
        }
    }
}

/// <summary>Finds GOAUTH where the go command is too old to read it.</summary>
public sealed class AuthSupportedRule() : ModuleSettingRule(
    "GE3017", Severity.Warning, "The go command is new enough for GOAUTH", "GOAUTH")
{
    private static readonly Toolchain.GoVersion First = Toolchain.GoVersion.Parse("go1.24");

    /// <inheritdoc/>
    protected override IEnumerable<Problem> Judge(ModuleSetting setting, ModuleFacts facts)
    {
        // netrc is what older releases do without being told.
        if (setting.Value == "netrc" || facts.GoVersion.IsAbsent)
        {
            yield break;
        }

        if (!facts.GoVersion.TryGet(out var text) || !Toolchain.GoVersion.TryParse(text, out var version))
        {
            yield return Problem.Unknown($"Whether go reads GOAUTH is not known because {facts.GoVersion.Reason ?? "its version cannot be read"}.");
        }
        else if (version < First && version.Line != First.Line)
        {
            yield return Problem.Fail($"GOAUTH is set {setting.Place}, and {text} does not read it; it came with Go 1.24.") with
            {
                Fix = "Put the credentials in ~/.netrc, or install Go 1.24 or later.",
            };
        }
    }
}
