using System.Net;
using System.Net.Sockets;
using GoEnv.Modules;

namespace GoEnv.Tests.Modules;

public sealed class ProxyProbeTests
{
    public static TheoryData<string> Shells => [.. Probing.AllShells];

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task Tells_the_answers_of_proxies_apart(string shell)
    {
        Assert.SkipUnless(File.Exists("/usr/bin/curl"), "curl is not on this machine");
        using var server = new Server();
        using var target = new Probing();
        target.Write(".netrc", "machine 127.0.0.1 login u password S3CRETvalue\n");
        target.Write("files/golang.org/x/text/@v/list", "v0.3.0\n");
        target.Variables["GOSUMDB"] = "off";
        target.Variables["GOPROXY"] = string.Join('|', "good,gone,missing,broken,page,closed".Split(',').Select(name => $"{server.Url}/{name}"))
            + $"|http://u:S3CRETvalue@127.0.0.1:{server.Port}/closed|http://127.0.0.1:{Server.FreePort()}|file://{target.Home}/files|direct|http://never.example";

        var (facts, raw) = await target.RunAsync(new ModuleProxyProbe(), shell);

        Assert.Equal([200, 410, 404, 500, 200, 401, 401, null], facts.Proxies.Select(proxy => proxy.Status));
        Assert.Equal("v0.3.0", facts.Proxies[0].FirstLine);
        Assert.True(facts.Proxies[4].IsPage);
        Assert.True(facts.Proxies[6].HasCredentials);
        Assert.Equal(ProxyFault.Refused, facts.Proxies[7].Fault);
        Assert.True(facts.ChecksumDatabase.IsAbsent);
        Assert.DoesNotContain("S3CRETvalue", raw, StringComparison.Ordinal);
        Assert.False(server.SawCredentials);
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task Asks_the_database_through_the_proxy_that_serves_it(string shell)
    {
        Assert.SkipUnless(File.Exists("/usr/bin/curl"), "curl is not on this machine");
        using var server = new Server();
        using var target = new Probing();
        target.Variables["GOPROXY"] = $"file://{target.Home},{server.Url}/good,off";
        var (facts, _) = await target.RunAsync(new ModuleProxyProbe(), shell);
        Assert.Equal(404, facts.Proxies[0].Status);
        Assert.Equal($"{server.Url}/good/sumdb/sum.golang.org", facts.ChecksumDatabase.Value.Url);
        Assert.Equal("go.sum database tree", facts.ChecksumDatabase.Value.FirstLine);
    }

    [Fact]
    public async Task A_proxy_that_is_down_makes_the_database_unknown()
    {
        using var target = new Probing();
        target.Variables["GOPROXY"] = $"http://127.0.0.1:{Server.FreePort()},direct";
        var (facts, _) = await target.RunAsync(new ModuleProxyProbe());
        Assert.True(facts.ChecksumDatabase.IsUnknown);
    }

    [Fact]
    public async Task Wget_does_where_there_is_no_curl()
    {
        const string wget = "/usr/bin/wget";
        Assert.SkipUnless(File.Exists(wget), $"{wget} is not on this machine");
        using var server = new Server();
        using var target = new Probing();
        target.Write(".netrc", "machine 127.0.0.1 login u password S3CRETvalue\n");
        Tools(target, "base64 od tr sed tail head sleep uname id wc stat env setsid sh");
        File.CreateSymbolicLink(Path.Combine(target.Home, "bin", "wget"), wget);
        target.Variables["GOSUMDB"] = "off";
        target.Variables["GOPROXY"] = $"{server.Url}/good|{server.Url}/missing|{server.Url}/page|{server.Url}/closed|http://127.0.0.1:{Server.FreePort()}";
        var (facts, _) = await target.RunAsync(new ModuleProxyProbe());
        Assert.Equal([200, 404, 200, 401, null], facts.Proxies.Select(proxy => proxy.Status));
        Assert.Equal([false, false, true, false, false], facts.Proxies.Select(proxy => proxy.IsPage));
        Assert.Equal(ProxyFault.Refused, facts.Proxies[4].Fault);
        Assert.False(server.SawCredentials);
    }

    [Fact]
    public async Task Without_curl_and_wget_nothing_is_known()
    {
        using var target = new Probing();
        Tools(target, "base64 od tr sed tail head sleep uname id wc stat env setsid sh");
        var (facts, _) = await target.RunAsync(new ModuleProxyProbe());
        Assert.True(facts.Tool.IsUnknown);
        Assert.Equal(ProxyFault.NotAsked, Assert.Single(facts.Proxies).Fault);
    }

    private static void Tools(Probing target, string names)
    {
        var folder = Directory.CreateDirectory(Path.Combine(target.Home, "bin")).FullName;
        foreach (var name in names.Split(' '))
        {
            var path = new[] { "/usr/bin/", "/bin/" }.Select(root => root + name).FirstOrDefault(File.Exists);
            if (path is not null)
            {
                File.CreateSymbolicLink(Path.Combine(folder, name), path);
            }
        }

        target.Variables["PATH"] = folder;
    }

    /// <summary>A small web server that plays proxies of every mood.</summary>
    private sealed class Server : IDisposable
    {
        private readonly HttpListener listener = new();
        private readonly Task loop;

        public Server()
        {
            Port = FreePort();
            listener.Prefixes.Add(Url + "/");
            listener.Start();
            loop = Task.Run(ServeAsync);
        }

        public int Port { get; }

        public string Url => $"http://127.0.0.1:{Port}";

        public bool SawCredentials { get; private set; }

        public static int FreePort()
        {
            using var socket = new TcpListener(IPAddress.Loopback, 0);
            socket.Start();
            return ((IPEndPoint)socket.LocalEndpoint).Port;
        }

        public void Dispose()
        {
            listener.Close();
            loop.Wait();
        }

        private async Task ServeAsync()
        {
            while (listener.IsListening)
            {
                HttpListenerContext context;
                try
                {
                    context = await listener.GetContextAsync();
                }
                catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
                {
                    return;
                }

                SawCredentials |= context.Request.Headers["Authorization"] is not null;
                var path = context.Request.Url!.AbsolutePath;
                var (status, type, body) = path switch
                {
                    "/good/golang.org/x/text/@v/list" => (200, "text/plain", "v0.3.0\nv0.14.0\n"),
                    "/good/sumdb/sum.golang.org/supported" => (200, "text/plain", string.Empty),
                    "/good/sumdb/sum.golang.org/latest" => (200, "text/plain", "go.sum database tree\n42\n"),
                    _ when path.StartsWith("/gone/", StringComparison.Ordinal) => (410, "text/plain", "gone"),
                    _ when path.StartsWith("/broken/", StringComparison.Ordinal) => (500, "text/plain", "oops"),
                    _ when path.StartsWith("/page/", StringComparison.Ordinal) => (200, "text/html", "<!doctype html><html></html>"),
                    _ when path.StartsWith("/closed/", StringComparison.Ordinal) => (401, "text/plain", "who are you"),
                    _ => (404, "text/plain", "not found"),
                };
                context.Response.StatusCode = status;
                context.Response.ContentType = type;
                context.Response.Close(System.Text.Encoding.UTF8.GetBytes(body), willBlock: true);
            }
        }
    }
}
