using System.Text.Json;
using GoEnv.Kubernetes;
using GoEnv.Tests.ApiServer;

namespace GoEnv.Tests.Kubernetes;

/// <summary>Real programs as credential plugins.</summary>
public sealed class CredentialPluginTests : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("goenv-plugin-").FullName;
    private readonly StandInServer server = new();

    public async ValueTask InitializeAsync()
    {
        await server.StartAsync();
        server.Tokens["token-1"] = new ClusterUser("admin", ["system:masters"]);
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData("v1")]
    [InlineData("v1beta1")]
    public async Task A_plugin_runs_once_and_is_told_of_the_cluster(string version)
    {
        using var clients = Clients(version, Issue(version, "token-1"), "provideClusterInfo: true");
        await AskAsync(clients);
        await AskAsync(clients);
        Assert.Equal(1, Runs());
        using var info = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "info")));
        Assert.Equal("client.authentication.k8s.io/" + version, info.RootElement.GetProperty("apiVersion").GetString());
        var spec = info.RootElement.GetProperty("spec");
        Assert.False(spec.GetProperty("interactive").GetBoolean());
        Assert.Equal(server.Address, spec.GetProperty("cluster").GetProperty("server").GetString());
        Assert.Equal("a b;c", await File.ReadAllTextAsync(Path.Combine(folder, "arguments")));
    }

    [Fact]
    public async Task A_token_that_is_over_or_refused_is_renewed()
    {
        var over = DateTimeOffset.UtcNow.AddSeconds(-1).ToString("yyyy-MM-ddTHH:mm:ssZ");
        using var expiring = Clients("v1", Issue("v1", "token-1", over));
        await AskAsync(expiring);
        await AskAsync(expiring);
        Assert.Equal(2, Runs());

        File.Delete(Path.Combine(folder, "runs"));
        using var refused = Clients("v1", Issue("v1", "token-$(wc -c <\"$here/runs\" | tr -d ' ')")); // token-2, then token-4
        server.Tokens["token-2"] = server.Tokens["token-1"];
        await AskAsync(refused);
        server.Tokens.Clear();
        server.Tokens["token-4"] = new ClusterUser("admin", ["system:masters"]);
        await AskAsync(refused);
        Assert.Equal(2, Runs());
        server.Tokens.Clear();
        Assert.Equal(TargetError.AuthenticationFailed, (await Assert.ThrowsAsync<KubeException>(() => AskAsync(refused))).Error);
        Assert.Equal(3, Runs());
    }

    [Fact]
    public async Task A_plugin_may_issue_a_client_certificate()
    {
        var (certificate, key) = server.Pki.Client("carol", "system:masters");
        var answer = JsonSerializer.Serialize(new
        {
            kind = "ExecCredential",
            apiVersion = "client.authentication.k8s.io/v1",
            status = new { clientCertificateData = certificate, clientKeyData = key },
        });
        await File.WriteAllTextAsync(Path.Combine(folder, "answer"), answer);
        using var clients = Clients("v1", "cat \"$here/answer\"");
        await AskAsync(clients);
        Assert.EndsWith(" carol", server.Requests.Last(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("echo 'no login: run sso' >&2; exit 3", "exit code 3 (it says: no login: run sso)")]
    [InlineData("echo hello", "its answer is not an ExecCredential")]
    public async Task A_plugin_that_fails_is_named_with_what_it_says(string body, string words)
    {
        using var clients = Clients("v1", body);
        var e = await Assert.ThrowsAsync<KubeException>(() => AskAsync(clients));
        Assert.Equal(TargetError.CredentialPluginFailed, e.Error);
        Assert.Contains(words, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plugin_that_is_not_there_or_wants_a_terminal_is_refused_with_its_hint()
    {
        using var missing = Write("command: no-such-plugin\ninstallHint: Install it from the shop.", "v1");
        Assert.Equal("Install it from the shop.", (await Assert.ThrowsAsync<KubeException>(() => AskAsync(missing))).RecommendedAction);
        using var always = Write("command: sh", "v1", "Always");
        Assert.Contains("asks for a terminal", (await Assert.ThrowsAsync<KubeException>(() => AskAsync(always))).Message, StringComparison.Ordinal);
    }

    private static Task AskAsync(KubeClients clients) => clients.Open().VersionAsync(default);

    private long Runs() => new FileInfo(Path.Combine(folder, "runs")).Length / 2;

    private static string Issue(string version, string token, string? expires = null) =>
        $"echo \"{{\\\"kind\\\":\\\"ExecCredential\\\",\\\"apiVersion\\\":\\\"client.authentication.k8s.io/{version}\\\",\\\"status\\\":{{\\\"token\\\":\\\"{token}\\\""
        + (expires is null ? string.Empty : $",\\\"expirationTimestamp\\\":\\\"{expires}\\\"") + "}}\"";

    private KubeClients Clients(string version, string body, string more = "provideClusterInfo: false")
    {
        var plugin = Path.Combine(folder, "plugin");
        File.WriteAllText(plugin, $"#!/bin/sh\nhere={folder}\necho x >>\"$here/runs\"\nprintf '%s' \"$KUBERNETES_EXEC_INFO\" >\"$here/info\"\n"
            + $"printf '%s' \"$1;$EXTRA\" >\"$here/arguments\"\n{body}\n");
        File.SetUnixFileMode(plugin, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return Write($"command: ./plugin\nargs: [\"a b\"]\nenv: [{{name: EXTRA, value: c}}]\n{more}", version);
    }

    private KubeClients Write(string lines, string version, string mode = "Never")
    {
        var file = Path.Combine(folder, Guid.NewGuid() + ".conf");
        var exec = $"exec:\n  apiVersion: client.authentication.k8s.io/{version}\n  interactiveMode: {mode}\n  " + lines.Replace("\n", "\n  ", StringComparison.Ordinal);
        File.WriteAllText(file, KubeConfigText.Of(server.Address, KubeConfigText.Authority(server.Pki), exec));
        return ClusterFixture.Clients(file);
    }
}
