using System.Management.Automation;
using GoEnv.Policies;

namespace GoEnv.Cmdlets;

/// <summary>Lists the rules.</summary>
[Cmdlet(VerbsCommon.Get, "GoRule")]
[OutputType(typeof(Rule))]
public sealed class GetGoRuleCommand : PSCmdlet
{
    /// <summary>Rules to list, by id or wildcard.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("RuleId")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(RuleCompleter))]
    public string[] Id { get; set; } = ["*"];

    /// <summary>The areas to list.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public Category[] Category { get; set; } = Enum.GetValues<Category>();

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var pattern in Id)
        {
            try
            {
                var selection = new RuleSelection { Categories = Category, Include = [pattern], IncludeOnRequest = true, OnPath = null };
                WriteObject(selection.Apply(), enumerateCollection: true);
            }
            catch (FormatException e)
            {
                WriteError(Errors.InvalidInput("RuleNotFound", e, pattern, "Get-GoRule without a name lists all rules."));
            }
        }
    }
}
