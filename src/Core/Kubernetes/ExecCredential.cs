using System.ComponentModel;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using GoEnv.Targets;

namespace GoEnv.Kubernetes;

/// <summary>What a credential plugin issued.</summary>
internal sealed record ExecCredential(string? Token, string? Certificate, string? Key, DateTimeOffset? Expires)
{
    private const int OutputLimit = 1024 * 1024;

    // A plugin may have to wait for a slow login service.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    public override string ToString() => "credential";

    /// <summary>Runs the plugin, which gets no standard input.</summary>
    public static async Task<ExecCredential> RunAsync(
        ExecPlugin plugin, KubeCluster cluster, KubeEnvironment environment, CancellationToken cancellationToken)
    {
        if (plugin.InteractiveMode == "Always")
        {
            throw Fail(plugin, "it asks for a terminal (interactiveMode Always), which this cannot give it",
                "Log in by hand, or set interactiveMode to IfAvailable or Never if the plugin can do without a terminal.");
        }

        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in plugin.Environment)
        {
            variables[name] = value;
        }

        variables["KUBERNETES_EXEC_INFO"] = Info(plugin, cluster);
        var program = Find(plugin.Command, environment) ?? throw NotFound(plugin);
        ProcessResult result;
        try
        {
            result = await ProcessRunner.RunAsync(
                [program, .. plugin.Arguments], input: null, endLine: null, Limit, OutputLimit, cancellationToken, environment: variables).ConfigureAwait(false);
        }
        catch (Win32Exception e)
        {
            throw NotFound(plugin, e);
        }

        return result switch
        {
            { End: ProcessEnd.TimedOut } => throw Fail(plugin, $"it did not end within {Limit.TotalSeconds:0} s", "Run it by hand and see what it waits for."),
            { ExitCode: not 0 } => throw Fail(plugin, $"it ended with exit code {result.ExitCode}{Said(result.Error)}", "Run it by hand, or log in with it anew."),
            _ => Parse(plugin, result.Output.Span),
        };
    }

    internal static ExecCredential Parse(ExecPlugin plugin, ReadOnlySpan<byte> output)
    {
        try
        {
            using var document = JsonDocument.Parse(output.ToArray());
            var root = document.RootElement;
            if (Text(root, "kind") != "ExecCredential" || Text(root, "apiVersion") != plugin.ApiVersion)
            {
                throw Fail(plugin, $"it answered with {Text(root, "apiVersion")} {Text(root, "kind")} and not with {plugin.ApiVersion} ExecCredential",
                    "Write the apiVersion in kubeconfig that the plugin speaks.");
            }

            var status = root.TryGetProperty("status", out var found) && found.ValueKind == JsonValueKind.Object ? found : default;
            var issued = new ExecCredential(Text(status, "token"), Text(status, "clientCertificateData"), Text(status, "clientKeyData"), ReadTime(status));
            return (issued.Certificate is null) != (issued.Key is null)
                ? throw Fail(plugin, "its answer has a client certificate or its key, and not both", "Run it by hand and read its answer.")
                : issued.Token is null && issued.Certificate is null
                ? throw Fail(plugin, "its answer has neither a token nor a client certificate with its key", "Run it by hand and read its answer.")
                : issued;
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException)
        {
            throw Fail(plugin, "its answer is not an ExecCredential in JSON", "Run it by hand; it must print one JSON object on standard output.", e);
        }
    }

    private static DateTimeOffset? ReadTime(JsonElement status) => Text(status, "expirationTimestamp") is { } time
        ? DateTimeOffset.Parse(time, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal)
        : null;

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
        && value.GetString() is { Length: > 0 } text ? text : null;

    private static string Info(ExecPlugin plugin, KubeCluster cluster)
    {
        var spec = new JsonObject { ["interactive"] = false };
        if (plugin.ProvidesClusterInfo)
        {
            var info = new JsonObject { ["server"] = cluster.Server.OriginalString };
            Add("tls-server-name", cluster.TlsServerName);
            if (cluster.SkipsTlsVerify)
            {
                info["insecure-skip-tls-verify"] = true;
            }

            Add("certificate-authority-data", cluster.CertificateAuthority is { } authority ? Convert.ToBase64String(authority.Read()) : null);
            Add("proxy-url", cluster.Proxy?.OriginalString);
            info["config"] = cluster.ExecConfig is { } config ? JsonNode.Parse(config) : null;
            spec["cluster"] = info;

            void Add(string name, string? value)
            {
                if (value is not null)
                {
                    info[name] = value;
                }
            }
        }

        return new JsonObject { ["apiVersion"] = plugin.ApiVersion, ["kind"] = "ExecCredential", ["spec"] = spec }.ToJsonString();
    }

    // The runtime would look in the current folder too, which must never decide what is run.
    private static string? Find(string command, KubeEnvironment environment)
    {
        if (Path.IsPathFullyQualified(command))
        {
            return File.Exists(command) ? command : null;
        }

        string[] endings = OperatingSystem.IsWindows() ? ["", ".exe", ".cmd", ".bat"] : [""];
        return (environment.Find("PATH") ?? string.Empty)
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Where(Path.IsPathFullyQualified)
            .SelectMany(folder => endings.Select(ending => Path.Combine(folder, command + ending)))
            .FirstOrDefault(IsProgram);
    }

    private static bool IsProgram(string path) => File.Exists(path) && (OperatingSystem.IsWindows()
        || (File.GetUnixFileMode(path) & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) != UnixFileMode.None);

    private static string Said(string error) => error.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault() is { } last
        ? $" (it says: {KubeFailure.Cut(last)})" : string.Empty;

    private static KubeException NotFound(ExecPlugin plugin, Exception? inner = null) => Fail(plugin, "it is not on PATH or cannot be started",
        plugin.InstallHint ?? $"Install {plugin.Command} and see that it is on PATH.", inner);

    private static KubeException Fail(ExecPlugin plugin, string what, string action, Exception? inner = null) =>
        new(TargetError.CredentialPluginFailed, $"the credential plugin '{plugin.Command}' of {plugin.Location} failed: {what}", action, inner);
}
