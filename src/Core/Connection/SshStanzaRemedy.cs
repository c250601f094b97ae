using System.Text.Json.Serialization;
using GoEnv.Changes;

namespace GoEnv.Connection;

/// <summary>The stanza of one host in this machine's ssh client configuration.</summary>
/// <param name="Host">The host, as it is written on the command line.</param>
/// <param name="Options">The options in their order; none to take the stanza away.</param>
public sealed record SshStanzaRemedy(string Host, IReadOnlyList<KeyValuePair<string, string>> Options) : Remedy
{
    /// <summary>The configuration file.</summary>
    public string File { get; init; } = "~/.ssh/config";

    /// <summary>The stanza keeps its other options.</summary>
    public bool Merges { get; init; }

    private TextEdit Text => new(File, bytes => Merges ? SshConfigText.Merge(bytes, Host, Options) : SshConfigText.Put(bytes, Host, Options)) { Mode = "600", FolderMode = "700" };

    /// <inheritdoc/>
    public override ChangeImpact Impact => ChangeImpact.Medium;

    /// <inheritdoc/>
    [JsonIgnore]
    public override bool IsOfThisSide => true;

    /// <inheritdoc/>
    public override IReadOnlyList<PathQuery> Reads => [Text.Query];

    /// <summary>Lets the stanza of a target say so besides; null where its name is no plain host of the file.</summary>
    internal static SshStanzaRemedy? Of(Target target, params IReadOnlyList<KeyValuePair<string, string>> options) =>
        target.Kind == TargetKind.Ssh && SshConfigText.Refusal(target.Host) is null && !target.Host.Any(c => c is '*' or '?' or '!' or ',' or ' ' or '#')
            ? new SshStanzaRemedy(target.Host, options) { Merges = true }
            : null;

    /// <inheritdoc/>
    public override string Describe() => Options.Count == 0
        ? $"Take the stanza of {Host} out of {File}."
        : $"Write the stanza of {Host} in {File}: {string.Join(", ", Options.Select(option => $"{option.Key} {option.Value}"))}.";

    /// <inheritdoc/>
    public override IEnumerable<ChangeStep> Plan(TargetState state) => TextEdit.Plan([Text], state);
}
