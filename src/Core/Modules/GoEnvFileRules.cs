using GoEnv.Changes;

namespace GoEnv.Modules;

/// <summary>Finds lines of the go/env file that the go command passes over without a word.</summary>
public sealed class GoEnvLinesRule() : Rule<ModuleFacts>(
    "GE3027", Severity.Warning, "The go command reads every line of the go/env file")
{
    // What go env -w of 1.27 takes or took before, and GOTELEMETRY's kin, which stand in files of their own.
    private static readonly HashSet<string> Known = new((
        "AR CC CGO_CFLAGS CGO_CFLAGS_ALLOW CGO_CFLAGS_DISALLOW CGO_CPPFLAGS CGO_CPPFLAGS_ALLOW CGO_CPPFLAGS_DISALLOW " +
        "CGO_CXXFLAGS CGO_CXXFLAGS_ALLOW CGO_CXXFLAGS_DISALLOW CGO_ENABLED CGO_FFLAGS CGO_FFLAGS_ALLOW CGO_FFLAGS_DISALLOW " +
        "CGO_LDFLAGS CGO_LDFLAGS_ALLOW CGO_LDFLAGS_DISALLOW CXX FC GCCGO GO111MODULE GO386 GOAMD64 GOARCH GOARM GOARM64 " +
        "GOBIN GOCACHE GOCACHEPROG GODEBUG GOEXPERIMENT GOFIPS140 GOGCCFLAGS GOHOSTARCH GOHOSTOS GOMIPS GOMIPS64 GOOS GOPPC64 " +
        "GORISCV64 GOROOT GOTMPDIR GOTOOLCHAIN GOTOOLDIR GOWASM GOWORK GO_EXTLINK_ENABLED PKG_CONFIG").Split(' '));

    /// <inheritdoc/>
    protected internal override IEnumerable<Problem> Judge(ModuleFacts facts, RuleContext context)
    {
        ArgumentNullException.ThrowIfNull(facts);
        var file = facts.UserFile;
        if (file.State.IsUnknown)
        {
            yield return Problem.Unknown($"The go/env file is not known because {file.State.Reason}.");
        }
        else if (file.State.TryGet(out var state) && state == GoEnvFileState.Unreadable)
        {
            yield return Problem.Fail($"{file.Path} is there and this account may not read it; the go command uses none of it and says nothing.") with
            {
                Subject = file.Path.ToString(),
                Location = file.Path.ToString(),
                Fix = $"sudo chown \"$(id -u)\" '{file.Path}' && chmod 600 '{file.Path}'",
                Remedy = file.Path.TryGet(out var closed) ? new ModeRemedy(closed) { Add = 0x180 } : null,
            };
        }

        foreach (var line in file.Others.Where(line => !Known.Contains(line.Name)))
        {
            var name = line.Name.Length == 0 ? $"Line {line.Number}" : $"'{line.Name}'";
            yield return Problem.Fail($"{name} in {file.Path} is no setting that the go command knows, and is passed over.") with
            {
                Subject = line.Name.Length == 0 ? null : line.Name,
                Location = $"{file.Path}:{line.Number}",
                Expected = "NAME=value, without export, quotes or spaces before '='",
                Fix = $"Remove line {line.Number} of {file.Path}, and set what was meant with go env -w.",
                Remedy = line.Name.Length > 0 && file.Path.TryGet(out var path) ? GoEnvRemedy.Of(path, new GoEnvEdit(line.Name, GoEnvAction.Disable)) : null,
            };
        }
    }
}

/// <summary>Finds values in the go/env file that the environment overrides.</summary>
public sealed class GoEnvOverriddenRule() : Rule<ModuleFacts>(
    "GE3028", Severity.Information, "No module setting of the go/env file is overridden")
{
    /// <inheritdoc/>
    protected internal override IEnumerable<Problem> Judge(ModuleFacts facts, RuleContext context)
    {
        ArgumentNullException.ThrowIfNull(facts);
        if (facts.UserFile.State.IsUnknown)
        {
            yield return Problem.Unknown($"The go/env file is not known because {facts.UserFile.State.Reason}.");
        }

        foreach (var setting in facts.Overridden)
        {
            var winner = facts.Settings.FirstOrDefault(other => other.Name == setting.Name);
            if (winner is not null && (winner.Value != setting.Value || winner.IsHidden))
            {
                yield return Problem.Fail($"{setting.Name} is {setting.Value} in {setting.File}, and {winner.Value} {Where(winner)} overrides it.") with
                {
                    Subject = setting.Name,
                    Location = setting.Location,
                    Actual = winner.ToString(),
                    Fix = winner.Origin == SettingOrigin.Environment
                        ? $"Keep one: go env -u {setting.Name}, or remove {setting.Name} from the shell profile."
                        : $"go env -w '{winner}', which leaves one line.",
                    Remedy = winner is { Origin: SettingOrigin.UserFile, File: { } file } ? GoEnvRemedy.Of(file, new GoEnvEdit(setting.Name, GoEnvAction.Merge)) : null,
                };
            }
        }
    }

    private static string Where(ModuleSetting winner) =>
        winner.Origin == SettingOrigin.Environment ? winner.Place : "in line " + winner.Line;
}

/// <summary>Finds characters around values that became a part of them.</summary>
public sealed class StrayCharactersRule() : ModuleSettingRule(
    "GE3029", Severity.Error, "Module settings have no stray characters around them", "GOPROXY", "GOSUMDB", "GONOSUMDB", "GONOPROXY", "GOPRIVATE", "GOINSECURE", "GOAUTH", "GOVCS", "GOFLAGS", "GOMODCACHE")
{
    /// <inheritdoc/>
    protected override IEnumerable<Problem> Judge(ModuleSetting setting, ModuleFacts facts)
    {
        // The go command trims the spaces in these two itself.
        var trimmed = setting is { Name: "GOPROXY" or "GOAUTH", Oddity: ValueOddity.Space };
        if (setting.Oddity != ValueOddity.None && !trimmed)
        {
            var what = setting.Oddity switch
            {
                ValueOddity.CarriageReturn => "a carriage return (a Windows line end)",
                ValueOddity.Space => "a space at its end",
                _ => "quotation marks around it",
            };
            yield return Problem.Fail($"{setting.Name} has {what} {setting.Place}, which the go command takes as a part of the value.") with
            {
                Fix = setting.Origin == SettingOrigin.Environment
                    ? $"Set {setting.Name} again without it, where the environment is made."
                    : $"go env -w '{setting.Name}={setting.Value.Trim().Trim('"', '\'')}'",
                Remedy = Edit(setting, new GoEnvEdit(setting.Name, GoEnvAction.Trim)),
            };
        }
    }
}
