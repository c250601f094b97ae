using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace GoEnv.Tests.Reports;

/// <summary>A receiver of OTLP over HTTP that takes the JSON encoding by the letter: a field that the protocol does not have is an error.</summary>
internal sealed class OtlpReceiver : IDisposable
{
    // Messages of opentelemetry/proto: the fields of each that may be sent here, with the message of their values.
    private static readonly Dictionary<string, Dictionary<string, string>> Messages = new()
    {
        ["logs"] = new() { ["resourceLogs"] = "ResourceLogs[]" },
        ["metrics"] = new() { ["resourceMetrics"] = "ResourceMetrics[]" },
        ["ResourceLogs"] = new() { ["resource"] = "Resource", ["scopeLogs"] = "ScopeLogs[]", ["schemaUrl"] = "string" },
        ["ResourceMetrics"] = new() { ["resource"] = "Resource", ["scopeMetrics"] = "ScopeMetrics[]", ["schemaUrl"] = "string" },
        ["Resource"] = new() { ["attributes"] = "KeyValue[]" },
        ["ScopeLogs"] = new() { ["scope"] = "Scope", ["logRecords"] = "LogRecord[]", ["schemaUrl"] = "string" },
        ["ScopeMetrics"] = new() { ["scope"] = "Scope", ["metrics"] = "Metric[]", ["schemaUrl"] = "string" },
        ["Scope"] = new() { ["name"] = "string", ["version"] = "string", ["attributes"] = "KeyValue[]" },
        ["LogRecord"] = new()
        {
            ["timeUnixNano"] = "int64", ["observedTimeUnixNano"] = "int64", ["severityNumber"] = "enum", ["severityText"] = "string",
            ["body"] = "AnyValue", ["attributes"] = "KeyValue[]", ["flags"] = "enum", ["traceId"] = "string", ["spanId"] = "string",
        },
        ["Metric"] = new() { ["name"] = "string", ["description"] = "string", ["unit"] = "string", ["gauge"] = "Gauge" },
        ["Gauge"] = new() { ["dataPoints"] = "NumberDataPoint[]" },
        ["NumberDataPoint"] = new() { ["attributes"] = "KeyValue[]", ["timeUnixNano"] = "int64", ["asInt"] = "int64", ["startTimeUnixNano"] = "int64" },
        ["KeyValue"] = new() { ["key"] = "string", ["value"] = "AnyValue" },
        ["AnyValue"] = new() { ["stringValue"] = "string" },
    };

    private readonly HttpListener listener = new();
    private readonly Task loop;

    public OtlpReceiver(params Action<HttpListenerResponse>[] answers)
    {
        using (var socket = new TcpListener(IPAddress.Loopback, 0))
        {
            socket.Start();
            Address = $"http://127.0.0.1:{((IPEndPoint)socket.LocalEndpoint).Port}";
        }

        listener.Prefixes.Add(Address + "/");
        listener.Start();
        loop = Task.Run(() => ServeAsync(new Queue<Action<HttpListenerResponse>>(answers)));
    }

    public string Address { get; }

    public List<(string Path, string? Authorization, JsonElement Body)> Requests { get; } = [];

    public IEnumerable<JsonElement> Records => Requests.Where(r => r.Path.EndsWith("/v1/logs", StringComparison.Ordinal)).SelectMany(r =>
        r.Body.GetProperty("resourceLogs")[0].GetProperty("scopeLogs")[0].GetProperty("logRecords").EnumerateArray());

    public IEnumerable<JsonElement> Points(string metric) => Requests.Where(r => r.Path.EndsWith("/v1/metrics", StringComparison.Ordinal)).SelectMany(r =>
        r.Body.GetProperty("resourceMetrics")[0].GetProperty("scopeMetrics")[0].GetProperty("metrics").EnumerateArray())
        .Where(m => m.GetProperty("name").GetString() == metric).SelectMany(m => m.GetProperty("gauge").GetProperty("dataPoints").EnumerateArray());

    public static string? Attribute(JsonElement item, string key) => item.GetProperty("attributes").EnumerateArray()
        .Where(a => a.GetProperty("key").GetString() == key).Select(a => a.GetProperty("value").GetProperty("stringValue").GetString()).FirstOrDefault();

    public void Dispose()
    {
        listener.Close();
        loop.GetAwaiter().GetResult();
    }

    private async Task ServeAsync(Queue<Action<HttpListenerResponse>> answers)
    {
        while (true)
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

            using var reader = new StreamReader(context.Request.InputStream, new UTF8Encoding(false, true));
            var body = JsonDocument.Parse(await reader.ReadToEndAsync()).RootElement;
            Requests.Add((context.Request.Url!.AbsolutePath, context.Request.Headers["Authorization"], body));
            var problem = context.Request.ContentType != "application/json" ? "the content type" : Check(context.Request.Url.Segments[^1], body);
            if (problem is not null)
            {
                Fail(400, problem)(context.Response);
            }
            else if (answers.TryDequeue(out var answer))
            {
                answer(context.Response);
            }
            else
            {
                Say("{}")(context.Response);
            }

            try
            {
                context.Response.Close();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    public static Action<HttpListenerResponse> Fail(int status, string text, string? retryAfter = null) => response =>
    {
        response.StatusCode = status;
        if (retryAfter is not null)
        {
            response.AddHeader("Retry-After", retryAfter);
        }

        response.OutputStream.Write(Encoding.UTF8.GetBytes(text));
    };

    public static Action<HttpListenerResponse> Say(string json) => response => response.OutputStream.Write(Encoding.UTF8.GetBytes(json));

    private static string? Check(string message, JsonElement value)
    {
        if (message.EndsWith("[]", StringComparison.Ordinal))
        {
            return value.ValueKind != JsonValueKind.Array ? $"{message} is no list" : value.EnumerateArray().Select(item => Check(message[..^2], item)).FirstOrDefault(p => p is not null);
        }

        if (message is "string" or "int64" or "enum")
        {
            var fits = message == "enum" ? value.TryGetInt32(out _) : value.ValueKind == JsonValueKind.String && (message == "string" || long.TryParse(value.GetString(), out _));
            return fits ? null : $"{value} is no {message}";
        }

        return value.ValueKind != JsonValueKind.Object
            ? $"{message} is no object"
            : value.EnumerateObject().Select(member => Messages[message].TryGetValue(member.Name, out var of) ? Check(of, member.Value) : $"{message} has no '{member.Name}'")
                .FirstOrDefault(p => p is not null);
    }
}
