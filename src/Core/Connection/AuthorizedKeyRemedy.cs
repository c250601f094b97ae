using GoEnv.Changes;

namespace GoEnv.Connection;

/// <summary>Lets a key log in to the account: a line of <c>~/.ssh/authorized_keys</c>, with the modes that sshd asks for.</summary>
/// <param name="Key">The public key.</param>
public sealed record AuthorizedKeyRemedy(PublicKey Key) : Remedy
{
    private TextEdit Text => new("~/.ssh/authorized_keys", bytes => AuthorizedKeysText.Add(bytes, Key)) { Mode = "600", FolderMode = "700" };

    /// <inheritdoc/>
    public override ChangeImpact Impact => ChangeImpact.High;

    /// <inheritdoc/>
    public override IReadOnlyList<PathQuery> Reads => [Text.Query];

    /// <inheritdoc/>
    public override string Describe() => $"Let the key {Key.Type} {Key.Blob[..Math.Min(12, Key.Blob.Length)]}... {Key.Comment} log in by ~/.ssh/authorized_keys.";

    /// <inheritdoc/>
    public override IEnumerable<ChangeStep> Plan(TargetState state) => TextEdit.Plan([Text], state);
}
