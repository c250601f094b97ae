namespace GoEnv;

/// <summary>Why a target could not be asked. The names are stable: they are the error ids.</summary>
public enum TargetError
{
    /// <summary>The host name does not resolve.</summary>
    NameNotResolved,

    /// <summary>The port answers with a refusal.</summary>
    ConnectionRefused,

    /// <summary>The port does not answer, the server does not speak or does not let this side in, or the client itself hangs.</summary>
    ConnectionTimedOut,

    /// <summary>There is no route to the host.</summary>
    NetworkUnreachable,

    /// <summary>The connection failed before authentication for another reason.</summary>
    ConnectionFailed,

    /// <summary>A jump host or proxy command on the way failed.</summary>
    ProxyFailed,

    /// <summary>Client and server have no algorithm in common.</summary>
    NegotiationFailed,

    /// <summary>The host key is in no known_hosts file.</summary>
    HostKeyUnknown,

    /// <summary>The host key is another one than the known one.</summary>
    HostKeyChanged,

    /// <summary>The server accepts none of the keys and methods that were tried.</summary>
    AuthenticationFailed,

    /// <summary>The connection broke before the script ended.</summary>
    ConnectionLost,

    /// <summary>The account has no shell that runs commands.</summary>
    ShellUnavailable,

    /// <summary>The login shell did not come to run the script in time.</summary>
    ShellTimedOut,

    /// <summary>The script did not end in time.</summary>
    TargetTimedOut,

    /// <summary>The target printed more than the limit.</summary>
    OutputTooLarge,

    /// <summary><c>sudo -n</c> refused.</summary>
    BecomeFailed,

    /// <summary>The client program is not installed here.</summary>
    ClientNotFound,

    /// <summary>The client refuses its own configuration.</summary>
    ClientConfigInvalid,

    /// <summary>The server's certificate is not trusted, or is for another name.</summary>
    CertificateUntrusted,

    /// <summary>The credential plugin of kubeconfig failed.</summary>
    CredentialPluginFailed,

    /// <summary>The server knows the account and does not allow it what was asked.</summary>
    Forbidden,

    /// <summary>There is no such pod or namespace.</summary>
    PodNotFound,

    /// <summary>The pod has no such container.</summary>
    ContainerNotFound,

    /// <summary>The container does not run.</summary>
    ContainerNotRunning,

    /// <summary>The image has no <c>sh</c>.</summary>
    ShellNotInImage,

    /// <summary>The server answers that it failed.</summary>
    ServerFailed,
}

/// <summary>The target could not be asked; nothing is known of it.</summary>
public sealed class TargetException : Exception
{
    /// <summary>Declares the error; <paramref name="message"/> is one sentence that names the target.</summary>
    public TargetException(Target target, TargetError error, string message, string action, Exception? inner = null)
        : base(message, inner)
    {
        Target = target;
        Error = error;
        RecommendedAction = action;
    }

    /// <summary>The target.</summary>
    public Target Target { get; }

    /// <summary>The stable kind of error.</summary>
    public TargetError Error { get; }

    /// <summary>What to do next, in one sentence.</summary>
    public string RecommendedAction { get; }

    /// <summary>True where the target had said something before it failed.</summary>
    internal bool HadAnswered { get; init; }

    /// <summary>True where a target that is busy for a moment may be the cause, so that it may answer when it is asked again.</summary>
    internal bool MayPass => Error == TargetError.ConnectionLost || (Error == TargetError.ConnectionTimedOut && HadAnswered);

    /// <summary>True where it is about this target alone, though an error of its kind is about a whole namespace.</summary>
    internal bool IsOfOne { get; init; }

    /// <summary>The message as a clause, without the target's name.</summary>
    internal string Clause => Message[(Message.IndexOf(": ", StringComparison.Ordinal) is >= 0 and var at ? at + 2 : 0)..].TrimEnd('.');

    /// <summary>The last lines that the client or the target printed on standard error.</summary>
    public IReadOnlyList<string> Details { get; init; } = [];
}
