using System.Management.Automation;
using GoEnv.Changes;
using GoEnv.Connection;
using GoEnv.Reports;
using GoEnv.Toolchain.Install;

namespace GoEnv.Cmdlets;

/// <summary>Mends what findings say, verifies it, and takes back what does not mend.</summary>
[Cmdlet(VerbsDiagnostic.Repair, "GoEnvironment", SupportsShouldProcess = true)]
[OutputType(typeof(ChangeResult))]
public sealed class RepairGoEnvironmentCommand : ChangeCmdlet
{
    private readonly List<Finding> findings = [];

    /// <summary>The findings to mend; those that pass, and those that only a person can mend, are passed over.</summary>
    [Parameter(ValueFromPipeline = true)]
    public Finding? InputObject { get; set; }

    /// <summary>A report in JSON or JSON lines whose findings are to be mended, as far as the targets, asked again, still have them.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <summary>The policy in YAML that the findings were judged by, over the one that ships; they are verified by it.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Policy { get; set; }

    /// <summary>A plan that -PlanPath saved; each target must be as it was then.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Plan { get; set; }

    /// <summary>A file to save the plan to, in place of applying it.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? PlanPath { get; set; }

    /// <summary>Mirrors of Go releases in the form of go.dev/dl, asked in this order where a toolchain is to be installed.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] Mirror { get; set; } = ToolchainDownloads.DefaultMirrors;

    /// <summary>Who downloads a toolchain: the target, or this machine, which sends it over the session.</summary>
    [Parameter]
    public ArchiveRoute Via { get; set; }

    /// <inheritdoc/>
    private protected override string[] Mirrors => Mirror;

    /// <inheritdoc/>
    private protected override Policies.Policy VerifyingPolicy => this.LoadPolicy(Policy);

    // A report may be of another day, and mended meanwhile.
    /// <inheritdoc/>
    private protected override Func<Remedy, Remedy>? Recheck => findings.Exists(finding => finding.IsSaved) ? Complete : null;

    /// <inheritdoc/>
    private protected override bool OnlyPlans => PlanPath is not null;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (InputObject is not null)
        {
            Add(InputObject);
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (Path is not null)
        {
            foreach (var finding in this.Read(Path, path => ReportReader.Read(path).ToList(), "ReportInvalid"))
            {
                Add(finding);
            }
        }

        if (Plan is not null)
        {
            foreach (var change in this.Read(Plan, PlanFile.Read, "PlanInvalid").Changes)
            {
                Request(change);
            }
        }

        if (Path is null && Plan is null && InputObject is null && !MyInvocation.ExpectingInput)
        {
            ThrowTerminatingError(Errors.InvalidInput(
                "NothingToRepair", new InvalidOperationException("There are no findings to mend."), null, "Pipe findings in, or name a report with -Path or a plan with -Plan."));
        }

        foreach (var finding in findings)
        {
            RequestFor(finding);
        }

        base.EndProcessing();
        if (!PassThru && Plan is null && findings.TrueForAll(finding => finding.Remedy is null))
        {
            Say(findings.Count == 0
                ? "Nothing to do: no finding fails or is unknown."
                : $"Nothing to do: what {findings.Count} {(findings.Count == 1 ? "finding names" : "findings name")} only a person can mend; -Verbose says how.");
        }

        WriteVerbose($"{findings.Count} findings that do not pass; {findings.Count(finding => finding.Remedy is null)} of them only a person can mend.");
    }

    /// <inheritdoc/>
    private protected override void Approved(IReadOnlyList<Change> changes)
    {
        if (PlanPath is null)
        {
            Apply(changes);
            return;
        }

        var path = this.FullPath(PlanPath);
        try
        {
            PlanFile.Write(path, new ChangePlan { CreatedAt = DateTimeOffset.UtcNow, Changes = changes });
        }
        catch (PlanException e)
        {
            ThrowTerminatingError(Errors.InvalidInput("PlanHoldsSecret", e, path, "Apply the change without -PlanPath; -WhatIf shows it with the secret masked."));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            ThrowTerminatingError(new ErrorRecord(e, "PlanNotWritten", ErrorCategory.WriteError, path)
            {
                ErrorDetails = new ErrorDetails(e.Message) { RecommendedAction = "Name a folder that is there, may be written to and has space." },
            });
        }

        foreach (var change in changes)
        {
            Write(new ChangeResult
            {
                Target = change.Target,
                ChangeId = change.Id,
                Title = change.Title,
                Status = ChangeStatus.Planned,
                Before = change.Steps.Select(step => ChangeText.Image(step, after: false)).ToList(),
                After = change.Steps.Select(step => ChangeText.Image(step, after: true)).ToList(),
                Message = $"Planned in {path}.",
            });
        }
    }

    private void Add(Finding finding)
    {
        if (finding.Status != FindingStatus.Pass)
        {
            findings.Add(finding);
        }
    }

    private void RequestFor(Finding finding)
    {
        if (finding.Remedy is null)
        {
            WriteVerbose($"{finding.TargetName}: {finding.RuleId} is left to you: {finding.Fix ?? finding.Message}");
            return;
        }

        var remedy = Complete(finding.Remedy);
        var byHand = findings
            .Where(other => other.Remedy is null && (other.Target, other.RuleId, other.Subject) == (finding.Target, finding.RuleId, finding.Subject))
            .Select(other => other.Message)
            .ToList();
        Request(new ChangeRequest(remedy.IsOfThisSide ? GoEnv.Target.Local : finding.Target, [remedy])
        {
            Mends = [new Mended(finding.RuleId, finding.Subject) { By = remedy, ByHand = byHand.Count > 0 ? byHand : null }],
        });
    }

    private Remedy Complete(Remedy remedy) => remedy switch
    {
        ToolchainInstallRemedy install => install with { Via = Via },
        SshStanzaRemedy stanza when SshConfigFile is not null => stanza with { File = this.FullPath(SshConfigFile) },
        var other => other,
    };
}
