namespace GoEnv.Binaries;

/// <summary>Looks for packed binaries, which neither scanners nor this audit can look into.</summary>
public sealed class PackedBinaryRule() : BinaryRule("GE9004", Severity.Warning, "Binaries are not packed")
{
    private protected override IEnumerable<JudgedBinary> Of(BinaryFacts facts) => facts.Binaries;

    private protected override Problem? Judge(JudgedBinary binary, RuleContext context) =>
        binary.Info.Problem?.Error == BinaryError.PackedBinary
            ? Problem.Fail($"'{binary.Path}' is packed with UPX: whether Go built it and what is in it cannot be told.") with
            {
                Severity = binary.Milder(),
                Fix = "Deploy the binary as it was built; '-ldflags=-s -w' makes it smaller.",
            }
            : null;
}
