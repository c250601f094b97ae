namespace GoEnv.Toolchain;

/// <summary>Looks for a GOBIN that go install refuses.</summary>
public sealed class GoBinRule() : SettingRule("GE1025", Severity.Error, "GOBIN is an absolute path", "GOBIN")
{
    private protected override IEnumerable<Problem> Judge(string value, ToolchainFacts facts) => value.StartsWith('/') ? []
    :
    [
        Problem.Fail($"GOBIN in {facts.SetIn("GOBIN")} is '{value}', {(value.StartsWith('~') ? "and go does not expand '~'" : "which is not an absolute path")}: go install stops."),
    ];
}
