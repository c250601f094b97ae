using GoEnv.Changes;

namespace GoEnv.Shell;

/// <summary>Changes lines of start-up files that a finding names.</summary>
/// <param name="Lines">The changes.</param>
public sealed record ProfileLineRemedy(IReadOnlyList<ProfileLineChange> Lines) : Remedy
{
    /// <inheritdoc/>
    public override ChangeImpact Impact => ChangeImpact.Medium;

    // Before blocks, which move the lines of their files.
    /// <inheritdoc/>
    public override int Order => 45;

    /// <inheritdoc/>
    public override bool ShowsInNewSessions => true;

    /// <inheritdoc/>
    public override IReadOnlyList<PathQuery> Reads => Edits.Select(edit => edit.Query).Distinct().ToList();

    /// <inheritdoc/>
    public override string Describe()
    {
        var text = string.Join("; ", Lines);
        return char.ToUpperInvariant(text[0]) + text[1..] + ".";
    }

    /// <inheritdoc/>
    public override IEnumerable<ChangeStep> Plan(TargetState state) => TextEdit.Plan(Edits, state);

    private IEnumerable<TextEdit> Edits => Lines.Select(line => new TextEdit(line.Path, line.Apply));
}
