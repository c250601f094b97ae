using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using GoEnv.Kubernetes;
using GoEnv.Pods;

namespace GoEnv.Tests.Pods;

public sealed class SecretShapeTests
{
    [Theory]
    [InlineData("DB_PASSWORD", "hunter2")]
    [InlineData("DB_PASSWORD", "123456")]
    [InlineData("dbPassword", "hunter2")]
    [InlineData("GITHUB_TOKEN", "abc")]
    [InlineData("ANYTHING", "ghp_0123456789abcdefghijklmnopqrstuvwxyz")]
    [InlineData("DATABASE_URL", "postgres://api:hunter2@db:5432/api")]
    [InlineData("KEY", "-----BEGIN RSA PRIVATE KEY-----\nx")]
    [InlineData("AWS_SECRET_ACCESS_KEY", "wJalr")]
    public void Credentials_are_known_by_name_and_form(string name, string value) => Assert.NotNull(SecretShape.Of(name, value));

    [Theory]
    [InlineData("DB_PASSWORD", "")]
    [InlineData("DB_PASSWORD", "$(DB_PASSWORD_FROM_SECRET)")]
    [InlineData("DB_PASSWORD_FILE", "/run/secrets/db")]
    [InlineData("TOKEN_TTL", "3600")]
    [InlineData("TOKEN", "/var/run/token")]
    [InlineData("TOKEN_ENABLED", "true")]
    [InlineData("PASSWORD_REQUIRED", "true")]
    [InlineData("DATABASE_URL", "postgres://api@db:5432/api")]
    [InlineData("DATABASE_URL", "postgres://api:$(DB_PASSWORD)@db:5432/api")]
    [InlineData("KEYBOARD", "qwerty")]
    [InlineData("MONKEY", "x")]
    [InlineData("LOG_LEVEL", "info")]
    public void Other_values_are_none(string name, string value) => Assert.Null(SecretShape.Of(name, value));

    [Theory]
    [InlineData("--db-password=hunter2", "--db-password=(credential)")]
    [InlineData("export PASSWORD='hunter2 x'; run", "export PASSWORD=(credential); run")]
    [InlineData("--url=postgres://api:hunter2@db/x", "--url=(credential)")]
    [InlineData("postgres://api:hunter2@db/x", "postgres://api:(credential)@db/x")]
    [InlineData("--listen=:8080", "--listen=:8080")]
    public void Words_of_a_command_lose_them(string word, string safe) => Assert.Equal([safe], SecretShape.Redact([word]));

    [Fact]
    public void A_word_after_its_flag_is_lost_too() =>
        Assert.Equal(["--token", "(credential)", "--verbose", "x"], SecretShape.Redact(["--token", "hunter2", "--verbose", "x"]));

    [Fact]
    public void A_pod_that_is_read_keeps_no_value()
    {
        var pod = GivenPod.With(
            ("spec.containers.0.env", """[{"name": "A", "value": "kept-nowhere-1"}, {"name": "GOMAXPROCS", "value": "2"}, {"name": "B_TOKEN", "value": "kept-nowhere-2"}, {"name": "C", "valueFrom": {"configMapKeyRef": {"name": "m", "key": "k"}}}]"""),
            ("spec.containers.0.args", """["--password", "kept-nowhere-3"]""")).Pod;
        var json = JsonSerializer.Serialize(pod, KubeJson.Options);
        Assert.DoesNotContain("kept-nowhere", json, StringComparison.Ordinal);
        Assert.Contains("\"GOMAXPROCS\"", json, StringComparison.Ordinal);
        var again = JsonSerializer.Deserialize<Pod>(json, KubeJson.Options)!;
        Assert.Equal(pod.Spec.Containers[0].Env, again.Spec.Containers[0].Env);
        Assert.Equal("m", again.Spec.Containers[0].Env[^1].ConfigMap);
    }

    [Fact]
    public void ConfigMaps_keep_the_keys_of_credentials_alone()
    {
        var map = JsonSerializer.Deserialize<KubeConfigMap>("""{"metadata": {"name": "m"}, "data": {"api-token": "hunter2", "colour": "red"}}""", KubeJson.Options)!;
        Assert.Equal(["api-token"], map.Data);
        Assert.Empty(JsonSerializer.Deserialize<KubeConfigMap>("""{"metadata": {"name": "m"}}""", KubeJson.Options)!.Data);
    }

    [Fact]
    public void Any_answer_of_a_container_is_read_or_unknown() => Prop.ForAll(ArbMap.Default.ArbFor<string[]>(), words =>
    {
        string[] keys = ["main", "cgroup", "cpu", "memory", "cpustat", "cpus", "uid", "quota", "period", "denied", "toolchain/0/path", "process/1/GOMAXPROCS"];
        var text = string.Concat(keys.Zip(words.Concat(keys), (key, word) => $"N pod {key} ={word.Replace('\n', ' ')}\n")) + "N pod ! 0\n";
        var (output, _) = Transcript.Parse(Encoding.UTF8.GetBytes(text), "N").Read("pod");
        if (output is not null)
        {
            var inside = ContainerOutput.Parse(output);
            Assert.True(inside.Programs.IsKnown || inside.Programs.Reason is not null);
            _ = ContainerOutput.Settings(output, 1);
        }
    }).QuickCheckThrowOnFailure();
}
