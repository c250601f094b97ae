using System.Globalization;
using System.Text;

namespace GoEnv;

/// <summary>The one script that asks all probes of one target.</summary>
internal static class ProbeScript
{
    private static readonly string Prelude = WithoutComments(Probe.LoadScript("prelude.sh"));
    private static readonly string Frame = WithoutComments(Probe.LoadScript("frame.sh"));

    /// <summary>Composes the script; <paramref name="nonce"/> is a word that nothing on the target can guess.</summary>
    public static Script Compose(IEnumerable<Probe> probes, string nonce, TimeSpan probeLimit) =>
        WithNonce(Body(probes, probeLimit), nonce);

    /// <summary>The same for probes given as their names and texts.</summary>
    public static Script Compose(IEnumerable<(string Id, string Text)> probes, string nonce, TimeSpan probeLimit) =>
        WithNonce(Body(probes, probeLimit), nonce);

    /// <summary>The part of the script that is the same for every target.</summary>
    public static string Body(IEnumerable<Probe> probes, TimeSpan probeLimit) =>
        Body(probes.Select(probe => (probe.Id, probe.Script)), probeLimit);

    /// <summary>The script of one target.</summary>
    public static Script WithNonce(string body, string nonce) => new(
        $"ge_nonce={nonce} ge_id=-\n{body}", $"{nonce} - ! begin\n", $"{nonce} - ! end\n");

    /// <summary>A script that does something before its probes and after them, in the shell that runs them.</summary>
    public static Script Compose(string before, IEnumerable<Probe> probes, string after, string nonce, TimeSpan probeLimit) =>
        WithNonce(Body(probes.Select(probe => (probe.Id, probe.Script)), probeLimit, before, after), nonce);

    private static string Body(
        IEnumerable<(string Id, string Text)> probes, TimeSpan probeLimit, string before = "", string after = "")
    {
        var seconds = ((int)Math.Ceiling(probeLimit.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        var script = new StringBuilder()
            .Append("printf '\\n%s - ! begin\\n' \"$ge_nonce\"\n")
            .Append("ge_prelude=").Append(Quote(Prelude)).Append('\n')
            .Append("eval \"$ge_prelude\"\n")
            .Append(Frame)
            .Append(before);
        foreach (var (id, text) in probes)
        {
            script.Append("ge_probe ").Append(id).Append(' ').Append(seconds).Append(' ')
                .Append(Quote(WithoutComments(text))).Append('\n');
        }

        return script.Append(after).Append("printf '%s - ! end\\n' \"$ge_nonce\"\n").ToString();
    }

    private static string Quote(string text) => "'" + text.Replace("'", "'\\''", StringComparison.Ordinal) + "'";

    internal static string WithoutComments(string script) => string.Join(
        '\n',
        script.Split('\n').Where(line => !line.TrimStart().StartsWith('#') && line.Length > 0)) + "\n";
}
