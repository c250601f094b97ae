using System.Management.Automation;
using GoEnv.Changes;

namespace GoEnv.Cmdlets;

/// <summary>Lists the changes that were made from here, newest first.</summary>
[Cmdlet(VerbsCommon.Get, "GoChange")]
[OutputType(typeof(Change))]
public sealed class GetGoChangeCommand : PSCmdlet
{
    /// <summary>Only changes of these targets.</summary>
    [Parameter(Position = 0)]
    [Alias("ComputerName", "CN", "HostName", "Name")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(TargetCompleter))]
    public Target[]? Target { get; set; }

    /// <summary>Only the newest so many.</summary>
    [Parameter]
    [ValidateRange(1, 1000000)]
    public int Last { get; set; } = int.MaxValue;

    /// <summary>Only the changes with these ids.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[]? Id { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        try
        {
            // A name of an inventory and the address that it stands for are the same target.
            var wanted = Target?.Select(target => target.Address).ToHashSet(StringComparer.Ordinal);
            foreach (var change in new ChangeJournal(ChangeJournal.UserFolder).Read()
                .Where(change => wanted is null || wanted.Contains(change.Target.Address))
                .Where(change => Id is null || Id.Contains(change.Id, StringComparer.Ordinal))
                .Take(Last))
            {
                WriteObject(change);
            }
        }
        catch (Exception e) when (e is FormatException or IOException or UnauthorizedAccessException)
        {
            ThrowTerminatingError(new ErrorRecord(e, "JournalNotRead", ErrorCategory.ReadError, ChangeJournal.UserFolder)
            {
                ErrorDetails = new ErrorDetails(e.Message) { RecommendedAction = "Mend or remove the file that the message names." },
            });
        }
    }
}
