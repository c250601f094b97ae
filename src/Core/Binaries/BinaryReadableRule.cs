namespace GoEnv.Binaries;

/// <summary>Says which files could not be judged.</summary>
public sealed class BinaryReadableRule() : BinaryRule("GE9001", Severity.Error, "Every file could be read")
{
    private protected override IEnumerable<JudgedBinary> Of(BinaryFacts facts) => facts.Binaries;

    private protected override Problem? Judge(JudgedBinary binary, RuleContext context) => binary.Info.Problem?.Error switch
    {
        BinaryError.FileUnreadable or BinaryError.PathNotFound => Problem.Unknown(binary.Info.Problem.Message) with
        {
            Fix = "Check the path and its permissions, or read it as an account that may.",
        },
        BinaryError.NotGoBinary => Problem.Unknown(binary.Info.Problem.Message) with { Fix = "Name a binary that Go built, or its folder." },
        _ => null,
    };
}
