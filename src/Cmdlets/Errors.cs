using System.Management.Automation;
using GoEnv.Changes;
using GoEnv.Kubernetes;
using GoEnv.Policies;
using GoEnv.Toolchain.Install;

namespace GoEnv.Cmdlets;

/// <summary>Error records of the module: stable ids, the object in question, and what to do next.</summary>
internal static class Errors
{
    /// <summary>The record of a target that could not be asked; its id is the name of the <see cref="TargetError"/>.</summary>
    public static ErrorRecord ToErrorRecord(this TargetException e) =>
        new(e, e.Error.ToString(), CategoryOf(e.Error), e.Target)
        {
            ErrorDetails = new ErrorDetails(e.Message) { RecommendedAction = e.RecommendedAction },
        };

    /// <summary>The record of a cluster that could not be asked or refused; its object is the request, where there was one.</summary>
    public static ErrorRecord ToErrorRecord(this KubeException e) =>
        new(e, e.Error.ToString(), CategoryOf(e.Error), e.Request)
        {
            ErrorDetails = new ErrorDetails(e.Message) { RecommendedAction = e.RecommendedAction },
        };

    /// <summary>The record of a toolchain that could not be changed; its id is the name of the <see cref="InstallError"/>.</summary>
    public static ErrorRecord ToErrorRecord(this InstallException e, object? subject) =>
        new(e, e.Error.ToString(), CategoryOf(e.Error), subject)
        {
            ErrorDetails = new ErrorDetails(subject is Target target && !e.Message.Contains(target.Name, StringComparison.Ordinal) ? $"{target.Name}: {e.Message}" : e.Message) { RecommendedAction = e.RecommendedAction },
        };

    /// <summary>The record of a target for which there is no plan.</summary>
    public static ErrorRecord ToPlanErrorRecord(this Exception e, Target target) => e is TargetException unreached ? unreached.ToErrorRecord()
        : e is InstallException install ? install.ToErrorRecord(target)
        : new ErrorRecord(e, "PlanFailed", ErrorCategory.InvalidOperation, target)
        {
            ErrorDetails = new ErrorDetails($"{target.Name}: {e.Message}") { RecommendedAction = "Mend what the message names by hand, then run the command again." },
        };

    /// <summary>The record of a change that did not come to a good end.</summary>
    public static ErrorRecord ToErrorRecord(this AppliedChange applied)
    {
        var text = $"{applied.Result.TargetName}: {applied.Result.Title}: {applied.Result.Message}";
        return new ErrorRecord(
            (Exception?)applied.Error ?? new InvalidOperationException(text),
            applied.ErrorId!,
            applied.ErrorId switch
            {
                "TargetLocked" => ErrorCategory.ResourceBusy,
                "NotPermitted" or "FileReadOnly" or "FileImmutable" or "ReadOnlyFileSystem" => ErrorCategory.PermissionDenied,
                "NoSpace" => ErrorCategory.WriteError,
                "TargetMovedOn" => ErrorCategory.InvalidData,
                var id when Enum.TryParse<InstallError>(id, out var error) => CategoryOf(error),
                _ when applied.Error is not null => ErrorCategory.ConnectionError,
                _ => ErrorCategory.InvalidResult,
            },
            applied.Result.Target)
        {
            ErrorDetails = new ErrorDetails(text) { RecommendedAction = applied.Error?.RecommendedAction ?? NextOf(applied.ErrorId!) },
        };
    }

    /// <summary>What <paramref name="read"/> makes of a parameter; ends the command when that is none of it.</summary>
    public static TOut Parsed<TIn, TOut>(this PSCmdlet cmdlet, TIn given, Func<TIn, TOut> read)
    {
        try
        {
            return read(given);
        }
        catch (FormatException e)
        {
            cmdlet.ThrowTerminatingError(InvalidInput("ParameterInvalid", e, given, "Get-Help shows examples."));
            throw;
        }
    }

    /// <summary>A record of wrong input, which ends the command.</summary>
    public static ErrorRecord InvalidInput(string errorId, Exception e, object? input, string action) =>
        new(e, errorId, ErrorCategory.InvalidArgument, input)
        {
            ErrorDetails = new ErrorDetails(e.Message) { RecommendedAction = action },
        };

    /// <summary>The record of a gate that got no finding at all, which does not show that anything was judged.</summary>
    public static ErrorRecord NothingJudged() =>
        new(new InvalidDataException("No finding came, and so nothing shows that anything was judged."), "NothingJudged", ErrorCategory.InvalidResult, null)
        {
            ErrorDetails = new ErrorDetails("No finding came, and so nothing shows that anything was judged.")
            {
                RecommendedAction = "Give -IncludePassed to the Test command, so that what passes is piped too.",
            },
        };

    /// <summary>The record of a report that could not be written.</summary>
    public static ErrorRecord ReportNotWritten(Exception e, object? path) =>
        new(e, "ReportNotWritten", ErrorCategory.WriteError, path)
        {
            ErrorDetails = new ErrorDetails(e.Message) { RecommendedAction = "Name a folder that is there, may be written to and has space." },
        };

    /// <summary>The record of a run that had nothing to judge on any target.</summary>
    public static ErrorRecord NothingApplies() => NothingApplies(
        "Nothing was judged: no target came, or nothing applies to any of them.", "Look at the conditions, and at the labels that Get-GoTarget gives the targets.");

    /// <summary>The same of a pipeline that gave no target.</summary>
    public static ErrorRecord NothingCame() => NothingApplies(
        "Nothing was judged: the pipeline gave no target.", "Look at the command before it. Where there is none, standard input is an empty pipe, as in some CI jobs: name the targets, such as local.");

    /// <summary>The one error of a run that failed; null when it did not.</summary>
    public static ErrorRecord? FailureOf(AuditSummary summary)
    {
        if (summary.IsGood)
        {
            return summary is { Total: 0, Targets: 0 } ? NothingJudged() : null;
        }

        var failure = new GateException(summary);
        return new ErrorRecord(
            failure, summary.Verdict == Verdict.Failed ? "FindingsFailed" : "FindingsUnknown", ErrorCategory.InvalidResult, null)
        {
            ErrorDetails = new ErrorDetails(failure.Message) { RecommendedAction = "Look at the findings; Export-GoReport and ConvertTo-GoReport behind the command have written them." },
        };
    }

    /// <summary>The absolute path of a path given on the command line, which need not exist.</summary>
    public static string FullPath(this PSCmdlet cmdlet, string path) =>
        cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath(path);

    private static string NextOf(string errorId) => errorId switch
    {
        "TargetLocked" => "Wait until the other one is done, then run the command again.",
        "TargetMovedOn" => "Audit the target again and make a new plan.",
        "FileReadOnly" => "Give its owner the right to write (chmod u+w), or mend the file by hand.",
        "FileImmutable" => "Take the attribute away (chattr -i) if nobody needs it, then run the command again.",
        "NoSpace" => "Make space on the target's file system, then run the command again.",
        "NotPermitted" => "Use an account that may change the file, or 'become' in the inventory.",
        nameof(InstallError.ArchiveUnavailable) => "Name other mirrors with -Mirror, or send the archive from here with -Via Controller.",
        nameof(InstallError.NoSum) or nameof(InstallError.NoDownloader) => "Send the archive from here with -Via Controller.",
        nameof(InstallError.Transfer) => "Run the command again; it goes on where this one ended.",
        nameof(InstallError.Occupied) => "Look at that path by hand, and move away what is in it.",
        nameof(InstallError.InUse) => "Switch to another one first with Switch-GoToolchain, or remove it all the same with -Force.",
        _ => "Read the message; Get-GoChange shows the change with its steps.",
    };

    private static ErrorCategory CategoryOf(InstallError error) => error switch
    {
        InstallError.ReleaseNotFound or InstallError.PlatformNotFound or InstallError.NotInstalled => ErrorCategory.ObjectNotFound,
        InstallError.ArchiveInvalid or InstallError.GoModInvalid => ErrorCategory.InvalidArgument,
        InstallError.NotWritable => ErrorCategory.PermissionDenied,
        InstallError.Occupied or InstallError.SeveralInstalled => ErrorCategory.ResourceExists,
        InstallError.InUse => ErrorCategory.ResourceBusy,
        InstallError.NoSpace => ErrorCategory.LimitsExceeded,
        InstallError.NoDownloader or InstallError.NoSum => ErrorCategory.NotInstalled,
        InstallError.Managed => ErrorCategory.InvalidOperation,
        InstallError.IndexUnavailable or InstallError.ArchiveUnavailable or InstallError.Transfer => ErrorCategory.ResourceUnavailable,
        _ => ErrorCategory.InvalidResult,
    };

    private static ErrorCategory CategoryOf(TargetError error) => error switch
    {
        TargetError.AuthenticationFailed or TargetError.CredentialPluginFailed => ErrorCategory.AuthenticationError,
        TargetError.HostKeyChanged or TargetError.HostKeyUnknown or TargetError.CertificateUntrusted => ErrorCategory.SecurityError,
        TargetError.BecomeFailed or TargetError.Forbidden => ErrorCategory.PermissionDenied,
        TargetError.ConnectionTimedOut or TargetError.ShellTimedOut or TargetError.TargetTimedOut => ErrorCategory.OperationTimeout,
        TargetError.ClientNotFound => ErrorCategory.NotInstalled,
        TargetError.ClientConfigInvalid => ErrorCategory.InvalidArgument,
        TargetError.OutputTooLarge => ErrorCategory.LimitsExceeded,
        TargetError.NameNotResolved or TargetError.PodNotFound or TargetError.ContainerNotFound => ErrorCategory.ObjectNotFound,
        TargetError.ContainerNotRunning => ErrorCategory.ResourceUnavailable,
        TargetError.ShellNotInImage => ErrorCategory.NotInstalled,
        _ => ErrorCategory.ConnectionError,
    };

    private static ErrorRecord NothingApplies(string message, string action) =>
        new(new InvalidDataException(message), "NothingApplies", ErrorCategory.InvalidResult, null)
        {
            ErrorDetails = new ErrorDetails(message) { RecommendedAction = action },
        };
}
