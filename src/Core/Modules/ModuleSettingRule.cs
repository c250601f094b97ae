using GoEnv.Changes;

namespace GoEnv.Modules;

/// <summary>A rule over settings: asked for each one that someone set, Unknown for each one that could not be read.</summary>
public abstract class ModuleSettingRule : Rule<ModuleFacts>
{
    private readonly string[] names;

    /// <summary>Declares the rule over the settings <paramref name="names"/>.</summary>
    protected ModuleSettingRule(string id, Severity severity, string title, params string[] names)
        : base(id, severity, title) => this.names = names;

    /// <summary>True when the go command's own defaults are judged too.</summary>
    protected virtual bool JudgesDefaults => false;

    /// <inheritdoc/>
    protected internal sealed override IEnumerable<Problem> Judge(ModuleFacts facts, RuleContext context)
    {
        ArgumentNullException.ThrowIfNull(facts);
        foreach (var name in names)
        {
            var fact = facts.Setting(name);
            if (fact.IsUnknown)
            {
                yield return Problem.Unknown($"{name} is not known because {fact.Reason}.") with { Unread = fact.Reason };
            }
            else if (fact.TryGet(out var setting) && (JudgesDefaults || setting.Origin != SettingOrigin.Default))
            {
                foreach (var problem in Judge(setting, facts))
                {
                    yield return problem with
                    {
                        Subject = problem.Subject ?? name,
                        Location = problem.Location ?? setting.Location,
                        Actual = problem.Actual ?? setting.ToString(),
                    };
                }
            }
        }
    }

    /// <inheritdoc/>
    protected internal override string? Seen(ModuleFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        var seen = names.Select(facts.Setting).Where(fact => fact.IsKnown).Select(fact => fact.Value.ToString()).ToList();
        return seen.Count == 0 ? null : string.Join(", ", seen);
    }

    /// <summary>Yields what is wrong with one setting.</summary>
    protected abstract IEnumerable<Problem> Judge(ModuleSetting setting, ModuleFacts facts);

    /// <summary>The command or edit that takes <paramref name="setting"/> away where it was set.</summary>
    protected static string Remove(ModuleSetting setting) => (setting ?? throw new ArgumentNullException(nameof(setting))).Origin switch
    {
        SettingOrigin.Environment => $"Remove {setting.Name} from the shell profile or service that exports it.",
        SettingOrigin.UserFile => $"go env -u {setting.Name}",
        _ => $"go env -w {setting.Name}=...",
    };

    /// <summary>Takes <paramref name="setting"/> out of the user's <c>go/env</c> file; null where something else sets it.</summary>
    protected static Remedy? Unset(ModuleSetting setting) =>
        Edit(setting, GoEnvEdit.Unset((setting ?? throw new ArgumentNullException(nameof(setting))).Name));

    /// <summary>Edits the user's <c>go/env</c> file; null where something else makes <paramref name="setting"/>.</summary>
    protected static Remedy? Edit(ModuleSetting setting, GoEnvEdit edit) =>
        (setting ?? throw new ArgumentNullException(nameof(setting))) is { Origin: SettingOrigin.UserFile, File: { } file } ? GoEnvRemedy.Of(file, edit) : null;

    /// <summary>The command or edit that gives <paramref name="setting"/> another value where it was set.</summary>
    protected static string Change(ModuleSetting setting, string value) =>
        (setting ?? throw new ArgumentNullException(nameof(setting))).Origin == SettingOrigin.Environment
            ? $"Set {setting.Name}={value} in the shell profile or service that exports it."
            : $"go env -w '{setting.Name}={value}'";
}
