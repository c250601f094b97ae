namespace GoEnv.Binaries;

/// <summary>Looks for binaries that were cut off or damaged on their way.</summary>
public sealed class BinaryWholeRule() : BinaryRule("GE9002", Severity.Error, "Binaries are whole")
{
    private protected override IEnumerable<JudgedBinary> Of(BinaryFacts facts) => facts.Binaries;

    private protected override Problem? Judge(JudgedBinary binary, RuleContext context)
    {
        var message = binary.Info switch
        {
            { Problem: { Error: BinaryError.TruncatedBinary or BinaryError.MalformedBinary } problem } => problem.Message,
            { Problem: null, File.IsTruncated: true } => $"'{binary.Path}' ends before what its headers announce.",
            _ => null,
        };
        return message is null ? null : Problem.Fail(message) with { Fix = "Copy the file again, and compare its checksum with the original's." };
    }
}
