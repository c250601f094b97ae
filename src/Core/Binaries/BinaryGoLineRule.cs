namespace GoEnv.Binaries;

/// <summary>Holds the Go that built a binary against the go line of its go.mod file, where that lies above it.</summary>
public sealed class BinaryGoLineRule() : BinaryRule("GE9012", Severity.Warning, "Binaries are built with a Go that their go.mod file allows")
{
    /// <inheritdoc/>
    internal override bool NeedsAll => true;

    private protected override Problem? Judge(JudgedBinary binary, RuleContext context) =>
        binary.Info is { GoVersion: { IsDevel: false } built, Module: { } module }
        && binary.Module is { GoVersion: { } wanted } file
        && file.Module == module
        && built < wanted
            ? Problem.Fail($"'{binary.Path}' was built with Go {built}, and {file.Path} says go {wanted}.") with
            {
                Location = file.Path,
                Expected = $"{wanted} or newer",
                Actual = built.ToString(),
                Fix = "Build it again.",
            }
            : null;
}
