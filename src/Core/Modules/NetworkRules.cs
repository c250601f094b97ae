namespace GoEnv.Modules;

/// <summary>Finds a Linux system on which Go would trust no certificate authority.</summary>
public sealed class CertificatesRule() : Rule<ModuleFacts>("GE3033", Severity.Error, "Go finds certificate authorities")
{
    /// <inheritdoc/>
    protected internal override IEnumerable<Problem> Judge(ModuleFacts facts, RuleContext context)
    {
        ArgumentNullException.ThrowIfNull(facts);
        if (facts.Certificates.IsUnknown)
        {
            yield return Problem.Unknown($"Which certificates Go finds is not known because {facts.Certificates.Reason}.");
        }

        if (!facts.Certificates.TryGet(out var found))
        {
            yield break;
        }

        var file = facts.Settings.FirstOrDefault(setting => setting.Name == "SSL_CERT_FILE");
        if (file is not null && !found.Contains(file.Value))
        {
            yield return Problem.Fail($"SSL_CERT_FILE is {file.Value}, which is missing, empty or closed to this account; Go reads it instead of the system's file.") with
            {
                Subject = file.Name,
                Actual = file.ToString(),
                Fix = "Unset SSL_CERT_FILE, or put the certificates there.",
            };
        }
        else if (found.Count == 0 && !facts.Go.IsAbsent)
        {
            yield return Problem.Fail("There is no file with certificate authorities where Go looks, so no https proxy or repository can be reached.") with
            {
                Subject = "ca-certificates",
                Fix = "Install the package ca-certificates.",
            };
        }
    }
}

/// <summary>Reads the variables that name a web proxy.</summary>
public sealed class WebProxyRule() : Rule<ModuleFacts>(
    "GE3034", Severity.Warning, "The web proxy variables can be used and have no credentials in them")
{
    private static readonly string[] Names = ["HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy"];

    /// <inheritdoc/>
    protected internal override IEnumerable<Problem> Judge(ModuleFacts facts, RuleContext context)
    {
        ArgumentNullException.ThrowIfNull(facts);
        foreach (var setting in facts.Settings.Where(setting => Names.Contains(setting.Name)))
        {
            var scheme = setting.Value.Split("://")[0].ToLowerInvariant();
            if (setting.Value.Contains("://", StringComparison.Ordinal) && scheme is not ("http" or "https" or "socks5" or "socks5h"))
            {
                yield return Problem.Fail($"{setting.Name} is {setting.Value}, and Go knows no proxies of the kind '{scheme}'.") with
                {
                    Subject = setting.Name,
                    Actual = setting.ToString(),
                    Expected = "http://HOST:PORT, https://HOST:PORT or socks5://HOST:PORT",
                    Fix = $"Set {setting.Name}=http://HOST:PORT.",
                };
            }

            if (setting.HasCredentials)
            {
                yield return Problem.Fail($"{setting.Name} has a password in it, which every process of the session inherits.") with
                {
                    Severity = Severity.Information,
                    Subject = setting.Name,
                    Fix = "Use a proxy that knows the machine, or a local proxy that signs in.",
                };
            }
        }
    }
}
