using System.Management.Automation;
using GoEnv.Kubernetes;

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

    /// <summary>A record of wrong input, which ends the command.</summary>
    public static ErrorRecord InvalidInput(string errorId, Exception e, object? input, string action) =>
        new(e, errorId, ErrorCategory.InvalidArgument, input)
        {
            ErrorDetails = new ErrorDetails(e.Message) { RecommendedAction = action },
        };

    /// <summary>The absolute path of a path given on the command line, which need not exist.</summary>
    public static string FullPath(this PSCmdlet cmdlet, string path) =>
        cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath(path);

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
}
