namespace GoEnv.Modules;

/// <summary>Finds passwords and tokens in git's configuration.</summary>
public sealed class GitCredentialsRule() : Rule<ModuleFacts>(
    "GE3022", Severity.Error, "git's configuration has no credentials in it")
{
    /// <inheritdoc/>
    protected internal override IEnumerable<Problem> Judge(ModuleFacts facts, RuleContext context)
    {
        ArgumentNullException.ThrowIfNull(facts);
        if (facts.Git.Rewrites.IsUnknown)
        {
            yield return Problem.Unknown($"git's configuration is not known because {facts.Git.Rewrites.Reason}.");
            yield break;
        }

        foreach (var rewrite in facts.Git.Rewrites.ValueOr([]).Where(rewrite => rewrite.HasCredentials))
        {
            yield return Problem.Fail($"The git rewrite from {rewrite.From} to {rewrite.To} has a password or token in its URL; git prints it in errors and logs.") with
            {
                Subject = rewrite.From,
                Location = rewrite.File,
                Fix = "Rewrite to ssh (url.git@HOST:.insteadOf), or keep the token in a credential helper or ~/.netrc.",
            };
        }

        foreach (var option in facts.Git.Http.ValueOr([]).Where(option => option.HasCredentials))
        {
            yield return Problem.Fail($"git sends an Authorization header that stands in its configuration{For(option)}.") with
            {
                Subject = "http.extraHeader",
                Location = option.File,
                Fix = "git config --global --unset-all http.extraHeader, and use a credential helper.",
            };
        }
    }

    internal static string For(GitOption option) => option.Scope.Length == 0 ? " for every host" : " for " + option.Scope;
}

/// <summary>Finds TLS verification switched off in git.</summary>
public sealed class GitVerifiesTlsRule() : Rule<ModuleFacts>("GE3023", Severity.Error, "git verifies TLS certificates")
{
    /// <inheritdoc/>
    protected internal override IEnumerable<Problem> Judge(ModuleFacts facts, RuleContext context)
    {
        ArgumentNullException.ThrowIfNull(facts);
        // Any value switches it off, "false" too.
        if (facts.Settings.Any(setting => setting.Name == "GIT_SSL_NO_VERIFY"))
        {
            yield return Problem.Fail("GIT_SSL_NO_VERIFY is set in the environment, so git takes any certificate.") with
            {
                Subject = "GIT_SSL_NO_VERIFY",
                Fix = "Remove GIT_SSL_NO_VERIFY from the shell profile or service that exports it.",
            };
        }

        if (facts.Git.Http.IsUnknown)
        {
            yield return Problem.Unknown($"git's configuration is not known because {facts.Git.Http.Reason}.");
            yield break;
        }

        foreach (var last in facts.Git.Http.ValueOr([])
            .Where(option => option.Name == "sslVerify")
            .GroupBy(option => option.Scope, StringComparer.Ordinal)
            .Select(options => options.Last())
            .Where(option => option.Value.ToLowerInvariant() is "false" or "no" or "off" or "0" or ""))
        {
            var key = last.Scope.Length == 0 ? "http.sslVerify" : $"http.{last.Scope}.sslVerify";
            yield return Problem.Fail($"git takes any certificate{GitCredentialsRule.For(last)}: {key} is false.") with
            {
                Subject = key,
                Location = last.File,
                Fix = $"git config --file '{last.File}' --unset-all {key}, and add the host's CA to the system's certificates.",
            };
        }
    }
}

/// <summary>Finds a credential helper that keeps passwords in plain text.</summary>
public sealed class CredentialStoreRule() : Rule<ModuleFacts>(
    "GE3024", Severity.Information, "git keeps no passwords in plain text")
{
    /// <inheritdoc/>
    protected internal override IEnumerable<Problem> Judge(ModuleFacts facts, RuleContext context)
    {
        ArgumentNullException.ThrowIfNull(facts);
        if (facts.Git.Helpers.IsUnknown)
        {
            yield return Problem.Unknown($"git's configuration is not known because {facts.Git.Helpers.Reason}.");
            yield break;
        }

        // An empty helper forgets those before it.
        var helpers = facts.Git.Helpers.ValueOr([]);
        var last = helpers.ToList().FindLastIndex(helper => helper.Value.Length == 0);
        foreach (var helper in helpers.Skip(last + 1).Where(helper => helper.Value == "store"))
        {
            yield return Problem.Fail("git's credential helper 'store' keeps passwords in plain text in a file.") with
            {
                Subject = "credential.helper",
                Location = helper.File,
                Fix = "git config --global credential.helper cache (or the helper of the desktop's key ring)",
            };
        }
    }
}

/// <summary>Finds private modules that nothing has credentials for.</summary>
public sealed class PrivateModulesAccessRule() : Rule<ModuleFacts>(
    "GE3025", Severity.Information, "Something on the target can sign in for private modules")
{
    /// <inheritdoc/>
    protected internal override IEnumerable<Problem> Judge(ModuleFacts facts, RuleContext context)
    {
        ArgumentNullException.ThrowIfNull(facts);
        var patterns = facts.Setting("GONOPROXY");
        patterns = patterns.IsAbsent ? facts.Setting("GOPRIVATE") : patterns;
        if (patterns.IsUnknown)
        {
            yield return Problem.Unknown($"GOPRIVATE is not known because {patterns.Reason}.");
        }
        else if (patterns.TryGet(out var setting) && setting.Value != "none" && !facts.HasSsh && !HasCommand(facts))
        {
            if (facts.Git.Helpers.IsUnknown || facts.Netrc.Machines.IsUnknown)
            {
                yield return Problem.Unknown($"Who signs in for {setting.Value} is not known because {facts.Git.Helpers.Reason ?? facts.Netrc.Machines.Reason}.");
            }
            else if (!facts.Netrc.Machines.ValueOr([]).Any(machine => machine.IsComplete)
                && !facts.Git.Rewrites.ValueOr([]).Any(rewrite => !rewrite.IsPush)
                && !facts.Git.Helpers.ValueOr([]).Any(helper => helper.Value.Length > 0)
                && !facts.Git.Http.ValueOr([]).Any(option => option.HasCredentials))
            {
                yield return Problem.Fail($"{setting.Name} has {setting.Value}, and this account has no netrc entry, git rewrite, credential helper, GOAUTH command or ssh key to sign in with.") with
                {
                    Subject = setting.Name,
                    Location = setting.Location,
                    Fix = "Add a 'machine' entry to ~/.netrc, or an ssh key and: git config --global url.git@HOST:.insteadOf https://HOST/",
                };
            }
        }
    }

    private static bool HasCommand(ModuleFacts facts) => facts.Value("GOAUTH")
        .Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        .Any(command => command is not ("netrc" or "off"));
}

/// <summary>Finds modules that are to come from repositories where there is no git.</summary>
public sealed class GitPresentRule() : Rule<ModuleFacts>(
    "GE3026", Severity.Warning, "git is present where modules come from repositories")
{
    /// <inheritdoc/>
    protected internal override IEnumerable<Problem> Judge(ModuleFacts facts, RuleContext context)
    {
        ArgumentNullException.ThrowIfNull(facts);
        if (facts.Git.Path.IsUnknown)
        {
            yield return Problem.Unknown($"Whether git is present is not known because {facts.Git.Path.Reason}.");
        }

        if (!facts.Git.Path.IsAbsent || facts.Go.IsAbsent)
        {
            yield break;
        }

        var patterns = facts.Value("GONOPROXY") is { Length: > 0 } noProxy ? noProxy : facts.Value("GOPRIVATE");
        var entries = ProxyEntry.Parse(facts.Value("GOPROXY"));
        if (facts.UserFile.State.IsUnknown)
        {
            yield return Problem.Unknown($"GOPROXY and GOPRIVATE are not known because {facts.UserFile.State.Reason}.");
        }
        else if (patterns is not ("" or "none") || entries is [{ Text: "direct" }, ..])
        {
            var which = patterns is "" or "none" ? "every module" : patterns;
            yield return Problem.Fail($"The go command is to fetch {which} from repositories, and git is not on PATH.") with
            {
                Subject = "git",
                Fix = "Install git, or let a proxy serve these modules.",
            };
        }
    }
}
