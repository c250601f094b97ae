using System.Diagnostics;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace GoEnv.Tests.Reports;

/// <summary>A headless Chromium with one page, driven by its own protocol; it ends with the object.</summary>
internal sealed class Chromium : IAsyncDisposable
{
    private readonly Process process;
    private readonly string profile;
    private readonly ClientWebSocket socket = new();
    private readonly List<string> events = [];
    private int last;
    private string? session;
    private bool loaded;

    private Chromium(Process process, string profile)
    {
        this.process = process;
        this.profile = profile;
    }

    /// <summary>The page's requests, console errors, exceptions and policy violations so far, but the page itself.</summary>
    public IReadOnlyList<string> Events => events;

    /// <summary>Starts it; the test is skipped where it is not installed.</summary>
    public static async Task<Chromium> StartAsync(CancellationToken stop)
    {
        const string Program = "/usr/bin/chromium";
        Assert.SkipUnless(File.Exists(Program), "chromium is not installed");
        var data = Directory.CreateTempSubdirectory("goenv-chromium-").FullName;
        var start = new ProcessStartInfo(Program) { RedirectStandardError = true, RedirectStandardOutput = true, UseShellExecute = false };
        string[] arguments =
        [
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
            "--disable-component-update", "--disable-sync", "--remote-debugging-port=0", $"--user-data-dir={data}", "--window-size=1280,900", "about:blank",
        ];
        Array.ForEach(arguments, start.ArgumentList.Add);
        var browser = new Chromium(Process.Start(start)!, data);
        while (await browser.process.StandardError.ReadLineAsync(stop) is { } line)
        {
            if (line.StartsWith("DevTools listening on ", StringComparison.Ordinal))
            {
                _ = browser.process.StandardError.ReadToEndAsync(stop);
                await browser.socket.ConnectAsync(new Uri(line["DevTools listening on ".Length..]), stop);
                await browser.AttachAsync(stop);
                return browser;
            }
        }

        await browser.DisposeAsync();
        throw new InvalidOperationException("Chromium did not start.");
    }

    /// <summary>Opens a file and waits until it is loaded.</summary>
    public async Task OpenAsync(string path, CancellationToken stop)
    {
        loaded = false;
        await SendAsync("Page.navigate", new { url = new Uri(path).AbsoluteUri }, stop);
        while (!loaded)
        {
            Note(await ReceiveAsync(stop));
        }
    }

    /// <summary>The value of an expression, awaited.</summary>
    public async Task<JsonNode?> EvaluateAsync(string expression, CancellationToken stop)
    {
        var answer = await SendAsync("Runtime.evaluate", new { expression, awaitPromise = true, returnByValue = true }, stop);
        Assert.Null(answer?["exceptionDetails"]?.ToJsonString());
        return answer?["result"]?["value"];
    }

    /// <summary>Calls a method of the page and returns its result.</summary>
    public async Task<JsonNode?> SendAsync(string method, object parameters, CancellationToken stop)
    {
        var id = ++last;
        var message = JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, object?>
        {
            ["id"] = id, ["method"] = method, ["params"] = parameters, ["sessionId"] = session,
        }.Where(member => member.Value is not null).ToDictionary());
        await socket.SendAsync(message, WebSocketMessageType.Text, true, stop);
        while (true)
        {
            var answer = await ReceiveAsync(stop);
            if ((int?)answer["id"] == id)
            {
                Assert.Null(answer["error"]?.ToJsonString());
                return answer["result"];
            }

            Note(answer);
        }
    }

    public async ValueTask DisposeAsync()
    {
        socket.Dispose();
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
        for (var attempt = 0; Directory.Exists(profile) && attempt < 50; attempt++)
        {
            try
            {
                Directory.Delete(profile, recursive: true);
            }
            catch (IOException)
            {
                await Task.Yield(); // its children close their files
            }
        }
    }

    private async Task AttachAsync(CancellationToken stop)
    {
        var target = await SendAsync("Target.createTarget", new { url = "about:blank" }, stop);
        var attached = await SendAsync("Target.attachToTarget", new { targetId = (string)target!["targetId"]!, flatten = true }, stop);
        session = (string)attached!["sessionId"]!;
        foreach (var domain in new[] { "Page", "Runtime", "Log", "Network", "Audits" })
        {
            await SendAsync(domain + ".enable", new { }, stop);
        }
    }

    private async Task<JsonNode> ReceiveAsync(CancellationToken stop)
    {
        using var message = new MemoryStream();
        var buffer = new byte[1 << 16];
        WebSocketReceiveResult part;
        do
        {
            part = await socket.ReceiveAsync(buffer, stop);
            message.Write(buffer, 0, part.Count);
        }
        while (!part.EndOfMessage);
        return JsonNode.Parse(message.ToArray())!;
    }

    private void Note(JsonNode message)
    {
        loaded |= (string?)message["method"] == "Page.loadEventFired";
        var what = (string?)message["method"] switch
        {
            "Network.requestWillBeSent" when (string?)message["params"]!["type"] != "Document" => "request " + (string?)message["params"]!["request"]!["url"],
            "Runtime.exceptionThrown" or "Runtime.consoleAPICalled" or "Log.entryAdded" or "Audits.issueAdded" => message.ToJsonString(),
            _ => null,
        };
        if (what is not null)
        {
            events.Add(what);
        }
    }
}
