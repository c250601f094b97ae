namespace GoEnv.Toolchain;

/// <summary>Looks for a build cache that go refuses or that the account cannot write.</summary>
public sealed class BuildCacheRule() : SettingRule("GE1024", Severity.Error, "The build cache can be written", "GOCACHE")
{
    private protected override IEnumerable<Problem> Judge(string value, ToolchainFacts facts)
    {
        // Of a path that go refuses go env says "off".
        if (value == "off" && !facts.Session.ContainsKey("GOCACHE") && facts.EnvFileCache is { Length: > 0 } written)
        {
            value = written;
        }

        if (value == "off" && !facts.EnvFileNames.IsUnknown && !facts.IsSet("GOCACHE"))
        {
            yield return Problem.Fail("go has no build cache: GOCACHE is not set, and neither HOME nor XDG_CACHE_HOME names a folder for one.") with
            {
                Fix = "Set HOME, or GOCACHE to a folder of the account.",
            };
        }
        else if (value == "off")
        {
            yield return Problem.Fail($"GOCACHE is off in {facts.SetIn("GOCACHE")}, and go builds nothing without a cache.");
        }
        else if (!value.StartsWith('/'))
        {
            yield return Problem.Fail($"GOCACHE in {facts.SetIn("GOCACHE")} is '{value}', which is not an absolute path: every build stops.") with { Actual = value };
        }
        else if (facts.Places.FirstOrDefault(place => place.Name == "GOCACHE") is { } place)
        {
            if (place.IsWritable.IsUnknown)
            {
                yield return Problem.Unknown($"Whether the build cache {value} can be written is not known: {place.IsWritable.Reason}.");
            }
            else if (!place.IsWritable.Value)
            {
                yield return Problem.Fail(place.Exists
                    ? $"This account may not write the build cache {value}: every build stops."
                    : $"The build cache {value} does not exist, and this account may not create it: every build stops.") with
                {
                    Location = value,
                    Fix = place.Exists ? $"sudo chown -R \"$(id -u)\" '{value}'" : $"Make the folder above {value} writable for the account, or name another one in GOCACHE.",
                };
            }
        }
        else
        {
            yield return Problem.Unknown($"Whether the build cache {value} can be written is not known: {facts.GoEnv.Reason ?? "the target was not asked for it"}.");
        }
    }
}
