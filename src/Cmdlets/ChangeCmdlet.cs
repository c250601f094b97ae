using System.Management.Automation;
using GoEnv.Changes;
using GoEnv.Policies;

namespace GoEnv.Cmdlets;

/// <summary>
/// A cmdlet that changes targets: collects what is to be done, plans all targets side by side, asks once for each, applies what was
/// approved side by side, and says what became of it. Derived cmdlets call <see cref="Request(ChangeRequest)"/> and declare SupportsShouldProcess.
/// </summary>
public abstract class ChangeCmdlet : SessionCmdlet
{
    private readonly List<ChangeRequest> requests = [];
    private readonly List<Change> planned = [];
    private ChangeConsent? consent;
    private ToolchainDownloads? downloads;

    /// <summary>Write an object for each target that says what became of its change.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>What plans and applies.</summary>
    private protected ChangeEngine Engine { get; private set; } = null!;

    /// <summary>Asks for changes of one target; several requests for one target become one change.</summary>
    private protected void Request(ChangeRequest request) => requests.Add(request);

    /// <summary>Asks for a change that is planned already; it is refused where the target has moved on.</summary>
    private protected void Request(Change change) => planned.Add(change);

    /// <summary>What to do with changes that are approved; by default they are applied.</summary>
    private protected virtual void Approved(IReadOnlyList<Change> changes) => Apply(changes);

    /// <summary>True where planning must leave targets as they are.</summary>
    private protected virtual bool OnlyPlans => false;

    /// <summary>The policy of the rules that verify.</summary>
    private protected virtual Policy VerifyingPolicy => Policy.Default;

    /// <summary>Completes remedies that targets are asked for again; null where findings are taken as they come.</summary>
    private protected virtual Func<Remedy, Remedy>? Recheck => null;

    /// <summary>Where toolchains come from; null for a command that installs none.</summary>
    private protected virtual string[]? Mirrors => null;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        downloads = this.Parsed(Mirrors, mirrors => mirrors is null ? null : new ToolchainDownloads(mirrors));
        Engine = new ChangeEngine
        {
            Open = Sessions.Open,
            Journal = new ChangeJournal(ChangeJournal.UserFolder),
            Policy = VerifyingPolicy,
            Releases = this.LoadReleases(),
            ProbeLimit = TimeSpan.FromSeconds(ProbeTimeoutSeconds),
            Supply = downloads?.Supply,
        };
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        consent = new ChangeConsent(this);
        var approved = new List<Change>();
        var merged = requests.GroupBy(request => request.Target).Select(group => new ChangeRequest(
            group.Key, group.SelectMany(request => request.Remedies).ToList())
        {
            Mends = group.SelectMany(request => request.Mends).ToList(),
            Recheck = Recheck,
        }).ToList();
        var complete = !OnlyPlans && !consent.IsWhatIf;
        foreach (var plan in Run(merged, (request, stop) => Engine.PlanAsync(request, complete, stop)))
        {
            if (plan.CutOff > 0)
            {
                WriteWarning($"{plan.Target.Name}: an earlier change was cut off; it is taken back before anything else is done. Audit the target again afterwards.");
            }

            // Several remedies of one file come to the same reason.
            foreach (var why in plan.LeftOut.DistinctBy(why => why.Message).Where(why => why.Message != plan.Error?.Message))
            {
                WriteError(why.ToPlanErrorRecord(plan.Target));
            }

            if (plan.Error is not null)
            {
                WriteError(plan.Error.ToPlanErrorRecord(plan.Target));
            }
            else if (plan.Change is null)
            {
                Write(new ChangeResult { Target = plan.Target, Title = "nothing to do", Status = ChangeStatus.Unchanged, Message = "All is as wanted already." });
            }
            else if (consent.Approves(plan.Change))
            {
                approved.Add(plan.Change);
            }
        }

        approved.AddRange(planned.Where(consent.Approves));
        if (approved.Count > 0)
        {
            Approved(approved);
        }

        downloads?.Hide(this);
    }

    /// <summary>Applies changes side by side and writes what became of each.</summary>
    private protected void Apply(IReadOnlyList<Change> changes)
    {
        foreach (var applied in Run(changes, Engine.ApplyAsync))
        {
            if (applied.ErrorId is not null)
            {
                WriteError(applied.ToErrorRecord());
            }

            if (applied.ErrorId is null || PassThru)
            {
                Write(applied.Result);
            }
        }
    }

    /// <summary>Writes a result: an object with <c>-PassThru</c>, else a line for the person.</summary>
    private protected void Write(ChangeResult result)
    {
        if (PassThru)
        {
            WriteObject(result);
        }
        else
        {
            var id = result.ChangeId is null ? string.Empty : $" ({result.ChangeId})";
            Say($"{result.TargetName}: {result.Title}: {result.Message}{id}");
        }
    }

    /// <summary>Writes a line for the person.</summary>
    private protected void Say(string line) => WriteInformation(new HostInformationMessage { Message = Text.TargetText.Clean(line) }, ["PSHOST"]);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            downloads?.Dispose();
            downloads = null;
        }

        base.Dispose(disposing);
    }

    private IEnumerable<TOut> Run<TIn, TOut>(IReadOnlyList<TIn> items, Func<TIn, CancellationToken, Task<TOut>> work)
    {
        if (items.Count == 0)
        {
            yield break;
        }

        using var pump = new FleetPump<TIn, TOut>(work, Math.Min(ThrottleLimit, items.Count), StopToken, downloads is { } bar ? () => bar.Show(this) : null);
        foreach (var item in items)
        {
            foreach (var result in Quietly(pump.Post(item)))
            {
                yield return result;
            }
        }

        foreach (var result in Quietly(pump.Complete()))
        {
            yield return result;
        }
    }

    // Ctrl+C ends the command without an error of its own.
    private static IEnumerable<T> Quietly<T>(IEnumerable<T> results)
    {
        using var each = results.GetEnumerator();
        while (Next(each))
        {
            yield return each.Current;
        }

        static bool Next(IEnumerator<T> each)
        {
            try
            {
                return each.MoveNext();
            }
            catch (OperationCanceledException)
            {
                throw new PipelineStoppedException();
            }
        }
    }
}
