using GoEnv.Changes;

namespace GoEnv.Modules;

/// <summary>Edits the <c>go/env</c> file of the account, with the semantics of <c>go env -w</c> and <c>-u</c>.</summary>
/// <param name="Edits">The edits.</param>
public sealed record GoEnvRemedy(IReadOnlyList<GoEnvEdit> Edits) : Remedy
{
    /// <summary>The file; null for the one that the go command of the account would write.</summary>
    public string? File { get; init; }

    /// <inheritdoc/>
    public override ChangeImpact Impact => ChangeImpact.Medium;

    // Characters around a value come off before an entry of it is looked for.
    /// <inheritdoc/>
    public override int Order => Edits.All(edit => edit.Action is GoEnvAction.Trim or GoEnvAction.Merge) ? base.Order - 1 : base.Order;

    /// <inheritdoc/>
    public override IReadOnlyList<PathQuery> Reads => [Text.Query];

    /// <inheritdoc/>
    public override string Describe() => $"In {File ?? "the go/env file of the account"}: {string.Join("; ", Edits)}.";

    /// <inheritdoc/>
    public override IEnumerable<ChangeStep> Plan(TargetState state) => File is null && state.GoEnv == "off"
        ? throw new PlanException("GOENV is 'off' there, so that the go command reads and writes no go/env file; take GOENV=off away first, or export the variable itself.")
        : TextEdit.Plan([Text], state);

    // The file that the go command of the session reads and writes.
    private TextEdit Text => new(File ?? "${GOENV:-${XDG_CONFIG_HOME:-~/.config}/go/env}", bytes => GoEnvText.Apply(bytes, Edits));

    /// <summary>One edit of one file.</summary>
    internal static GoEnvRemedy Of(string? file, GoEnvEdit edit) => new([edit]) { File = file };
}
