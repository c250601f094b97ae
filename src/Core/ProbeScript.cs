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
        WithNonce(Body(probes.Select(probe => new ProbePart(probe.Id, WithoutComments(probe.Text), probeLimit))), nonce);

    /// <summary>The part of the script that is the same for every target.</summary>
    public static string Body(IEnumerable<Probe> probes, TimeSpan probeLimit) =>
        Body(probes.Select(probe => ProbePart.Of(probe, probeLimit)));

    /// <summary>The script of one target.</summary>
    public static Script WithNonce(string body, string nonce) => new(
        $"ge_nonce={nonce} ge_id=-\n{body}", $"{nonce} - ! begin\n", $"{nonce} - ! end\n");

    /// <summary>A script that does something before its probes and after them, in the shell that runs them.</summary>
    public static Script Compose(string before, IEnumerable<Probe> probes, string after, string nonce, TimeSpan probeLimit) =>
        WithNonce(Body(probes.Select(probe => ProbePart.Of(probe, probeLimit)), before, after), nonce);

    /// <summary>The same for parts with time limits of their own.</summary>
    public static string Body(IEnumerable<ProbePart> parts, string before = "", string after = "")
    {
        var script = new StringBuilder()
            .Append("printf '\\n%s - ! begin\\n' \"$ge_nonce\"\n")
            .Append("ge_prelude=").Append(Quote(Prelude)).Append('\n')
            .Append("eval \"$ge_prelude\"\n")
            .Append(Frame)
            .Append(before);
        foreach (var (id, text, limit) in parts)
        {
            script.Append("ge_probe ").Append(id).Append(' ').Append(((int)Math.Ceiling(limit.TotalSeconds)).ToString(CultureInfo.InvariantCulture)).Append(' ')
                .Append(Quote(text)).Append('\n');
        }

        return script.Append(after).Append("printf '%s - ! end\\n' \"$ge_nonce\"\n").ToString();
    }

    /// <summary>The text as one word of <c>sh</c>.</summary>
    internal static string Quote(string text) => "'" + text.Replace("'", "'\\''", StringComparison.Ordinal) + "'";

    internal static string WithoutComments(string script) => string.Join(
        '\n',
        script.Split('\n').Where(line => !line.TrimStart().StartsWith('#') && line.Length > 0)) + "\n";
}

/// <summary>One part of a script, which runs in a shell of its own.</summary>
/// <param name="Id">The name that its records carry.</param>
/// <param name="Text">Its <c>sh</c>.</param>
/// <param name="Limit">Its time limit.</param>
internal sealed record ProbePart(string Id, string Text, TimeSpan Limit)
{
    /// <summary>A probe.</summary>
    public static ProbePart Of(Probe probe, TimeSpan limit) => new(probe.Id, ProbeScript.WithoutComments(probe.Script), limit);

    /// <summary>A text that is run as it is, comments and all, as <c>Checklists/check.sh</c> does.</summary>
    public static ProbePart Of(string id, string script, string? condition, TimeSpan limit) =>
        new(id, $"ge_check={ProbeScript.Quote(script)} ge_check_if={ProbeScript.Quote(condition ?? string.Empty)}\n{ProbeScript.WithoutComments(Probe.LoadScript("check.sh"))}", limit);
}
