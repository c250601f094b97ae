using System.Threading.Channels;

namespace GoEnv.Tests.Core;

public sealed class FleetTests
{
    [Fact]
    public async Task Results_stream_out_as_they_finish()
    {
        var gates = Enumerable.Range(0, 3).Select(_ => new TaskCompletionSource()).ToArray();
        var results = Fleet.RunAsync<int, int>(Items(3), async (i, _) => { await gates[i].Task; return i; }, 3, default).GetAsyncEnumerator();
        foreach (var i in (int[])[2, 0, 1])
        {
            gates[i].SetResult();
            Assert.True(await results.MoveNextAsync());
            Assert.Equal(i, results.Current);
        }

        Assert.False(await results.MoveNextAsync());
        await results.DisposeAsync();
    }

    [Fact]
    public async Task Work_that_yields_many_results_streams_them()
    {
        var gate = new TaskCompletionSource();
        var results = Fleet.RunManyAsync<int, int>(
            Items(1),
            async (_, write, _) =>
            {
                await write(1);
                await gate.Task;
                await write(2);
            },
            3,
            default).GetAsyncEnumerator();
        Assert.True(await results.MoveNextAsync());
        Assert.Equal(1, results.Current);
        gate.SetResult();
        Assert.True(await results.MoveNextAsync());
        Assert.False(await results.MoveNextAsync());
        await results.DisposeAsync();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task No_more_than_the_throttle_is_under_way(int throttle)
    {
        int now = 0, most = 0, count = 0;
        var results = Fleet.RunAsync<int, int>(
            Items(50),
            async (i, _) =>
            {
                InterlockedMax(ref most, Interlocked.Increment(ref now));
                await Task.Yield();
                Interlocked.Decrement(ref now);
                return i;
            },
            throttle,
            default);
        await foreach (var _ in results)
        {
            count++;
        }

        Assert.Equal(50, count);
        Assert.InRange(most, 1, throttle);
    }

    [Fact]
    public async Task A_slow_reader_holds_the_work_back()
    {
        var begun = 0;
        var results = Fleet.RunAsync<int, int>(Items(100), (i, _) => { Interlocked.Increment(ref begun); return Task.FromResult(i); }, 2, default);
        await foreach (var _ in results)
        {
            break;
        }

        Assert.InRange(begun, 1, 6);
    }

    [Fact]
    public async Task Leaving_early_cancels_what_is_under_way()
    {
        var (begun, cancelled) = (0, 0);
        var others = new TaskCompletionSource();
        var results = Fleet.RunAsync<int, int>(
            Items(10),
            async (i, token) =>
            {
                if (i > 0 && Interlocked.Increment(ref begun) == 3)
                {
                    others.SetResult();
                }

                try
                {
                    await (i == 0 ? others.Task : Task.Delay(Timeout.Infinite, token));
                }
                catch (OperationCanceledException)
                {
                    Interlocked.Increment(ref cancelled);
                    throw;
                }

                return i;
            },
            4,
            default);
        await foreach (var _ in results)
        {
            break;
        }

        Assert.InRange(cancelled, 3, 4);
    }

    [Fact]
    public async Task A_failure_of_the_work_reaches_the_reader()
    {
        var results = Fleet.RunAsync<int, int>(Items(3), (_, _) => throw new InvalidOperationException("broken"), 2, default).GetAsyncEnumerator();
        Assert.Equal("broken", (await Assert.ThrowsAsync<InvalidOperationException>(() => results.MoveNextAsync().AsTask())).Message);
        await results.DisposeAsync();
    }

    [Fact]
    public async Task Cancellation_ends_it()
    {
        using var stop = new CancellationTokenSource();
        var results = Fleet.RunAsync<int, int>(
            Items(3), async (i, token) => { await stop.CancelAsync(); await Task.Delay(Timeout.Infinite, token); return i; }, 2, stop.Token).GetAsyncEnumerator();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => results.MoveNextAsync().AsTask());
        await results.DisposeAsync();
    }

    private static ChannelReader<int> Items(int count)
    {
        var items = Channel.CreateUnbounded<int>();
        for (var i = 0; i < count; i++)
        {
            items.Writer.TryWrite(i);
        }

        items.Writer.Complete();
        return items.Reader;
    }

    private static void InterlockedMax(ref int most, int value)
    {
        for (var seen = most; value > seen; seen = Interlocked.CompareExchange(ref most, value, seen))
        {
        }
    }
}
