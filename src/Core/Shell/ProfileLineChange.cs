using System.Text.Json.Serialization;

namespace GoEnv.Shell;

/// <summary>What is done to a line of a start-up file.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ProfileLineAction>))]
public enum ProfileLineAction
{
    /// <summary>Take out what it assigns to the variable <c>Subject</c>.</summary>
    DropVariable,

    /// <summary>Take out the command that evaluates <c>go env</c>.</summary>
    DropEvaluation,

    /// <summary>Take the folder <c>Subject</c> off the PATH that it makes.</summary>
    DropEntry,

    /// <summary>Put the folder <c>Subject</c> before what was on PATH.</summary>
    MoveFirst,

    /// <summary>Put the folder <c>Subject</c> on PATH only where it is not on it yet.</summary>
    Guard,

    /// <summary>Put <c>Value</c> in the place of the text <c>Subject</c>.</summary>
    Replace,

    /// <summary>Put <c>Value</c> in the place of what it assigns to the variable <c>Subject</c>.</summary>
    SetVariable,
}

/// <summary>A change to one line of a start-up file, made only where the line still says what was seen there.</summary>
/// <param name="Path">The file.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Seen">What was seen there, with <c>...</c> for words that did not leave the target.</param>
/// <param name="Action">What is done.</param>
/// <param name="Subject">The variable, folder or text; null where the action needs none.</param>
public sealed record ProfileLineChange(string Path, int Line, string Seen, ProfileLineAction Action, string? Subject = null)
{
    /// <summary>The new text.</summary>
    public string? Value { get; init; }

    /// <summary>The change in words, as a list of them has it.</summary>
    public override string ToString() => Action switch
    {
        ProfileLineAction.DropVariable => $"take {Subject} out of line {Line} of {Path}",
        ProfileLineAction.DropEvaluation => $"take the evaluation of 'go env' out of line {Line} of {Path}",
        ProfileLineAction.DropEntry => $"take {Subject} off the PATH of line {Line} of {Path}",
        ProfileLineAction.MoveFirst => $"put {Subject} first on the PATH of line {Line} of {Path}",
        ProfileLineAction.Guard => $"have line {Line} of {Path} add {Subject} only where it is not on PATH yet",
        ProfileLineAction.SetVariable => $"set {Subject} to {Value} in line {Line} of {Path}",
        _ => $"write '{Value}' in place of '{Subject}' in line {Line} of {Path}",
    };

    /// <summary>The file after the change; <see cref="FormatException"/> when the line is not as it was seen or cannot be edited.</summary>
    internal byte[] Apply(byte[] file) => Action switch
    {
        ProfileLineAction.DropVariable => ProfileLineEdit.DropVariable(file, Line, Seen, Subject!),
        ProfileLineAction.DropEvaluation => ProfileLineEdit.DropEvaluation(file, Line, Seen),
        ProfileLineAction.DropEntry => ProfileLineEdit.DropEntry(file, Line, Seen, Subject!),
        ProfileLineAction.MoveFirst => ProfileLineEdit.MoveFirst(file, Line, Seen, Subject!),
        ProfileLineAction.Guard => ProfileLineEdit.Guard(file, Line, Seen, Subject!),
        ProfileLineAction.SetVariable => ProfileLineEdit.SetVariable(file, Line, Seen, Subject!, Value!),
        _ => ProfileLineEdit.Replace(file, Line, Seen, Subject!, Value!),
    };

    /// <summary>A change to the line of <paramref name="edit"/>, about the folder that it puts on PATH.</summary>
    internal static ProfileLineChange Of(PathEdit edit, ProfileLineAction action) => new(edit.File.Path, edit.Line.Number, edit.Line.Text, action, edit.Written);
}
