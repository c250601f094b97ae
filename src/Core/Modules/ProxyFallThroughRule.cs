namespace GoEnv.Modules;

/// <summary>Finds lists in which a failure of a private proxy hands private names to a public one.</summary>
public sealed class ProxyFallThroughRule() : ModuleSettingRule(
    "GE3005", Severity.Warning, "A failing private proxy hands no module names to a public one", "GOPROXY")
{
    /// <inheritdoc/>
    protected override IEnumerable<Problem> Judge(ModuleSetting setting, ModuleFacts facts)
    {
        var entries = ProxyEntry.Parse(setting.Value).TakeWhile(entry => !entry.IsKeyword).ToList();
        for (var i = 0; i < entries.Count; i++)
        {
            var next = entries.Skip(i + 1).FirstOrDefault(entry => entry.IsPublic);
            if (entries[i] is { FallsThroughOnAnyError: true, IsPublic: false } && next is not null)
            {
                yield return Problem.Fail(
                    $"After '{entries[i].Text}' stands '|': on any error, a 401 or a timeout too, the go command asks {next.Text} for the same module.") with
                {
                    Expected = "a comma, which goes on after 404 and 410 alone",
                    Fix = $"Write a comma after '{entries[i].Text}' in GOPROXY.",
                    Remedy = entries[i].IsHidden ? null : Edit(setting, GoEnvEdit.Replace(setting.Name, entries[i].Text + "|", entries[i].Text + ",")),
                };
            }
        }
    }
}
