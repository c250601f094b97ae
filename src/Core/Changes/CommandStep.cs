namespace GoEnv.Changes;

/// <summary>
/// A reviewed <c>sh</c> resource that is run with named parameters. The file defines the functions <c>ge_do</c> and <c>ge_undo</c>,
/// and may define <c>ge_check</c> (fails, and says why on standard error, when the step must not begin) and <c>ge_verify</c> (fails
/// when the step has not done what it should). Each parameter <c>name</c> is the shell variable <c>p_name</c>. <c>ge_undo</c> must
/// work after any part of <c>ge_do</c>, none of it too, and again after itself: it is what completes a step that was cut off.
/// What it must know for that, <c>ge_do</c> notes in files of the folder <c>$ge_j</c> before it acts. <c>ge_sweep</c>, where there is one, runs
/// when the change is settled either way, and takes away what nothing depends on any more.
/// A line <c>ID|WHY</c> on standard error names the kind of a failure; lines on file descriptor 3 are told with the result.
/// A line <c>#include NAME.sh</c> of the file stands for that file.
/// </summary>
/// <param name="Script">The name of the <c>sh</c> resource, without its ending.</param>
/// <param name="Parameters">The parameters; names of lower-case letters, digits and underscores. Never a secret.</param>
/// <param name="Title">The exact effect in one sentence.</param>
public sealed record CommandStep(string Script, IReadOnlyDictionary<string, string> Parameters, string Title) : ChangeStep
{
    /// <summary>The commands as a person would type them, for <c>-WhatIf</c>.</summary>
    public IReadOnlyList<string> Commands { get; init; } = [];

    /// <summary>The step that takes it back later; null where nothing does. (A step that is cut off is taken back by its own <c>ge_undo</c>.)</summary>
    public ChangeStep? Reverse { get; init; }

    /// <summary>What stands before, in a line; null where there is nothing to say.</summary>
    public string? Before { get; init; }

    /// <summary>What stands after, in a line; null for the title.</summary>
    public string? After { get; init; }

    /// <summary>Seconds that the step may take.</summary>
    public int LimitSeconds { get; init; } = 600;

    /// <summary>The step reads the script's standard input (an archive that the controller pushes).</summary>
    public bool ReadsInput { get; init; }

    /// <inheritdoc/>
    public override ChangeStep? Undo() => Reverse;

    /// <inheritdoc/>
    public override string Describe() => Title;
}
