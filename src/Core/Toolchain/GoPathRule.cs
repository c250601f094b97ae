namespace GoEnv.Toolchain;

/// <summary>Looks for a GOPATH inside GOROOT, and for values that go refuses.</summary>
public sealed class GoPathRule() : SettingRule("GE1019", Severity.Error, "GOPATH is an absolute path outside of GOROOT", "GOPATH")
{
    private protected override IEnumerable<Problem> Judge(string value, ToolchainFacts facts)
    {
        var root = facts.Winner?.GoRoot?.TrimEnd('/');
        foreach (var entry in value.Split(':', StringSplitOptions.RemoveEmptyEntries))
        {
            var path = entry.TrimEnd('/');
            if (entry.StartsWith('~'))
            {
                yield return Problem.Fail($"GOPATH in {facts.SetIn("GOPATH")} holds '{entry}', and go does not expand '~'.") with { Fix = "Write $HOME in place of ~." };
            }
            else if (!entry.StartsWith('/'))
            {
                yield return Problem.Fail($"GOPATH in {facts.SetIn("GOPATH")} holds '{entry}', which is not an absolute path.");
            }
            else if (root is { Length: > 0 } && (path == root || path.StartsWith(root + "/", StringComparison.Ordinal)))
            {
                yield return Problem.Fail($"GOPATH {entry} lies in GOROOT {root}: the next release that is unpacked there removes it or mixes with it.");
            }
        }
    }
}
