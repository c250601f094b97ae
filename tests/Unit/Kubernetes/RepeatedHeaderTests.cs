using System.Text;
using GoEnv.Kubernetes;

namespace GoEnv.Tests.Kubernetes;

public sealed class RepeatedHeaderTests
{
    private static readonly KubeConnection Connection = new(new KubeContext("x", "c", "u", "default", "config:1"), new KubeCluster("c", new Uri("https://a"), "config:2"), new KubeUser("u", "config:3"));

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(64)]
    [InlineData(100_000)]
    public async Task Each_value_stands_on_a_line_of_its_own_however_the_request_is_cut(int size)
    {
        var request = $"PATCH /x HTTP/1.1\r\nImpersonate-Group: {RepeatedHeader.Join("Impersonate-Group", ["a", "b, c", "d"])}\r\nContent-Length: 4\r\n\r\nbody";
        var sent = Encoding.UTF8.GetBytes(request);
        using var inner = new MemoryStream();
        await using (var stream = RepeatedHeader.Over(inner))
        {
            for (var round = 0; round < 2; round++)
            {
                // The head of each request begins with a write of its own, and so does what follows it.
                var head = request.IndexOf("body", StringComparison.Ordinal);
                for (var at = 0; at < head; at += size)
                {
                    await stream.WriteAsync(sent.AsMemory(at, Math.Min(size < 5 && at == 0 ? 6 : size, head - at)), TestContext.Current.CancellationToken);
                    at += size < 5 && at == 0 ? 6 - size : 0;
                }

                stream.Write(sent.AsSpan(head));
            }

            const string Expected = "PATCH /x HTTP/1.1\r\nImpersonate-Group: a\r\nImpersonate-Group: b, c\r\nImpersonate-Group: d\r\nContent-Length: 4\r\n\r\nbody";
            Assert.Equal(Expected + Expected, Encoding.UTF8.GetString(inner.ToArray()));
        }
    }

    [Fact]
    public void What_is_no_head_goes_as_it_is()
    {
        using var inner = new MemoryStream();
        using var stream = RepeatedHeader.Over(inner);
        byte[] frame = [0x82, 0x84, 1, 2, 3, 4, 5, 6, 7, 8];
        stream.Write(frame);
        Assert.Equal(frame, inner.ToArray());
    }

    [Fact]
    public void One_acts_as_each_of_several_groups_and_not_as_one_of_a_long_name()
    {
        using var message = Message(new Impersonation("bob", "7", ["a", "b"], [("reason", "x"), ("reason", "y"), ("Sco/pe", "z")]));
        Assert.Equal(new Version(1, 1), message.Version);
        Assert.Equal([RepeatedHeader.Join("Impersonate-Group", ["a", "b"])], message.Headers.GetValues("Impersonate-Group"));
        Assert.Equal([RepeatedHeader.Join("Impersonate-Extra-reason", ["x", "y"])], message.Headers.GetValues("Impersonate-Extra-reason"));
        Assert.Equal(["z"], message.Headers.GetValues("Impersonate-Extra-sco%2Fpe"));
        using var simple = Message(new Impersonation("bob", null, ["a"], []));
        Assert.Equal(new Version(2, 0), simple.Version);
        Assert.Equal(["a"], simple.Headers.GetValues("Impersonate-Group"));
    }

    private static HttpRequestMessage Message(Impersonation other)
    {
        var message = new HttpRequestMessage(HttpMethod.Get, "https://a/x") { Version = new Version(2, 0) };
        KubeHeaders.Add(message, Connection with { User = Connection.User with { As = other } }, new KubeIdentity(null, null));
        return message;
    }
}
