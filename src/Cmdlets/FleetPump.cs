using System.Threading.Channels;

namespace GoEnv.Cmdlets;

/// <summary>Feeds targets from the pipeline to a fleet run and hands its results back to the pipeline thread.</summary>
internal sealed class FleetPump<T> : IDisposable
{
    private readonly CancellationTokenSource stop;
    private readonly Channel<Target> targets;
    private readonly IAsyncEnumerator<T> results;
    private Task<bool> next;

    public FleetPump(Func<Target, CancellationToken, Task<T>> work, int throttle, CancellationToken cancellationToken)
    {
        stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        targets = Channel.CreateBounded<Target>(throttle);
        results = Fleet.RunAsync(targets.Reader, work, throttle, stop.Token).GetAsyncEnumerator(CancellationToken.None);
        next = results.MoveNextAsync().AsTask();
    }

    /// <summary>Hands a target over, and yields the results that are there; waits while the fleet is busy.</summary>
    public IEnumerable<T> Post(Target target)
    {
        var posted = targets.Writer.WriteAsync(target, stop.Token).AsTask();
        while (true)
        {
            while (next.IsCompleted && Take(out var result))
            {
                yield return result;
            }

            if (posted.IsCompleted)
            {
                posted.GetAwaiter().GetResult();
                yield break;
            }

            _ = Task.WhenAny(posted, next).GetAwaiter().GetResult();
        }
    }

    /// <summary>Says that no target follows, and yields the results that are left.</summary>
    public IEnumerable<T> Complete()
    {
        targets.Writer.TryComplete();
        while (Take(out var result))
        {
            yield return result;
        }
    }

    public void Dispose()
    {
        stop.Cancel();
        ((IAsyncResult)next).AsyncWaitHandle.WaitOne();
        results.DisposeAsync().AsTask().GetAwaiter().GetResult();
        stop.Dispose();
    }

    private bool Take(out T result)
    {
        var more = next.GetAwaiter().GetResult();
        result = more ? results.Current : default!;
        if (more)
        {
            next = results.MoveNextAsync().AsTask();
        }

        return more;
    }
}
