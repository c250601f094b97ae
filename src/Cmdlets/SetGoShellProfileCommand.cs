using System.Collections;
using System.Management.Automation;
using GoEnv.Changes;
using GoEnv.Shell;

namespace GoEnv.Cmdlets;

/// <summary>Puts Go on PATH for every kind of start of a shell, in one managed block of its start-up files.</summary>
[Cmdlet(VerbsCommon.Set, "GoShellProfile", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(ChangeResult))]
public sealed class SetGoShellProfileCommand : TargetChangeCmdlet
{
    // Where Install-GoToolchain puts the go of an account or a machine.
    private static readonly string[] UserGo = ["~/.local/go/bin", "/usr/local/go/bin", "/usr/lib/go/bin"];

    private ProfileBlockRemedy? remedy;

    /// <summary>The shells; the login shell, and those that the account has start-up files of, where none is named.</summary>
    [Parameter]
    public ProfileShell[] Shell { get; set; } = [];

    /// <summary>The account's own files or those of the machine.</summary>
    [Parameter]
    public ProfileScope Scope { get; set; }

    /// <summary>Folders to put before the others on PATH, in place of that of the installed go.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] PathFolder { get; set; } = [];

    /// <summary>Folders to put behind the others on PATH, in place of that of go install.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] AppendFolder { get; set; } = [];

    /// <summary>Variables to export.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public Hashtable? Variable { get; set; }

    /// <summary>Take the block away.</summary>
    [Parameter]
    public SwitchParameter Remove { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        var variables = Inputs.Texts(Variable);
        foreach (var text in PathFolder.Concat(AppendFolder))
        {
            Check(text, ProfileBody.FolderRefusal(text));
        }

        foreach (var (name, value) in variables)
        {
            Check(name, ProfileBody.NameRefusal(name) ?? ProfileBody.Refusal(value));
        }

        var isMachine = Scope == ProfileScope.Machine;
        remedy = new ProfileBlockRemedy
        {
            Shells = Shell.Length > 0 || !isMachine ? Shell.Select(shell => shell.ToString().ToLowerInvariant()).ToList() : ["bash", "zsh"],
            Scope = Scope,
            Candidates = PathFolder.Length > 0 || Remove ? [] : isMachine ? UserGo[1..] : UserGo,
            Folders =
            [
                .. PathFolder.Select(folder => new PathFolder(ProfileBody.Home(folder))),
                .. (AppendFolder.Length > 0 ? AppendFolder : ["~/go/bin"]).Select(folder => new PathFolder(ProfileBody.Home(folder), Append: true)),
            ],
            Variables = variables,
            Replaces = true,
            Removes = Remove,
        };
    }

    /// <inheritdoc/>
    private protected override IReadOnlyList<Remedy> Remedies(Target target) => [remedy!];

    private void Check(string text, string? refusal)
    {
        if (refusal is not null)
        {
            ThrowTerminatingError(Errors.InvalidInput(
                "TextRefused", new FormatException($"'{text}' cannot stand in a start-up file: {refusal}."), text, "Write folders as absolute paths, or with ~ or $HOME at their start."));
        }
    }
}
