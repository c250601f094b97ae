using System.Management.Automation;
using GoEnv.Connection;

namespace GoEnv.Cmdlets;

/// <summary>Names the first broken link on the way to targets, and judges how they are reached.</summary>
[Cmdlet(VerbsDiagnostic.Test, "GoConnection")]
[OutputType(typeof(Finding), typeof(bool))]
public sealed class TestGoConnectionCommand : AuditCmdlet
{
    /// <inheritdoc/>
    private protected override IReadOnlyList<Category> Categories => [Category.Connection];

    /// <inheritdoc/>
    private protected override bool AlwaysShown(Finding finding) => finding.RuleId == ReachableRule.RuleId;
}
