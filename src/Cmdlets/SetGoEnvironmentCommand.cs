using System.Collections;
using System.Management.Automation;
using GoEnv.Changes;
using GoEnv.Modules;

namespace GoEnv.Cmdlets;

/// <summary>Sets and unsets variables of the go command, as <c>go env -w</c> and <c>-u</c> do, after the rules have judged the values.</summary>
[Cmdlet(VerbsCommon.Set, "GoEnvironment", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(ChangeResult))]
public sealed class SetGoEnvironmentCommand : TargetChangeCmdlet
{
    private GoEnvRemedy? remedy;

    /// <summary>Names and values; an empty value unsets.</summary>
    [Parameter(Position = 1)]
    [ValidateNotNullOrEmpty]
    public Hashtable? Variable { get; set; }

    /// <summary>Names to unset.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] Unset { get; set; } = [];

    /// <summary>The policy that judges the values, over the one that ships with the module.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Policy { get; set; }

    /// <summary>Write values that a rule of severity error finds fault with.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        var values = Inputs.Texts(Variable);
        var edits = values.Select(pair => pair.Value.Length == 0 ? GoEnvEdit.Unset(pair.Key) : GoEnvEdit.Set(pair.Key, pair.Value))
            .Concat(Unset.Select(GoEnvEdit.Unset))
            .ToList();
        var refusal = edits.Count == 0 ? "Name what is to be set with -Variable, or unset with -Unset."
            : edits.GroupBy(edit => edit.Name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice ? $"{twice.Key} is named twice."
            : edits.Select(edit => edit.Action == GoEnvAction.Set ? GoEnvNames.Refusal(edit.Name, edit.Value!) : GoEnvNames.UnsetRefusal(edit.Name)).FirstOrDefault(why => why is not null);
        if (refusal is not null)
        {
            Refuse("VariableRefused", refusal, "Mend the name or the value; 'go help environment' lists the variables.");
        }

        foreach (var finding in GoEnvCheck.Judge(values, GoEnv.Target.Local, this.LoadPolicy(Policy), this.LoadReleases(), DateTimeOffset.UtcNow))
        {
            if (finding.Severity == Severity.Error && !Force)
            {
                Refuse("ValueRefused", $"{finding.RuleId}: {finding.Message}", "Choose a value that the rule passes; -Force writes it all the same.");
            }

            WriteWarning($"{finding.RuleId}: {finding.Message}");
        }

        remedy = new GoEnvRemedy(edits);
    }

    /// <inheritdoc/>
    private protected override IReadOnlyList<Remedy> Remedies(Target target) => [remedy!];

    private void Refuse(string errorId, string message, string action) =>
        ThrowTerminatingError(Errors.InvalidInput(errorId, new FormatException(message), Variable, action));
}
