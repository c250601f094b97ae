using System.Globalization;
using System.Text;
using GoEnv.Connection;

namespace GoEnv;

/// <summary>What a script did: it ran, whatever its exit code.</summary>
/// <param name="ExitCode">The exit code of the shell.</param>
/// <param name="Output">Standard output.</param>
/// <param name="Error">Standard error of the target, without the client's own lines; cut to its first and last 32 KiB.</param>
public sealed record ScriptResult(int ExitCode, ReadOnlyMemory<byte> Output, string Error);

/// <summary>A script for a target.</summary>
/// <param name="Text">POSIX <c>sh</c>.</param>
/// <param name="BeginLine">A line that the script prints first; tells a shell that never came to run it from one that did.</param>
/// <param name="EndLine">A line that the script prints last; what comes after it is not waited for.</param>
public sealed record Script(string Text, string BeginLine, string EndLine)
{
    /// <summary>What the script finds on its standard input, such as an archive; null for nothing. Read once, from where it stands.</summary>
    public Stream? Input { get; init; }

    /// <summary>
    /// Takes whole lines of standard output as they come, on one thread after the other; the result then has but the beginning of the
    /// output, and the limit of the session is one of a line. Null where the output is wanted whole.
    /// </summary>
    public Action<ReadOnlyMemory<byte>>? Lines { get; init; }

    /// <summary>The time that the script may take at the least, where that is more than the session's limit.</summary>
    public TimeSpan Limit { get; init; }

    /// <summary>The command for <c>sh -c</c>: a constant that every login shell takes in single quotes.</summary>
    internal string Command => Input is null ? "eval \"$(cat)\"" : "eval \"$(dd bs=1 count=64 2>/dev/null)\"";

    /// <summary>What the shell is sent before <see cref="Input"/>: the script, or 64 bytes that read the script exactly and no byte of the input.</summary>
    internal string Sent => Input is null ? Text : Bootstrap() + Text;

    /// <summary>True when the output holds the begin line.</summary>
    public bool HasBegun(ReadOnlySpan<byte> output) => output.IndexOf(Encoding.UTF8.GetBytes(BeginLine)) >= 0;

    private string Bootstrap() => string.Create(
        CultureInfo.InvariantCulture, $"eval \"$(dd bs=1 count={Encoding.UTF8.GetByteCount(Text)} 2>/dev/null)\"").PadRight(63) + "\n";
}

/// <summary>The only input and output with a target. A session is used by one caller at a time.</summary>
public interface ISession
{
    /// <summary>The target.</summary>
    Target Target { get; }

    /// <summary>
    /// Runs a script in one round trip. <see cref="TargetException"/> when the target could not be asked or the script
    /// did not come to its end line.
    /// </summary>
    Task<ScriptResult> RunAsync(Script script, CancellationToken cancellationToken);

    /// <summary>What is known of the way to the target after <see cref="RunAsync"/>, whether it succeeded or not.</summary>
    Task<ConnectionFacts> ExamineConnectionAsync(CancellationToken cancellationToken);
}

/// <summary>Time and size limits of one target.</summary>
public sealed record SessionLimits
{
    /// <summary>From the start of the connection to the end of the key exchange; authentication has 5 s more. Default 10 s.</summary>
    public TimeSpan Connect { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Each probe on the target; default 20 s.</summary>
    public TimeSpan Probe { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>The whole of one target; default 90 s.</summary>
    public TimeSpan Total { get; init; } = TimeSpan.FromSeconds(90);

    /// <summary>The same with the time that a script needs.</summary>
    internal SessionLimits For(Script script) => script.Limit > Total ? this with { Total = script.Limit } : this;

    /// <summary>Standard output of one target, in bytes; default 16 MiB.</summary>
    public int OutputBytes { get; init; } = 16 * 1024 * 1024;
}
