using System.Collections;
using System.Management.Automation;
using GoEnv.Changes;
using GoEnv.Connection;

namespace GoEnv.Cmdlets;

/// <summary>Lets a key of this machine log in to targets, and writes how this machine's client reaches them.</summary>
[Cmdlet(VerbsCommon.Set, "GoSshAccess", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(ChangeResult))]
public sealed class SetGoSshAccessCommand : TargetChangeCmdlet
{
    private PublicKey? key;
    private IReadOnlyList<KeyValuePair<string, string>> options = [];

    /// <summary>The private key file on this machine; an Ed25519 pair is made where there is none.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string KeyFile { get; set; } = "~/.ssh/id_ed25519";

    /// <summary>The comment of a key that is made; the account and the machine where none is given.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Comment { get; set; }

    /// <summary>Options of ssh_config for the targets' stanzas on this machine.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public Hashtable? Option { get; set; }

    /// <summary>The ssh client configuration on this machine that gets the stanzas.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string ConfigFile { get; set; } = "~/.ssh/config";

    /// <summary>Leave the targets' authorized_keys alone.</summary>
    [Parameter]
    public SwitchParameter SkipAuthorizedKey { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        options = Inputs.Texts(Option).OrderBy(option => option.Key, StringComparer.Ordinal).ToList();
        foreach (var (name, value) in options)
        {
            if (!name.All(char.IsAsciiLetterOrDigit) || SshConfigText.Refusal(value) is not null)
            {
                ThrowTerminatingError(Errors.InvalidInput(
                    "OptionRefused", new FormatException($"'{name} {value}' cannot stand in an ssh configuration."), Option, "See 'man ssh_config' for the options."));
            }
        }

        if (!SkipAuthorizedKey)
        {
            key = EnsureKey(this.FullPath(KeyFile));
        }
    }

    /// <inheritdoc/>
    private protected override IReadOnlyList<Remedy> Remedies(Target target)
    {
        if (options.Count > 0 && target.Kind == TargetKind.Ssh)
        {
            Request(new ChangeRequest(GoEnv.Target.Local, [new SshStanzaRemedy(target.Host, options) { File = ConfigFile.StartsWith('~') ? ConfigFile : this.FullPath(ConfigFile) }]));
        }

        return key is null ? [] : [new AuthorizedKeyRemedy(key)];
    }

    private PublicKey? EnsureKey(string path)
    {
        if (!File.Exists(path) && !File.Exists(path + ".pub") && !ShouldProcess(path, "Create an Ed25519 key pair without a passphrase"))
        {
            return null;
        }

        try
        {
            return KeyPair.EnsureAsync(path, Comment ?? $"{Environment.UserName}@{Environment.MachineName}", StopToken).GetAwaiter().GetResult().Public;
        }
        catch (OperationCanceledException)
        {
            throw new PipelineStoppedException();
        }
        catch (IOException e)
        {
            ThrowTerminatingError(Errors.InvalidInput("KeyUnusable", e, path, "Name another file with -KeyFile, or put its public half beside it."));
            throw;
        }
    }
}
