namespace GoEnv.Toolchain;

/// <summary>Looks for GODEBUG settings that weaken security or change every program that the account starts.</summary>
public sealed class GoDebugRule()
    : SettingRule("GE1016", Severity.Warning, "GODEBUG weakens nothing", "GODEBUG")
{
    // Source: the Go project's GODEBUG history, the settings that bring back what was removed for security.
    private static readonly HashSet<string> Weakening = new(StringComparer.Ordinal)
    {
        "execerrdot=0", "rsa1024min=0", "tls10server=1", "tls3des=1", "tlsrsakex=1", "tlssha1=1", "tlsunsafeekm=1", "tlsmaxrsasize=0",
        "x509ignoreCN=0", "x509negativeserial=1", "x509rsacrt=0", "x509sha1=1", "x509usepolicies=0", "tarinsecurepath=1", "zipinsecurepath=1",
        "httpcookiemaxnum=0", "urlmaxqueryparams=0", "multipartmaxheaders=0", "multipartmaxparts=0",
    };

    private protected override IEnumerable<Problem> Judge(string value, ToolchainFacts facts)
    {
        var settings = value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var weak = settings.Where(Weakening.Contains).ToList();
        if (weak.Count > 0)
        {
            yield return Problem.Fail($"GODEBUG in {facts.SetIn("GODEBUG")} holds {string.Join(", ", weak)}, which weakens every Go program started from here.");
        }
        else if (settings.Length > 0)
        {
            yield return Problem.Fail($"GODEBUG={value} in {facts.SetIn("GODEBUG")} changes every Go program started from here.") with { Severity = Severity.Information };
        }
    }
}
