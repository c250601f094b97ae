using System.Globalization;
using GoEnv.Changes;
using GoEnv.Text;

namespace GoEnv.Toolchain.Install;

/// <summary>Carries a prepared change out in one round trip.</summary>
public sealed class ToolchainApply
{
    private const string Id = "change";
    private static readonly string[] CommandKeys = ["command/go", "command/gofmt"];

    /// <summary>How targets are reached; the limits must leave time for a download.</summary>
    public required Func<Target, ISession> Open { get; init; }

    /// <summary>Makes the word that marks the records of one script.</summary>
    public required Func<string> NewNonce { get; init; }

    /// <summary>The time limit of the whole.</summary>
    public required TimeSpan Limit { get; init; }

    /// <summary>Told how far what is sent has come.</summary>
    public IProgress<TransferProgress>? Progress { get; init; }

    /// <summary>Runs its scripts; <see cref="InstallException"/> when one fails, with what was in use working as before.</summary>
    public async Task<ChangeResult> RunAsync(PreparedChange change, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(change);
        if (change.Calls.Count == 0)
        {
            return Result(change, ChangeStatus.Unchanged, change.Before, $"{change.Nothing}.");
        }

        var archive = change.Content is null ? null : await change.Content(cancellationToken).ConfigureAwait(false);
        var nonce = NewNonce();
        var script = ProbeScript.Compose([(Id, ToolchainScript.Chain(change.Calls.Select(call => call.Text)))], nonce, Limit);
        using var content = archive is null ? null : Content(archive, change);

        // Programs of the script have no standard input: what is sent is kept open beside it.
        script = content is null ? script : script with { Text = "exec 3<&0\n" + script.Text, Input = content };
        var result = await Open(change.Target).RunAsync(script, cancellationToken).ConfigureAwait(false);
        var (output, problem) = Transcript.Parse(result.Output.Span, nonce).Read(Id);
        return Read(change, output ?? throw Failed(change, InstallError.Broken, problem!), archive);
    }

    private static ChangeResult Read(PreparedChange change, ProbeOutput output, string? archive)
    {
        if (output.TextOrNull("failed") is { } kind)
        {
            throw Failed(
                change, Enum.TryParse<InstallError>(kind, out var error) ? error : InstallError.Broken, TargetText.Clean(output.TextOrNull("reason") ?? string.Empty));
        }

        var sentences = change.Calls.Select(call => call.Done).ToList();
        if (output.TextOrNull("from") is { } address)
        {
            sentences[0] += $" from {address}";
        }

        if (change.IsVerified == false)
        {
            sentences.Add($"No SHA-256 was given for {archive}: nothing vouches for what was installed");
        }

        if (output.TextOrNull("wins") == "no" && output.TextOrNull("first") is { } first)
        {
            sentences.Add($"On this session's PATH {first} comes before it");
        }
        else if (output.Text("first").IsAbsent)
        {
            sentences.Add($"No go is on this session's PATH: add {change.Calls[^1].Variables["bin"]} to it");
        }

        sentences.AddRange(CommandKeys.Select(key => output.Text(key)).Where(fact => fact.IsUnknown && fact.Reason!.Contains(" was left alone", StringComparison.Ordinal))
            .Select(fact => char.ToUpperInvariant(fact.Reason![0]) + fact.Reason[1..]));
        return Result(change, ChangeStatus.Changed, change.After, string.Join(". ", sentences) + ".");
    }

    private static ChangeResult Result(PreparedChange change, ChangeStatus status, GoVersion? after, string message) => new()
    {
        Target = change.Target,
        Title = change.Title,
        Status = status,
        Before = Lines(change.Before),
        After = Lines(after),
        Verified = status == ChangeStatus.Changed && change.After is not null && change.Calls.Any(call => call.Script != "remove") ? change.IsVerified != false : null,
        Message = message,
    };

    private static string[] Lines(GoVersion? version) => version is null ? [] : [$"Go {version}"];

    private static InstallException Failed(PreparedChange change, InstallError error, string reason) => new(
        error,
        $"{change.Title} on {change.Target.Name} failed: {reason.TrimEnd('.')}.",
        error switch
        {
            InstallError.ArchiveUnavailable => "Name other mirrors with -Mirror, or send the archive from here with -Via Controller.",
            InstallError.NoSum => "Send the archive from here with -Via Controller.",
            InstallError.NoSpace => "Make room there: Uninstall-GoToolchain removes a release that is no longer used.",
            InstallError.Transfer or InstallError.Moved => "Run the command again; it goes on where this one ended.",
            InstallError.Occupied or InstallError.Broken => "Look at that path by hand, and move away what is in it.",
            _ => "Run Test-GoToolchain there and look at what it finds.",
        });

    private ArchiveStream Content(string archive, PreparedChange change) => new(
        archive,
        long.Parse(change.Calls[0].Variables["offset"], CultureInfo.InvariantCulture),
        (bytes, total) => Progress?.Report(new TransferProgress($"{Path.GetFileName(archive)} to {change.Target.Name}", bytes, total)));
}
