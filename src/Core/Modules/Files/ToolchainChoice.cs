using GoEnv.Toolchain;

namespace GoEnv.Modules.Files;

/// <summary>Follows the go command's choice of a toolchain step by step.</summary>
internal sealed class ToolchainChoice(ModuleTree tree, ToolchainFacts facts, IReadOnlyList<string> commands)
{
    private static readonly string[] Switches = ["GOPROXY", "GOSUMDB"];

    private readonly List<string> steps = [];
    private readonly ModuleFile? file = tree.Work as ModuleFile ?? tree.Mod;

    public ToolchainDecision Decide()
    {
        if (facts.Winner is not { } winner)
        {
            return facts.LoginPath.IsUnknown
                ? End(ToolchainOutcome.Unknown, null, $"no go was found, and the login shell's PATH is not known: {facts.LoginPath.Reason}")
                : End(ToolchainOutcome.NoGo, null, "there is no go command on the target");
        }

        if (winner.Version is not { } local || winner.IsGccgo)
        {
            return End(ToolchainOutcome.Unknown, null, $"the version of {winner.Path} is not known");
        }

        steps.Add($"{winner.Path} is go{local}");
        if (facts.Env("GO111MODULE") == "off")
        {
            steps.Add("GO111MODULE=off: module files are not read");
            return End(ToolchainOutcome.Local, "go" + local);
        }

        if (tree.GoWork.IsUnknown || (tree.GoWork.IsAbsent && tree.GoMod.IsUnknown))
        {
            return End(ToolchainOutcome.Unknown, null, (tree.GoWork.IsUnknown ? tree.GoWork.Reason : tree.GoMod.Reason)!);
        }

        return local is { Major: 1, Minor: < 21 } ? Old(local) : Switching(local);
    }

    // Before 1.21 the go command never handed over, and tried whatever the go line said.
    private ToolchainDecision Old(GoVersion local)
    {
        steps.Add("releases before 1.21 never switch to another toolchain");
        return file?.Go is { } line && GoVersion.TryParse(line.Version, out var wanted) && (wanted.IsPrerelease || line.Version.Count(c => c == '.') > 1)
            ? End(ToolchainOutcome.Refused, "go" + local, $"go{local} reads no go line with three numbers, and {file.At(line)} says go {line.Version}", file.At(line))
            : End(ToolchainOutcome.Local, "go" + local);
    }

    private ToolchainDecision Switching(GoVersion local)
    {
        if (facts.GoToolchainSetting.IsUnknown)
        {
            return End(ToolchainOutcome.Unknown, null, $"GOTOOLCHAIN is not known: {facts.GoToolchainSetting.Reason}");
        }

        var setting = facts.GoToolchainSetting.TryGet(out var value) ? value : "local";
        steps.Add(facts.GoToolchainSetting.IsKnown ? $"GOTOOLCHAIN is {setting}" : "GOTOOLCHAIN is not set and has no default: no switching");
        var plus = setting.IndexOf('+', StringComparison.Ordinal);
        var mode = setting is "auto" or "path" ? setting : plus < 0 ? string.Empty : setting[(plus + 1)..];
        if (ToolchainSetting.Parse(setting) is not { } parsed)
        {
            return End(ToolchainOutcome.Refused, null, $"go refuses GOTOOLCHAIN={setting}");
        }

        var name = parsed.Name ?? "go" + local;
        var version = parsed.Name is null ? local : GoVersion.Parse(parsed.Name);
        string? location = null;
        if (mode.Length > 0 && file is not null && file.Toolchain?.Name != "default")
        {
            if (file.Toolchain is { } line && GoVersion.TryParse(line.Name, out var suggested) && suggested > version)
            {
                (name, version, location) = (line.Name, suggested, file.At(line));
                steps.Add($"{location} asks for toolchain {name}");
            }

            if (file.Go is { } go && GoVersion.TryParse(go.Version, out var needed) && needed > version)
            {
                var isLanguage = needed is { Patch: null, IsPrerelease: false, Minor: >= 21 };
                (name, version, location) = ("go" + go.Version + (isLanguage ? ".0" : string.Empty), needed, file.At(go));
                steps.Add($"{location} needs go {go.Version}, for which {name} is the first release");
            }
        }

        if (file?.Go is { } floor && GoVersion.TryParse(floor.Version, out var least) && least > version)
        {
            return End(ToolchainOutcome.Refused, name, $"{file.At(floor)} needs go {floor.Version}, {name} would run, and GOTOOLCHAIN={setting} keeps go from another", file.At(floor));
        }

        if (version == local)
        {
            steps.Add($"go{local} does it itself");
            return End(ToolchainOutcome.Local, "go" + local, location: location);
        }

        return Find(name, version, setting, mode, location);
    }

    private ToolchainDecision Find(string name, GoVersion version, string setting, string mode, string? location)
    {
        if (commands.Contains(name))
        {
            steps.Add($"{name} is on PATH");
            return End(ToolchainOutcome.OnPath, name, location: location);
        }

        steps.Add($"there is no {name} on PATH");
        if (mode == "path")
        {
            return End(ToolchainOutcome.Refused, name, $"{name} is not on PATH, and GOTOOLCHAIN={setting} looks nowhere else", location);
        }

        if (facts.Toolchains.FirstOrDefault(one => one.Path.Contains($"/golang.org/toolchain@v0.0.1-{name}.", StringComparison.Ordinal)) is { } cached)
        {
            steps.Add($"the module cache has it as {cached.Path}");
            return End(ToolchainOutcome.ModuleCache, name, location: location);
        }

        steps.Add("the module cache does not have it");
        if (version is { Patch: null, IsPrerelease: false, Minor: >= 21 } && !name.EndsWith(".0", StringComparison.Ordinal))
        {
            return End(ToolchainOutcome.Refused, name, $"{name} is a language version and no toolchain; the first of it is {name}.0", location);
        }

        if (facts.GoEnv.IsUnknown)
        {
            return End(ToolchainOutcome.Unknown, name, $"whether {name} can be downloaded is not known: {facts.GoEnv.Reason}", location);
        }

        foreach (var off in Switches.Where(off => facts.Env(off) == "off"))
        {
            steps.Add($"{off}=off: toolchains are not downloaded");
            return End(ToolchainOutcome.Refused, name, $"{name} is not on the target and cannot be downloaded with {off}=off", location);
        }

        steps.Add("it would be downloaded");
        return End(ToolchainOutcome.Download, name, location: location);
    }

    private ToolchainDecision End(ToolchainOutcome outcome, string? name, string? reason = null, string? location = null)
    {
        if (reason is not null)
        {
            steps.Add(reason);
        }

        return new ToolchainDecision { Outcome = outcome, Name = name, Reason = reason, Steps = steps, Location = location };
    }
}
