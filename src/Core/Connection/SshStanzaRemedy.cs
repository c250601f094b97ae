using GoEnv.Changes;

namespace GoEnv.Connection;

/// <summary>The stanza of one host in this machine's ssh client configuration.</summary>
/// <param name="Host">The host, as it is written on the command line.</param>
/// <param name="Options">The options in their order; none to take the stanza away.</param>
public sealed record SshStanzaRemedy(string Host, IReadOnlyList<KeyValuePair<string, string>> Options) : Remedy
{
    /// <summary>The configuration file.</summary>
    public string File { get; init; } = "~/.ssh/config";

    private TextEdit Text => new(File, bytes => SshConfigText.Put(bytes, Host, Options)) { Mode = "600", FolderMode = "700" };

    /// <inheritdoc/>
    public override ChangeImpact Impact => ChangeImpact.Medium;

    /// <inheritdoc/>
    public override IReadOnlyList<PathQuery> Reads => [Text.Query];

    /// <inheritdoc/>
    public override string Describe() => Options.Count == 0
        ? $"Take the stanza of {Host} out of {File}."
        : $"Write the stanza of {Host} in {File}: {string.Join(", ", Options.Select(option => $"{option.Key} {option.Value}"))}.";

    /// <inheritdoc/>
    public override IEnumerable<ChangeStep> Plan(TargetState state) => TextEdit.Plan([Text], state);
}
