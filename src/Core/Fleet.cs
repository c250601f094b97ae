using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace GoEnv;

/// <summary>Works through a stream of items side by side.</summary>
public static class Fleet
{
    /// <summary>
    /// Yields results as they finish, at most <paramref name="throttle"/> under way at once; memory does not grow with
    /// the number of items. Leaving the enumeration ends what is under way.
    /// </summary>
    public static IAsyncEnumerable<TOut> RunAsync<TIn, TOut>(
        ChannelReader<TIn> items, Func<TIn, CancellationToken, Task<TOut>> work, int throttle, CancellationToken cancellationToken) =>
        RunManyAsync(items, Once(work), throttle, cancellationToken);

    /// <summary>Work that yields one result, as work that yields any number.</summary>
    public static Func<TIn, Func<TOut, ValueTask>, CancellationToken, Task> Once<TIn, TOut>(Func<TIn, CancellationToken, Task<TOut>> work) =>
        async (item, write, stop) => await write(await work(item, stop).ConfigureAwait(false)).ConfigureAwait(false);

    /// <summary>The same for work that yields any number of results of an item, which it writes as it has them.</summary>
    public static async IAsyncEnumerable<TOut> RunManyAsync<TIn, TOut>(
        ChannelReader<TIn> items,
        Func<TIn, Func<TOut, ValueTask>, CancellationToken, Task> work,
        int throttle,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var results = Channel.CreateBounded<TOut>(throttle);
        var workers = Enumerable.Range(0, throttle).Select(_ => WorkAsync()).ToArray();
        var all = CompleteAsync();
        try
        {
            await foreach (var result in results.Reader.ReadAllAsync(stop.Token).ConfigureAwait(false))
            {
                yield return result;
            }
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await all.ConfigureAwait(false);
        }

        async Task WorkAsync()
        {
            await Task.Yield();
            await foreach (var item in items.ReadAllAsync(stop.Token).ConfigureAwait(false))
            {
                await work(item, result => results.Writer.WriteAsync(result, stop.Token), stop.Token).ConfigureAwait(false);
            }
        }

        async Task CompleteAsync()
        {
            try
            {
                await Task.WhenAll(workers).ConfigureAwait(false);
                results.Writer.Complete();
            }
            catch (Exception e)
            {
                results.Writer.Complete(e);
            }
        }
    }
}
