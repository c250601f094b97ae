using GoEnv.Console;

namespace GoEnv.Tests.Console;

public sealed class LinesAheadTests
{
    [Fact]
    public void All_lines_come_in_their_order_whatever_their_length()
    {
        List<string> lines = [.. Enumerable.Range(0, 20_000).Select(i => i % 997 == 0 ? new string('x', i) : $"line {i}"), string.Empty, new string('y', 1 << 20), "last"];
        var ahead = new LinesAhead(new StringReader(string.Join('\n', lines)));
        var read = new List<string>();
        while (ahead.Take(CancellationToken.None) is { Count: > 0 } some)
        {
            read.AddRange(some);
        }

        Assert.Equal(lines, read);
        Assert.Empty(ahead.Take(CancellationToken.None));
    }

    [Fact]
    public void Little_is_read_before_it_is_asked_for()
    {
        var text = new Counting(10_000);
        var ahead = new LinesAhead(text);
        var first = ahead.Take(CancellationToken.None);
        SpinWait.SpinUntil(() => text.Waits, TimeSpan.FromMilliseconds(200));
        Assert.InRange(text.Lines, 1, 100 + first.Count);
    }

    [Fact]
    public async Task A_writer_that_says_nothing_can_be_left()
    {
        using var never = new Silent();
        var ahead = new LinesAhead(never);
        using var stop = new CancellationTokenSource();
        var take = Task.Run(() => ahead.Take(stop.Token), TestContext.Current.CancellationToken);
        await never.IsRead.Task;
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => take.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
    }

    [Fact]
    public void What_cannot_be_read_is_an_error_after_the_lines_before_it()
    {
        var ahead = new LinesAhead(new Broken());
        Assert.Equal(["one"], ahead.Take(CancellationToken.None));
        Assert.Contains("gone", Assert.Throws<IOException>(() => ahead.Take(CancellationToken.None)).Message, StringComparison.Ordinal);
    }

    private sealed class Counting(int count) : TextReader
    {
        public int Lines { get; private set; }

        public bool Waits => Lines == count;

        public override string? ReadLine() => ++Lines > count ? null : new string('x', 1000);
    }

    private sealed class Silent : TextReader
    {
        private readonly TaskCompletionSource end = new();

        public TaskCompletionSource IsRead { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override string? ReadLine()
        {
            IsRead.TrySetResult();
            end.Task.GetAwaiter().GetResult();
            return null;
        }

        protected override void Dispose(bool disposing)
        {
            end.TrySetResult();
            base.Dispose(disposing);
        }
    }

    private sealed class Broken : TextReader
    {
        private bool first = true;

        public override string? ReadLine()
        {
            if (!first)
            {
                throw new IOException("The pipe is gone.");
            }

            first = false;
            return "one";
        }
    }
}
