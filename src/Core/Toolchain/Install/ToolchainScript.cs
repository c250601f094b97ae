using System.Text;

namespace GoEnv.Toolchain.Install;

/// <summary>The scripts that change toolchains. What they are to do comes in variables, which are data and never code.</summary>
internal static class ToolchainScript
{
    /// <summary>A script with what it shares with the others and with its variables.</summary>
    public static string Text(string name, IEnumerable<KeyValuePair<string, string>> variables)
    {
        var text = new StringBuilder();
        foreach (var (variable, value) in variables)
        {
            text.Append("ti_").Append(variable).Append('=').Append(Quote(value)).Append('\n');
        }

        return text.Append(Probe.LoadScript("toolchain-tree.sh")).Append(Probe.LoadScript($"toolchain-{name}.sh")).ToString();
    }

    /// <summary>Scripts one after the other, up to the first that fails; what it says is a record of its own, and no failure of the whole.</summary>
    public static string Chain(IEnumerable<string> scripts) =>
        string.Join(" &&\n", scripts.Select(script => $"(\n{script})")) + "\nexit 0\n";

    private static string Quote(string text) => "'" + text.Replace("'", "'\\''", StringComparison.Ordinal) + "'";
}
