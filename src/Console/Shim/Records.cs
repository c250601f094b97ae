namespace System.Management.Automation;

public enum ErrorCategory
{
    NotSpecified,
    AuthenticationError,
    ConnectionError,
    InvalidArgument,
    InvalidData,
    InvalidOperation,
    InvalidResult,
    LimitsExceeded,
    NotInstalled,
    ObjectNotFound,
    OperationTimeout,
    PermissionDenied,
    ReadError,
    ResourceBusy,
    ResourceExists,
    ResourceUnavailable,
    SecurityError,
    WriteError,
}

public sealed class ErrorDetails(string message)
{
    public string Message { get; } = message;

    public string RecommendedAction { get; set; } = string.Empty;
}

public sealed class ErrorRecord(Exception exception, string errorId, ErrorCategory errorCategory, object? targetObject)
{
    public Exception Exception { get; } = exception;

    public string FullyQualifiedErrorId { get; } = errorId;

    public ErrorCategory Category { get; } = errorCategory;

    public object? TargetObject { get; } = targetObject;

    public ErrorDetails? ErrorDetails { get; set; }
}

public enum ProgressRecordType
{
    Processing,
    Completed,
}

public sealed class ProgressRecord(int activityId, string activity, string statusDescription)
{
    public int ActivityId { get; } = activityId;

    public string Activity { get; } = activity;

    public string StatusDescription { get; } = statusDescription;

    public ProgressRecordType RecordType { get; set; }

    public int PercentComplete { get; set; } = -1;
}

/// <summary>A line for the person at the terminal.</summary>
public sealed class HostInformationMessage
{
    public string Message { get; set; } = string.Empty;

    public override string ToString() => Message;
}

/// <summary>Ends a command quietly.</summary>
public sealed class PipelineStoppedException : Exception;

/// <summary>Ends a command with an error.</summary>
public sealed class TerminatingErrorException(ErrorRecord record) : Exception(record.Exception.Message, record.Exception)
{
    public ErrorRecord ErrorRecord { get; } = record;
}

public readonly record struct SwitchParameter(bool IsPresent)
{
    public static implicit operator bool(SwitchParameter value) => value.IsPresent;

    public static implicit operator SwitchParameter(bool value) => new(value);
}

public static class VerbsCommon
{
    public const string Get = "Get";
    public const string Set = "Set";
    public const string New = "New";
    public const string Switch = "Switch";
    public const string Undo = "Undo";
}

public static class VerbsLifecycle
{
    public const string Install = "Install";
    public const string Invoke = "Invoke";
    public const string Uninstall = "Uninstall";
}

public static class VerbsCommunications
{
    public const string Receive = "Receive";
}

public static class VerbsDiagnostic
{
    public const string Measure = "Measure";
    public const string Test = "Test";
    public const string Repair = "Repair";
}

public static class VerbsData
{
    public const string Compare = "Compare";
    public const string ConvertTo = "ConvertTo";
    public const string Export = "Export";
    public const string Import = "Import";
    public const string Save = "Save";
    public const string Update = "Update";
}
