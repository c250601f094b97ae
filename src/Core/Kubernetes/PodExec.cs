using System.Net.WebSockets;
using System.Text;
using GoEnv.Targets;

namespace GoEnv.Kubernetes;

/// <summary>A container of a pod.</summary>
/// <param name="Namespace">The namespace.</param>
/// <param name="Pod">The pod.</param>
/// <param name="Container">The container.</param>
public sealed record PodContainerName(string Namespace, string Pod, string Container);

/// <summary>How an exec came to its end.</summary>
internal enum ExecEnd
{
    /// <summary>The server said how the command ended.</summary>
    Exited,

    /// <summary>The end line came.</summary>
    SawEndLine,

    /// <summary>The time was up.</summary>
    TimedOut,

    /// <summary>The command printed more than the limit.</summary>
    OutputTooLarge,

    /// <summary>The connection was gone before the server said how the command ended.</summary>
    Cut,
}

/// <summary>What a command in a container did.</summary>
/// <param name="End">How it came to its end.</param>
/// <param name="Status">The server's word on it; null when it gave none.</param>
/// <param name="Output">Standard output.</param>
/// <param name="Error">Standard error, its first and last 32 KiB.</param>
/// <param name="Protocol">The version of the protocol that the server chose.</param>
internal sealed record ExecResult(ExecEnd End, KubeStatus? Status, ReadOnlyMemory<byte> Output, string Error, string Protocol);

/// <summary>Runs commands in containers, one WebSocket each.</summary>
internal static class PodExec
{
    private const int ErrorLimit = 32 * 1024;
    private const int StatusLimit = 64 * 1024;

    // After its last line a command still has to end and the server to say so.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Runs a command. Standard input is sent and stays open: only v5 can close it, so that a command must know by itself
    /// where its input ends. <see cref="KubeException"/> when the server does not start it.
    /// </summary>
    public static async Task<ExecResult> ExecAsync(
        this KubeClient client,
        PodContainerName container,
        IReadOnlyList<string> command,
        ReadOnlyMemory<byte> input,
        string? endLine,
        TimeSpan limit,
        int outputLimit,
        CancellationToken cancellationToken,
        Action<ReadOnlyMemory<byte>>? lines = null)
    {
        var path = KubeResource.Pods.Path(container.Namespace, container.Pod, "exec")
            + $"?container={Uri.EscapeDataString(container.Container)}&stdin=true&stdout=true&stderr=true&tty=false&"
            + string.Join('&', command.Select(word => "command=" + Uri.EscapeDataString(word)));
        var request = new KubeRequest("create", "pods/exec", container.Namespace, container.Pod);
        using var timer = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timer.CancelAfter(limit);
        var reader = new ExecReader(outputLimit, endLine, lines);
        var end = ExecEnd.TimedOut;
        var protocol = "none";
        try
        {
            var connection = await ExecConnection.OpenAsync(client, request, path, timer.Token).ConfigureAwait(false);
            await using (connection.ConfigureAwait(false))
            {
                protocol = connection.Protocol;
                var feeding = FeedAsync(connection, input, timer.Token);
                end = await reader.ReadAsync(connection, timer, Grace).ConfigureAwait(false);
                await timer.CancelAsync().ConfigureAwait(false);
                await feeding.ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            end = reader.SawEndLine ? ExecEnd.SawEndLine : ExecEnd.TimedOut;
        }

        cancellationToken.ThrowIfCancellationRequested();
        return new ExecResult(end, reader.Status, reader.Output, reader.Error, protocol);
    }

    private static async Task FeedAsync(ExecConnection connection, ReadOnlyMemory<byte> input, CancellationToken cancellationToken)
    {
        try
        {
            await connection.SendAsync(input, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is WebSocketException or IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The command ended without reading it all; what it printed and its status tell what happened.
        }
    }

    /// <summary>Sorts what comes by channel.</summary>
    private sealed class ExecReader(int outputLimit, string? endLine, Action<ReadOnlyMemory<byte>>? lines)
    {
        private readonly OutputBuffer output = new(outputLimit, endLine, lines);
        private readonly ErrorBuffer error = new(ErrorLimit);
        private readonly List<byte> status = [];

        public KubeStatus? Status { get; private set; }

        public bool SawEndLine { get; private set; }

        public ReadOnlyMemory<byte> Output => output.Content;

        public string Error => error.Text;

        public async Task<ExecEnd> ReadAsync(ExecConnection connection, CancellationTokenSource timer, TimeSpan grace)
        {
            try
            {
                while (await connection.ReceiveAsync(timer.Token).ConfigureAwait(false) is { } part)
                {
                    if (Take(part) is { } end)
                    {
                        return end;
                    }

                    if (part.Channel == ExecChannel.Output && SawEndLine)
                    {
                        timer.CancelAfter(grace);
                    }
                }
            }
            catch (Exception e) when (e is WebSocketException or IOException)
            {
                // Cut, unless the end line came before.
            }

            return SawEndLine ? ExecEnd.SawEndLine : ExecEnd.Cut;
        }

        private ExecEnd? Take(ExecPart part)
        {
            switch (part.Channel)
            {
                case ExecChannel.Output when !SawEndLine:
                    var full = output.Append(part.Bytes.Span);
                    SawEndLine = full == ProcessEnd.SawEndLine;
                    return full == ProcessEnd.OutputTooLarge ? ExecEnd.OutputTooLarge : null;
                case ExecChannel.Error:
                    error.Append(part.Bytes.Span);
                    return null;
                case ExecChannel.Status:
                    status.AddRange(part.Bytes.Span);
                    if (part.IsLast || status.Count > StatusLimit)
                    {
                        Status = KubeStatus.Parse(status.ToArray())
                            ?? new KubeStatus { Status = "Failure", Message = KubeFailure.Cut(Encoding.UTF8.GetString(status.ToArray())) };
                        return SawEndLine ? ExecEnd.SawEndLine : ExecEnd.Exited;
                    }

                    return null;
                default:
                    return null; // other channels carry nothing for this side
            }
        }
    }
}
