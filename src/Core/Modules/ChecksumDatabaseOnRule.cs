namespace GoEnv.Modules;

/// <summary>Finds a checksum database that is switched off.</summary>
public sealed class ChecksumDatabaseOnRule() : ModuleSettingRule(
    "GE3006", Severity.Error, "The checksum database is in use", "GOSUMDB")
{
    /// <inheritdoc/>
    protected override bool JudgesDefaults => true;

    /// <inheritdoc/>
    protected override IEnumerable<Problem> Judge(ModuleSetting setting, ModuleFacts facts)
    {
        if (setting.Value == "off")
        {
            yield return Problem.Fail($"GOSUMDB is off {setting.Place}: a module that is not in go.sum yet is taken unverified.") with
            {
                Expected = "sum.golang.org",
                Severity = setting.Origin is SettingOrigin.GoRootFile or SettingOrigin.Default ? Severity.Warning : null,
                Fix = setting.Origin is SettingOrigin.GoRootFile or SettingOrigin.Default ? "go env -w GOSUMDB=sum.golang.org" : Remove(setting),
                Remedy = setting.Origin is SettingOrigin.GoRootFile or SettingOrigin.Default && facts.UserFile.Path.TryGet(out var file)
                    ? GoEnvRemedy.Of(file, GoEnvEdit.Set("GOSUMDB", "sum.golang.org"))
                    : Unset(setting),
            };
        }
    }
}
