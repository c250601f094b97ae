using System.Threading.Channels;

namespace GoEnv.Cmdlets;

/// <summary>Feeds items, as a rule targets, from the pipeline to a fleet run and hands its results back to the pipeline thread.</summary>
internal sealed class FleetPump<TIn, TOut> : IDisposable
{
    private const int TickMilliseconds = 300;

    private readonly CancellationTokenSource stop;
    private readonly Channel<TIn> items;
    private readonly IAsyncEnumerator<TOut> results;
    private readonly Action? tick;
    private Task<bool> next;

    /// <summary><paramref name="tick"/> is called a few times a second on the thread that waits for results.</summary>
    public FleetPump(Func<TIn, CancellationToken, Task<TOut>> work, int throttle, CancellationToken cancellationToken, Action? tick = null)
        : this(Fleet.Once(work), throttle, cancellationToken, tick)
    {
    }

    /// <summary>The same for work that yields any number of results of an item.</summary>
    public FleetPump(Func<TIn, Func<TOut, ValueTask>, CancellationToken, Task> work, int throttle, CancellationToken cancellationToken, Action? tick = null)
    {
        this.tick = tick;
        stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        items = Channel.CreateBounded<TIn>(throttle);
        results = Fleet.RunManyAsync(items.Reader, work, throttle, stop.Token).GetAsyncEnumerator(CancellationToken.None);
        next = results.MoveNextAsync().AsTask();
    }

    /// <summary>Hands an item over, and yields the results that are there; waits while the fleet is busy.</summary>
    public IEnumerable<TOut> Post(TIn item)
    {
        var posted = items.Writer.WriteAsync(item, stop.Token).AsTask();
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

            Wait(posted, next);
        }
    }

    /// <summary>Says that no item follows, and yields the results that are left.</summary>
    public IEnumerable<TOut> Complete()
    {
        items.Writer.TryComplete();
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

    private bool Take(out TOut result)
    {
        while (tick is not null && !next.IsCompleted)
        {
            Wait(next);
        }

        var more = next.GetAwaiter().GetResult();
        result = more ? results.Current : default!;
        if (more)
        {
            next = results.MoveNextAsync().AsTask();
        }

        return more;
    }

    private void Wait(params Task[] tasks)
    {
        _ = Task.WhenAny(tick is null ? tasks : [.. tasks, Task.Delay(TickMilliseconds, CancellationToken.None)]).GetAwaiter().GetResult();
        tick?.Invoke();
    }
}
