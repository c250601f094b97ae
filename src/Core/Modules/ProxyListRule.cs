namespace GoEnv.Modules;

/// <summary>Reads GOPROXY as the go command does.</summary>
public sealed class ProxyListRule() : ModuleSettingRule(
    "GE3001", Severity.Error, "GOPROXY is a list that the go command can read", "GOPROXY")
{
    /// <inheritdoc/>
    protected override IEnumerable<Problem> Judge(ModuleSetting setting, ModuleFacts facts)
    {
        var entries = ProxyEntry.Parse(setting.Value);
        if (entries.Count == 0)
        {
            yield return Problem.Fail($"GOPROXY is '{setting.Value}' {setting.Place}, a list with no entry in it.") with
            {
                Fix = Remove(setting),
                Remedy = Unset(setting),
            };
        }

        var end = entries.TakeWhile(entry => !entry.IsKeyword).Count();
        foreach (var entry in entries.Take(end).Where(entry => entry.Url is null))
        {
            yield return entry.IsHidden
                ? Problem.Unknown("An entry of GOPROXY was not read because it could hold a password where none can stand.")
                : Problem.Fail($"The entry '{entry.Text}' of GOPROXY is neither a URL (https, http, file) nor direct nor off.") with
                {
                    Expected = Keyword(entry) ?? "https://host/path, direct or off",
                    Fix = Keyword(entry) is { } word ? $"Write '{word}' in lower case." : Change(setting, "https://proxy.example.com,direct"),
                    // What follows it would never be asked, and was meant to be.
                    Remedy = Keyword(entry) is { } keyword && ReferenceEquals(entry, entries[^1]) ? Edit(setting, GoEnvEdit.Replace(setting.Name, entry.Text, keyword)) : null,
                };
        }

        if (entries.Skip(end + 1).Select(entry => entry.Text).ToList() is { Count: > 0 } never)
        {
            yield return Problem.Fail(
                $"The go command stops at '{entries[end].Text}' in GOPROXY and never asks {string.Join(", ", never)}.") with
            {
                Severity = Severity.Warning,
                Fix = $"Move '{entries[end].Text}' to the end of GOPROXY, or remove what follows it.",
            };
        }
    }

    private static string? Keyword(ProxyEntry entry) =>
        entry.Text.Trim('"', '\'').ToLowerInvariant() is "direct" or "off" ? entry.Text.Trim('"', '\'').ToLowerInvariant() : null;
}
