namespace GoEnv.Modules;

/// <summary>Finds a module cache that the account cannot write.</summary>
public sealed class ModuleCacheWritableRule() : Rule<ModuleFacts>("GE3030", Severity.Error, "The module cache can be written")
{
    /// <inheritdoc/>
    protected internal override IEnumerable<Problem> Judge(ModuleFacts facts, RuleContext context)
    {
        ArgumentNullException.ThrowIfNull(facts);
        var cache = facts.Cache;
        // Where there is neither Go nor a cache, nobody wants to write one.
        if (facts.Go.IsAbsent && !cache.Exists)
        {
            yield break;
        }

        if (cache.Path.IsAbsent)
        {
            yield return Problem.Fail("There is no place for the module cache: GOMODCACHE, GOPATH and HOME are not set.") with
            {
                Subject = "GOMODCACHE",
                Fix = "Set HOME, or GOMODCACHE to a folder that the account may write.",
            };
        }
        else if (facts.Setting("GOMODCACHE").TryGet(out var named) && named.Value is { Length: > 0 } value && !value.StartsWith('/') && !named.IsHidden)
        {
            yield return Problem.Fail($"GOMODCACHE is '{value}' {named.Place}, which is not an absolute path: every go command that needs a module stops.") with
            {
                Subject = "GOMODCACHE",
                Location = named.Location,
                Fix = "Take GOMODCACHE away, or name a folder that the account may write by its full path.",
            };
        }
        else if (cache.IsWritable.IsUnknown)
        {
            yield return Problem.Unknown($"Whether the module cache can be written is not known because {cache.IsWritable.Reason}.");
        }
        else if (cache.IsWritable.TryGet(out var writable) && !writable)
        {
            yield return Problem.Fail(cache.Exists
                ? $"This account may not write the module cache {cache.Path}."
                : $"The module cache {cache.Path} does not exist, and this account may not create it in {cache.NearestExisting}.") with
            {
                Subject = cache.Path.ToString(),
                Location = cache.NearestExisting.ToString(),
                Fix = cache.Exists ? $"sudo chown -R \"$(id -u)\" '{cache.Path}'" : $"Make {cache.NearestExisting} writable for the account, or name a folder that is: go env -w GOMODCACHE=FOLDER",
            };
        }
    }
}

/// <summary>Finds files of other accounts in the module cache, left there by builds under sudo.</summary>
public sealed class ModuleCacheOwnerRule() : Rule<ModuleFacts>(
    "GE3031", Severity.Error, "The module cache belongs to the account")
{
    /// <inheritdoc/>
    protected internal override IEnumerable<Problem> Judge(ModuleFacts facts, RuleContext context)
    {
        ArgumentNullException.ThrowIfNull(facts);
        if (facts.Cache.Foreign.IsUnknown)
        {
            yield return Problem.Unknown($"Who owns the module cache is not known because {facts.Cache.Foreign.Reason}.");
        }
        else if (facts.Cache.Foreign.TryGet(out var foreign) && foreign.Count > 0 && !IsShared(facts.Cache, foreign))
        {
            yield return Problem.Fail($"{foreign[0]} in the module cache belongs to another account, so this one cannot update it.") with
            {
                Subject = facts.Cache.Path.ToString(),
                Location = foreign[0],
                Evidence = foreign,
                Fix = $"sudo chown -R \"$(id -u)\" '{facts.Cache.Path}'",
            };
        }
    }

    // A cache that is another's from its root down is shared on purpose or not writable at all, which GE3030 says.
    private static bool IsShared(ModuleCacheFacts cache, IReadOnlyList<string> foreign) => foreign[0] == cache.Path.ToString();
}

/// <summary>Finds a module cache on a Windows drive in WSL.</summary>
public sealed class ModuleCacheDriveRule() : Rule<ModuleFacts>(
    "GE3032", Severity.Warning, "The module cache is not on a Windows drive")
{
    /// <inheritdoc/>
    protected internal override IEnumerable<Problem> Judge(ModuleFacts facts, RuleContext context)
    {
        ArgumentNullException.ThrowIfNull(facts);
        if (facts.Go.IsAbsent && !facts.Cache.Exists)
        {
            yield break;
        }

        // Where Go keeps no files with certificates there are no Linux mounts to read either.
        if (facts.Cache.FileSystem.IsUnknown && !facts.Certificates.IsAbsent)
        {
            yield return Problem.Unknown($"The file system of the module cache is not known because {facts.Cache.FileSystem.Reason}.");
        }
        else if (facts.Cache.FileSystem.TryGet(out var type) && type == "drvfs")
        {
            yield return Problem.Fail($"The module cache {facts.Cache.Path} is on a Windows drive, where every file costs many times more and modes and case are lost.") with
            {
                Subject = facts.Cache.Path.ToString(),
                Location = facts.Cache.Path.ToString(),
                Actual = type,
                Fix = "go env -w \"GOMODCACHE=$HOME/go/pkg/mod\"",
            };
        }
    }
}
