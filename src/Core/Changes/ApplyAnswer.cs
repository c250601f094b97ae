namespace GoEnv.Changes;

/// <summary>What the script of a change answered.</summary>
internal sealed record ApplyAnswer
{
    /// <summary>True when all steps are done.</summary>
    public required bool Applied { get; init; }

    /// <summary>The stable kind of failure, such as <c>TargetLocked</c>; null when there is none.</summary>
    public string? Error { get; init; }

    /// <summary>What failed, as a clause.</summary>
    public string? Message { get; init; }

    /// <summary>True when a failed change could not be taken back in full.</summary>
    public bool Stuck { get; init; }

    /// <summary>What its commands had to say, each a sentence without its point.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Earlier changes that were cut off and have been taken back now.</summary>
    public IReadOnlyList<string> Recovered { get; init; } = [];

    /// <summary>Reads the answer.</summary>
    public static ApplyAnswer Read(Transcript transcript)
    {
        var output = transcript.ReadOpen(ApplyScript.Id);
        var moved = output.Rows("moved").Select(row => $"{row.TextOrNull("path")}: {row.TextOrNull("what")}").ToList();
        var message = output.TextOrNull("message");
        var state = output.TextOrNull("state");
        return new ApplyAnswer
        {
            Applied = state == "applied",
            Error = output.TextOrNull("error") ?? (state == "applied" ? null : "StepFailed"),
            Message = moved.Count > 0 ? $"{message} ({string.Join("; ", moved)})" : message ?? output.TextOrNull("stuck"),
            Stuck = state == "stuck",
            Notes = output.Rows("note").Select(row => row.TextOrNull("text")).OfType<string>().ToList(),
            Recovered = output.Rows("recovered").Select(row => row.TextOrNull("id") ?? string.Empty).ToList(),
        };
    }
}
