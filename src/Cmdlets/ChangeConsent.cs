using System.Management.Automation;
using GoEnv.Changes;

namespace GoEnv.Cmdlets;

/// <summary>Asks once for each target, on the pipeline thread: as -WhatIf and -Confirm say, and always for a change that can hurt.</summary>
internal sealed class ChangeConsent(PSCmdlet cmdlet)
{
    private bool yesToAll;
    private bool noToAll;

    /// <summary>True when nothing is to be changed.</summary>
    public bool IsWhatIf => Switch("WhatIf") ?? cmdlet.GetVariableValue("WhatIfPreference") is true;

    /// <summary>True when the change is to be applied.</summary>
    public bool Approves(Change change)
    {
        var effect = $"{change.Target.Name}:\n{ChangeText.Effect(change)}";
        return cmdlet.ShouldProcess($"Change {effect}", $"Change {effect}", "Confirm")
            && (change.Impact != ChangeImpact.High || !NeedsConsent || Ask($"{effect}\nThis removes or replaces something. Continue?", $"{change.Target.Name}: '{change.Title}'", change.Target));
    }

    /// <summary>True when what <paramref name="effect"/> says, which cannot be taken back, is to be done to a target.</summary>
    public bool Approves(string effect, string what, object target) =>
        cmdlet.ShouldProcess(effect, effect, "Confirm") && (!NeedsConsent || Ask($"{effect}\nThis cannot be taken back. Continue?", what, target));

    // ShouldProcess has asked already where the preference is below High.
    private bool NeedsConsent => Switch("Confirm") is null
        && (cmdlet.GetVariableValue("ConfirmPreference")?.ToString() ?? "High") == "High";

    private bool Ask(string query, string what, object target)
    {
        try
        {
            return cmdlet.ShouldContinue(query, "Confirm", ref yesToAll, ref noToAll);
        }
        catch (InvalidOperationException e)
        {
            var failure = new InvalidOperationException($"{what} wants consent, and nobody can be asked.", e);
            cmdlet.ThrowTerminatingError(Errors.InvalidInput(
                "ConsentNeeded", failure, target, "Look at it with -WhatIf, then give -Confirm:$false."));
            throw;
        }
    }

    private bool? Switch(string name) =>
        cmdlet.MyInvocation.BoundParameters.TryGetValue(name, out var value) && value is SwitchParameter given ? given.IsPresent : null;
}
