using System.Security.Cryptography;
using System.Text;

namespace GoEnv.Kubernetes;

/// <summary>
/// A header that stands in a request more than once. The runtime writes all values of a name into one line, behind commas, which the API server
/// takes for one value; so they are joined by a mark that nobody can know, and the mark becomes a line end on the way out. Only HTTP/1.1 has lines.
/// </summary>
internal static class RepeatedHeader
{
    private static readonly string Mark = RandomNumberGenerator.GetHexString(32, lowercase: true);
    private static readonly byte[] MarkBytes = Encoding.ASCII.GetBytes(Mark);

    /// <summary>The values of a name as the one value that the runtime is given.</summary>
    public static string Join(string name, IEnumerable<string> values) => string.Join($"{Mark}{name}: ", values);

    /// <summary>The stream of a connection on which marks become line ends.</summary>
    public static Stream Over(Stream connection) => new Lines(connection);

    private sealed class Lines(Stream inner) : Stream
    {
        private static readonly byte[] LineEnd = "\r\n"u8.ToArray();
        private static readonly byte[] HeadEnd = "\r\n\r\n"u8.ToArray();
        private static readonly byte[][] Starts = new[] { "GET ", "POST ", "PATCH ", "PUT ", "DELETE " }.Select(Encoding.ASCII.GetBytes).ToArray();

        // The head of a request, until it is whole.
        private readonly MemoryStream head = new();

        public override bool CanRead => inner.CanRead;

        public override bool CanSeek => false;

        public override bool CanWrite => inner.CanWrite;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count) => inner.Read(buffer, offset, count);

        public override int Read(Span<byte> buffer) => inner.Read(buffer);

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => inner.ReadAsync(buffer, cancellationToken);

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            if (Outgoing(buffer) is { } bytes)
            {
                inner.Write(bytes);
            }
            else
            {
                inner.Write(buffer);
            }
        }

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
            inner.WriteAsync(Outgoing(buffer.Span) is { } bytes ? bytes : buffer, cancellationToken);

        public override void Flush() => inner.Flush();

        public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override async ValueTask DisposeAsync()
        {
            await inner.DisposeAsync().ConfigureAwait(false);
            await base.DisposeAsync().ConfigureAwait(false);
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                inner.Dispose();
            }

            base.Dispose(disposing);
        }

        // Null for what is no part of a head, which goes as it is; nothing while a head is not whole.
        private byte[]? Outgoing(ReadOnlySpan<byte> buffer)
        {
            var isStart = false;
            foreach (var start in Starts)
            {
                isStart |= buffer.StartsWith(start);
            }

            if (head.Length == 0 && !isStart)
            {
                return null;
            }

            head.Write(buffer);
            var all = head.GetBuffer().AsSpan(0, (int)head.Length);
            if (all.IndexOf(HeadEnd) is var end && end < 0)
            {
                return [];
            }

            using var lines = new MemoryStream();
            for (var rest = all[..end]; ;)
            {
                var at = rest.IndexOf(MarkBytes);
                lines.Write(at < 0 ? rest : rest[..at]);
                if (at < 0)
                {
                    break;
                }

                lines.Write(LineEnd);
                rest = rest[(at + MarkBytes.Length)..];
            }

            lines.Write(all[end..]);
            head.SetLength(0);
            return lines.ToArray();
        }
    }
}
