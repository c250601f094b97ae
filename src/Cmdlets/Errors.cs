using System.Management.Automation;
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

    /// <summary>The record of a toolchain that could not be changed; its id is the name of the <see cref="InstallError"/>.</summary>
    public static ErrorRecord ToErrorRecord(this InstallException e, object? subject) =>
        new(e, e.Error.ToString(), CategoryOf(e.Error), subject)
        {
            ErrorDetails = new ErrorDetails(e.Message) { RecommendedAction = e.RecommendedAction },
        };

    /// <summary>A record of wrong input, which ends the command.</summary>
    public static ErrorRecord InvalidInput(string errorId, Exception e, object? input, string action) =>
        new(e, errorId, ErrorCategory.InvalidArgument, input)
        {
            ErrorDetails = new ErrorDetails(e.Message) { RecommendedAction = action },
        };

    /// <summary>The absolute path of a path given on the command line, which need not exist.</summary>
    public static string FullPath(this PSCmdlet cmdlet, string path) =>
        cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath(path);

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
        TargetError.AuthenticationFailed => ErrorCategory.AuthenticationError,
        TargetError.HostKeyChanged or TargetError.HostKeyUnknown => ErrorCategory.SecurityError,
        TargetError.BecomeFailed => ErrorCategory.PermissionDenied,
        TargetError.ConnectionTimedOut or TargetError.ShellTimedOut or TargetError.TargetTimedOut => ErrorCategory.OperationTimeout,
        TargetError.ClientNotFound => ErrorCategory.NotInstalled,
        TargetError.ClientConfigInvalid => ErrorCategory.InvalidArgument,
        TargetError.OutputTooLarge => ErrorCategory.LimitsExceeded,
        TargetError.NameNotResolved => ErrorCategory.ObjectNotFound,
        _ => ErrorCategory.ConnectionError,
    };
}
