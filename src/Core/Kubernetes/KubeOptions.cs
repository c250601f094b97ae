namespace GoEnv.Kubernetes;

/// <summary>Limits of the conversation with an API server.</summary>
public sealed record KubeOptions
{
    /// <summary>From the start of a connection to the end of its TLS handshake; default 10 s.</summary>
    public TimeSpan Connect { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>One answer, a chunk of a list as well as a small object, from request to last byte; default 30 s.</summary>
    public TimeSpan Answer { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The largest answer in bytes; default 64 MiB.</summary>
    public int AnswerBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>How many objects a chunk of a list holds; default 500, as kubectl asks for.</summary>
    public int ChunkSize { get; init; } = 500;

    /// <summary>How often a request is tried again; default 5.</summary>
    public int Retries { get; init; } = 5;

    /// <summary>Requests a second beyond the first <see cref="Burst"/>; default 50.</summary>
    public int RequestsPerSecond { get; init; } = 50;

    /// <summary>Requests that go out at once; default 100.</summary>
    public int Burst { get; init; } = 100;
}

/// <summary>Lets a burst of requests through at once and the others at a rate.</summary>
internal sealed class KubeRateLimit(KubeOptions options, TimeProvider clock)
{
    private readonly object gate = new();
    private double tokens = options.Burst;
    private long last = clock.GetTimestamp();

    /// <summary>Waits until the next request may go out; in the order in which it was called.</summary>
    public Task WaitAsync(CancellationToken cancellationToken)
    {
        TimeSpan delay;
        lock (gate)
        {
            var now = clock.GetTimestamp();
            tokens = Math.Min(options.Burst, tokens + (clock.GetElapsedTime(last, now).TotalSeconds * options.RequestsPerSecond)) - 1;
            last = now;
            delay = tokens >= 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(-tokens / options.RequestsPerSecond);
        }

        return delay == TimeSpan.Zero ? Task.CompletedTask : Task.Delay(delay, clock, cancellationToken);
    }
}
