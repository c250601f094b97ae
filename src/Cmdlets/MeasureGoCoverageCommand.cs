using System.Management.Automation;
using GoEnv.Coverage;
using GoEnv.Policies;
using GoEnv.Text;

namespace GoEnv.Cmdlets;

/// <summary>What Measure-GoCoverage counts for.</summary>
public enum CoverageUnit
{
    /// <summary>All of it.</summary>
    Total,

    /// <summary>Each package.</summary>
    Package,

    /// <summary>Each source file.</summary>
    File,

    /// <summary>Each function whose source is at hand.</summary>
    Function,
}

/// <summary>Counts what tests covered, by cover profiles and GOCOVERDIR folders, and judges it by the policy.</summary>
[Cmdlet(VerbsDiagnostic.Measure, "GoCoverage", SupportsShouldProcess = true)]
[OutputType(typeof(CoverageTotal), typeof(PackageCoverage), typeof(FileCoverage), typeof(FunctionCoverage), typeof(Finding), typeof(bool))]
public sealed class MeasureGoCoverageCommand : PSCmdlet, IAuditCommand, IDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly List<string> paths = [];
    private Policy policy = GoEnv.Policies.Policy.Default;
    private IReadOnlyList<Rule> rules = [];

    /// <inheritdoc/>
    public AuditSummary? Summary { get; private set; }

    /// <summary>Cover profiles, and folders that GOCOVERDIR named; all are merged.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("FullName", "PSPath", "LiteralPath")]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    /// <summary>The folder of the source: go.mod, go.work and the repository are found in it or above it.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string SourceRoot { get; set; } = ".";

    /// <summary>The branch, tag or commit since which changed lines count: those since it and HEAD parted.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Base { get; set; }

    /// <summary>What to count for: Total, Package, File or Function; it takes the place of findings.</summary>
    [Parameter]
    public CoverageUnit? By { get; set; }

    /// <summary>A file to write as Cobertura XML.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? CoberturaPath { get; set; }

    /// <summary>A file to write as an HTML page with the source.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? HtmlPath { get; set; }

    /// <summary>A policy file in YAML, whose section coverage has the minimums.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Policy { get; set; }

    /// <summary>Rules to apply, by id or wildcard; all that the policy has a minimum for where none is named.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(RuleCompleter))]
    public string[] Rule { get; set; } = [];

    /// <summary>Rules to leave out, by id or wildcard.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(RuleCompleter))]
    public string[] ExcludeRule { get; set; } = [];

    /// <summary>The mildest severity of which a failing finding makes the run fail.</summary>
    [Parameter]
    public FailOn? FailOn { get; set; }

    /// <summary>How many findings may be unknown before the run fails.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int? MaxUnknown { get; set; }

    /// <summary>End with one terminating error when the run fails.</summary>
    [Parameter]
    public SwitchParameter ErrorOnFail { get; set; }

    /// <summary>Write the findings that pass too.</summary>
    [Parameter]
    public SwitchParameter IncludePassed { get; set; }

    /// <summary>Write one Boolean: true when the run does not fail.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        policy = this.LoadPolicy(Policy).For(Target.Local);
        try
        {
            rules = CoverageAudit.RulesFor(policy, Rule, ExcludeRule);
        }
        catch (FormatException e)
        {
            ThrowTerminatingError(Errors.InvalidInput("RuleNotFound", e, Rule.Concat(ExcludeRule).ToArray(), "Get-GoRule -Category Coverage lists the rules; 'coverage' in the policy has their minimums."));
        }

        if (rules.Count > 0)
        {
            Summary = new AuditSummary { Gate = policy.Gate.Or(FailOn, MaxUnknown) };
        }
        else if (Quiet || ErrorOnFail || FailOn is not null || MaxUnknown is not null)
        {
            ThrowTerminatingError(Errors.InvalidInput("CoverageMinimumMissing", new FormatException("The policy sets no minimum of coverage, so that there is nothing to judge."), Policy, "Name a policy with a section 'coverage' with -Policy."));
        }
        else if (Policy is not null)
        {
            WriteWarning("The policy sets no minimum of coverage; nothing is judged.");
        }
    }

    /// <inheritdoc/>
    protected override void ProcessRecord() => paths.AddRange(Path.Select(this.FullPath));

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (paths.Count == 0)
        {
            if (Summary is not null)
            {
                ThrowTerminatingError(Errors.InvalidInput("CoverageMissing", new FormatException("Nothing was judged: no cover profile came."), null, "Name a profile, or look at what should have come through the pipeline."));
            }

            return;
        }

        var tree = new SourceTree(this.FullPath(SourceRoot));
        var (facts, changes) = Measure(tree);
        Export(facts.Data, changes, tree);
        var findings = Judge(facts);
        if (Quiet)
        {
            WriteObject(Summary!.IsGood);
        }
        else if (Summary is not null && By is null)
        {
            WriteInformation(new HostInformationMessage { Message = facts.Data.Total.ToString() }, ["PSHOST"]);
            WriteObject(findings.Where(finding => finding.Status != FindingStatus.Pass || IncludePassed), enumerateCollection: true);
        }
        else
        {
            WriteMeasures(facts.Data);
        }

        if (ErrorOnFail)
        {
            this.ThrowOnFail(Summary!);
        }
    }

    /// <inheritdoc/>
    protected override void StopProcessing() => stop.Cancel();

    /// <inheritdoc/>
    public void Dispose() => stop.Dispose();

    private (CoverageFacts Facts, GitChanges? Changes) Measure(SourceTree tree)
    {
        try
        {
            var changes = Base is null ? null : GitChanges.ReadAsync(tree.Folder, Base, stop.Token).GetAwaiter().GetResult();
            var profile = CoverageFiles.ReadAsync(paths, stop.Token).GetAwaiter().GetResult();
            var data = CoverageData.Of(profile, tree, new CoverageExclusion(policy.Coverage.Exclude, policy.Coverage.ExcludeGenerated), stop.Token);
            if (changes is null)
            {
                return (new CoverageFacts(data, Fact<ChangedCoverage>.Unknown("no base is named")), null);
            }

            var changed = CoverageFacts.ChangedOf(data, changes, tree);
            return (new CoverageFacts(data with { Total = data.Total with { Changed = changed } }, changed), changes);
        }
        catch (OperationCanceledException)
        {
            throw new PipelineStoppedException();
        }
        catch (Exception e) when (e is FormatException or IOException or UnauthorizedAccessException)
        {
            var id = e is GitException ? "BaseInvalid" : "CoverageInvalid";
            ThrowTerminatingError(Errors.InvalidInput(id, e, e is GitException ? Base : paths, "Mend what the message names, or name something else."));
            throw;
        }
    }

    private IReadOnlyList<Finding> Judge(CoverageFacts facts)
    {
        var findings = rules.Count == 0 ? [] : CoverageAudit.Judge(facts, rules, policy, DateTimeOffset.UtcNow);
        Summary?.Add(new TargetResult(Target.Local, null, findings, null));
        return findings;
    }

    private void WriteMeasures(CoverageData data)
    {
        var missing = data.Files.Where(file => file.SourceMissing is not null).ToList();
        if (missing.Count > 0 && By == CoverageUnit.Function)
        {
            WriteWarning($"{missing.Count} of {data.Files.Count} files have no functions here: {missing[0].File}: {missing[0].SourceMissing}. -SourceRoot names the folder of the module.");
        }

        IEnumerable<CoverageMeasure> measures = By switch
        {
            CoverageUnit.Package => data.Packages,
            CoverageUnit.File => data.Files,
            CoverageUnit.Function => data.Functions,
            _ => [data.Total],
        };
        foreach (var measure in measures)
        {
            WriteObject(measure);
        }
    }

    private void Export(CoverageData data, GitChanges? changes, SourceTree tree)
    {
        var now = DateTimeOffset.UtcNow;
        Write(CoberturaPath, "Write Cobertura coverage", stream => CoberturaReport.Write(stream, data, tree, now));
        Write(HtmlPath, "Write HTML coverage", stream =>
        {
            using var text = new StreamWriter(stream, leaveOpen: true) { NewLine = "\n" };
            new CoverageHtml(text).Write(data, changes is null ? null : changes.IsChanged, now);
        });
    }

    private void Write(string? path, string action, Action<Stream> write)
    {
        if (path is null || !ShouldProcess(this.FullPath(path), action))
        {
            return;
        }

        try
        {
            using var file = AtomicFile.Create(this.FullPath(path));
            write(file.Stream);
            file.Commit();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            ThrowTerminatingError(new ErrorRecord(e, "ReportNotWritten", ErrorCategory.WriteError, path)
            {
                ErrorDetails = new ErrorDetails(e.Message) { RecommendedAction = "Name a folder that is there, may be written to and has space." },
            });
        }
    }
}
