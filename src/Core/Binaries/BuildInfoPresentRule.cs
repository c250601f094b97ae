namespace GoEnv.Binaries;

/// <summary>Looks for Go binaries whose build information was taken out.</summary>
public sealed class BuildInfoPresentRule() : BinaryRule("GE9003", Severity.Warning, "Binaries have their build information")
{
    private protected override IEnumerable<JudgedBinary> Of(BinaryFacts facts) => facts.Binaries;

    private protected override Problem? Judge(JudgedBinary binary, RuleContext context) => binary.Info switch
    {
        { Problem.Error: BinaryError.NoBuildInfo } => Problem.Fail($"'{binary.Path}' was built by Go, and its build information was removed: neither its Go version nor its modules can be told.") with
        {
            Severity = binary.Milder(),
            Fix = "Build it again without removing sections; '-ldflags=-s -w' leaves build information in.",
        },

        // Bazel and the like build without modules.
        { Problem: null, Package: null, Main: null } when binary.Stage == BinaryStage.Deployment => Problem.Fail($"'{binary.Path}' tells its Go version alone: it was built without modules, so that what is in it cannot be told.") with
        {
            Fix = "Build it with 'go build' from its module.",
        },
        _ => null,
    };
}
