using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using GoEnv.Kubernetes;
using GoEnv.Pods;
using GoEnv.Secrets;

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
    [InlineData("PGPASSWORD", "hunter2")]
    [InlineData("MYSQL_PWD", "hunter2")]
    [InlineData("SMTP_PASS", "hunter2")]
    [InlineData("SSHPASS", "hunter2")]
    [InlineData("DB_PASSWORD_PROD", "hunter2")]
    [InlineData("API_KEY_2", "hunter2")]
    [InlineData("clientSecret", "hunter2")]
    [InlineData("CLIENTSECRET", "hunter2")]
    [InlineData("spring.datasource.password", "hunter2")]
    [InlineData("SECRET_KEY_BASE", "0a1b2c3d")]
    [InlineData("VAULT_SECRET_ID", "6b1a2c3d-0000-4000-8000-0123456789ab")]
    [InlineData("JWT_SIGNING_KEY", "hunter2")]
    [InlineData("COOKIE_KEY", "k3Jf8sLq02mXbVz71TgH")]
    [InlineData("AWS_SECRET_ACCESS_KEY", "/wJalrXUtnFEMI7K7MDENGbPxRfiCY/EXAMPLEKEY")]
    [InlineData("DSN", "host=db user=api password=hunter2 dbname=x")]
    [InlineData("DSN", "api:hunter2@tcp(db:3306)/api?parseTime=true")]
    [InlineData("ConnectionStrings__Default", "Server=db;Database=x;User Id=sa;Password=hunter2;")]
    [InlineData("JDBC_URL", "jdbc:postgresql://db/x?user=api&password=hunter2")]
    [InlineData("REDIS_URL", "redis://:hunter2@redis:6379/0")]
    [InlineData("STORAGE", "DefaultEndpointsProtocol=https;AccountName=x;AccountKey=aHVudGVyMmh1bnRlcjI=;EndpointSuffix=core.windows.net")]
    [InlineData("HOOK", "https://hooks.slack.com/services/T00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX")]
    [InlineData("JAVA_OPTS", "-Xmx1g -Djavax.net.ssl.keyStorePassword=changeit")]
    [InlineData("REGISTRY", """{"auths":{"registry.example":{"auth":"dXNlcjpwYXNz"}}}""")]
    [InlineData("CONFIG", """{"user":"api","password":"hunter2"}""")]
    [InlineData("CERT", "LS0tLS1CRUdJTiBSU0EgUFJJVkFURSBLRVktLS0tLQo=")]
    [InlineData("HEADERS", "Authorization: Bearer abcdefgh12345678")]
    [InlineData("AUTHORIZATION", "Basic dXNlcjpodW50ZXIyaHVudGVyMg==")]
    [InlineData("application.yaml", "db:\n  user: api\n  password: hunter2\n")]
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
    [InlineData("MONKEY", "x1")]
    [InlineData("TOKEN_TTL", "5m")]
    [InlineData("SESSION_TOKEN", "15m")]
    [InlineData("SECRET_NAME", "web-tls")]
    [InlineData("TLS_SECRET", "web-tls")]
    [InlineData("KEY_PREFIX", "api:cache:")]
    [InlineData("CACHE_KEY", "customers-by-region")]
    [InlineData("PARTITION_KEY", "6b1a2c3d-0000-4000-8000-0123456789ab")]
    [InlineData("CLIENT_ID", "6b1a2c3d-0000-4000-8000-0123456789ab")]
    [InlineData("AWS_ROLE_ARN", "arn:aws:iam::123456789012:role/x")]
    [InlineData("DB_PASSWORD_ARN", "arn:aws:secretsmanager:eu-west-1:123456789012:secret:db")]
    [InlineData("DB_PASSWORD", "vault:secret/data/db#password")]
    [InlineData("DB_PASSWORD", "${DB_PASSWORD}")]
    [InlineData("DB_PASSWORD", "<set by the operator>")]
    [InlineData("PASSWORD_MIN_LENGTH", "12")]
    [InlineData("PASSWORD_MIN", "12")]
    [InlineData("ALLOW_EMPTY_PASSWORD", "yes")]
    [InlineData("MYSQL_ALLOW_EMPTY_PASSWORD", "1")]
    [InlineData("ETCD_INITIAL_CLUSTER_TOKEN", "etcd-cluster-1")]
    [InlineData("GOOGLE_APPLICATION_CREDENTIALS", "key.json")]
    [InlineData("SECRETS_BACKEND", "vault")]
    [InlineData("TOKEN_ENDPOINT", "https://login.example/token")]
    [InlineData("AUTH_TOKEN", "https://login.example/token")]
    [InlineData("ISSUER_URL", "http://host:80?x=a@b")]
    [InlineData("AUTHORIZATION", "enabled")]
    [InlineData("MODE", "authorization: rbac")]
    [InlineData("MAX_TOKENS", "4096")]
    [InlineData("COMPASS_URL", "http://compass")]
    [InlineData("BYPASS", "internal-network")]
    [InlineData("PWD", "srv")]
    [InlineData("RECAPTCHA_SITE_KEY", "6LeIxAcTAAAAAJcZVRqyHh71UMIEGNQ_MXjiZKhI")]
    [InlineData("CA", "LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCk1JSUI=")]
    [InlineData("CORS", "X-Api-Key, X-Auth-Token")]
    [InlineData("run.sh", "TOKEN=$(cat /run/secrets/token)\ncurl -H \"Authorization: Bearer $TOKEN\" http://api\n")]
    [InlineData("run.py", "password=os.environ['DB_PASSWORD']\nconnect(password=password, token=args.token)\n")]
    [InlineData("config.yaml", "tls:\n  secretName: web-tls\n  token: bearer\n  password: ${DB_PASSWORD}\n")]
    [InlineData("mask.conf", "s/password=.*/password=***/\n")]
    public void Other_values_are_none(string name, string value) => Assert.Null(SecretShape.Of(name, value));

    [Theory]
    [InlineData("--db-password=hunter2", "--db-password=(credential)")]
    [InlineData("export PASSWORD='hunter2 x'; run", "export PASSWORD=(credential); run")]
    [InlineData("--url=postgres://api:hunter2@db/x", "--url=postgres://api:(credential)@db/x")]
    [InlineData("postgres://api:hunter2@db/x", "postgres://api:(credential)@db/x")]
    [InlineData("--listen=:8080", "--listen=:8080")]
    [InlineData("serve --password hunter2 --verbose", "serve --password (credential) --verbose")]
    [InlineData("mysql -u root -phunter2 -e x", "mysql -u root -p(credential) -e x")]
    [InlineData("mysql -u root -p\"$PASSWORD\" -e x", "mysql -u root -p\"$PASSWORD\" -e x")]
    [InlineData("sshpass -p hunter2 ssh x", "sshpass -p (credential) ssh x")]
    [InlineData("redis-cli -a hunter2 ping", "redis-cli -a (credential) ping")]
    [InlineData("curl -sf -u api:hunter2 http://x", "curl -sf -u api:(credential) http://x")]
    [InlineData("curl -H 'Authorization: Bearer hunter2' http://x", "curl -H 'Authorization: Bearer (credential)' http://x")]
    [InlineData("PGPASSWORD=$PASSWORD psql -p 5432", "PGPASSWORD=$PASSWORD psql -p 5432")]
    [InlineData("app --password=\"$PASSWORD\" --token-file /run/token --token /run/token", "app --password=\"$PASSWORD\" --token-file /run/token --token /run/token")]
    [InlineData("Back-off pulling image: failed to fetch oauth token: unexpected status", "Back-off pulling image: failed to fetch oauth token: unexpected status")]
    [InlineData("exec: \"/app --password=hunter2\": no such file", "exec: \"/app --password=(credential)\": no such file")]
    [InlineData("MountVolume.SetUp failed for volume \"x\" : secret \"db-password\" not found", "MountVolume.SetUp failed for volume \"x\" : secret \"db-password\" not found")]
    public void Words_of_a_command_lose_them(string word, string safe) => Assert.Equal([safe], SecretShape.Redact([word]));

    [Fact]
    public void A_word_after_its_flag_is_lost_too() =>
        Assert.Equal(["--token", "(credential)", "--verbose", "x"], SecretShape.Redact(["--token", "hunter2", "--verbose", "x"]));

    [Theory]
    [InlineData("mysqladmin ping -phunter2", "mysqladmin ping -p(credential)")]
    [InlineData("/usr/bin/redis-cli -a hunter2 ping", "/usr/bin/redis-cli -a (credential) ping")]
    [InlineData("psql -p hunter2", "psql -p hunter2")]
    [InlineData("app --token /run/token --ask-password later --secret-name db", "app --token /run/token --ask-password later --secret-name db")]
    public void A_word_of_its_own_is_known_by_the_program_and_the_word_before(string words, string safe) => Assert.Equal(safe.Split(' '), SecretShape.Redact(words.Split(' ')));

    [Fact]
    public void Nothing_that_is_taken_out_is_found_again() => Prop.ForAll(ArbMap.Default.ArbFor<string>(), text =>
    {
        foreach (var one in new[] { text ?? string.Empty, $"--password={text}", $"password: {text}\n", $"redis://:{text}@x", $"{{\"token\":\"{text}\"}}", $"mysql -p{text}" })
        {
            Assert.Equal(SecretShape.Text(one), SecretShape.Text(SecretShape.Text(one)));
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_whole_file_is_looked_through_in_time()
    {
        var clock = System.Diagnostics.Stopwatch.StartNew();
        foreach (var piece in new[] { "abcdefghij", "a.b-c+", "-a-a", "key: value\n", "\"k\" : ", "-----BEGIN ", "mysql ", "a=b ", "://a:b", "   \n" })
        {
            Assert.Null(SecretShape.OfFile(string.Concat(Enumerable.Repeat(piece, (1 << 15) / piece.Length))));
        }

        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(60));
    }

    [Fact]
    public void Probes_and_hooks_keep_no_value()
    {
        var pod = GivenPod.With(
            ("spec.containers.0.livenessProbe", """{"exec": {"command": ["redis-cli", "-a", "kept-nowhere-1", "ping"]}}"""),
            ("spec.containers.0.readinessProbe", """{"httpGet": {"path": "/ready?token=kept-nowhere-2", "port": 80, "httpHeaders": [{"name": "X", "value": "kept-nowhere-3"}]}}"""),
            ("spec.containers.0.lifecycle", """{"preStop": {"httpGet": {"port": 80, "httpHeaders": [{"name": "Authorization", "value": "Basic a2VwdC1ub3doZXJlLTQ="}]}}}"""));
        var json = JsonSerializer.Serialize(pod.Pod, KubeJson.Options);
        Assert.DoesNotContain("kept-nowhere", json, StringComparison.Ordinal);
        Assert.DoesNotContain("a2VwdC1ub3", json, StringComparison.Ordinal);
        var problem = Assert.Single(Connection.Judged.By(new LiteralSecretRule(), pod));
        Assert.Contains("What livenessProbe, readinessProbe, preStop of", problem.Message, StringComparison.Ordinal);
        Assert.Empty(Connection.Judged.By(new LiteralSecretRule(), GivenPod.With(("spec.containers.0.livenessProbe", """{"exec": {"command": ["sh", "-c", "redis-cli -a $PASSWORD ping"]}}"""))));
        Assert.Equal("/ready?token=(credential)", JsonSerializer.Deserialize<Pod>(json, KubeJson.Options)!.Spec.Containers[0].ReadinessProbe!.HttpGet!.Path);
    }

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
        Assert.Equal(("m", "k"), (again.Spec.Containers[0].Env[^1].ConfigMap, again.Spec.Containers[0].Env[^1].ConfigMapKey));
    }

    [Theory]
    [InlineData("1")]
    [InlineData("1m")]
    [InlineData("a=")]
    [InlineData("-----BEGIN ")]
    [InlineData("mysql ")]
    public void Long_values_are_looked_through_in_time(string part)
    {
        var value = string.Concat(Enumerable.Repeat(part, 100_000)) + "x";
        Assert.Equal("its name says so", SecretShape.Of("API_TOKEN", value));
        Assert.Equal(value, SecretShape.Text(value));
    }

    [Fact]
    public void ConfigMaps_keep_the_keys_of_credentials_alone()
    {
        var map = JsonSerializer.Deserialize<KubeConfigMap>("""{"metadata": {"name": "m"}, "data": {"api-token": "hunter2", "colour": "red", "app.properties": "a=b\ndb.password = hunter2\n"}}""", KubeJson.Options)!;
        Assert.Equal(["api-token", "app.properties"], map.Data);
        var large = JsonSerializer.Serialize(new { metadata = new { name = "m" }, data = new Dictionary<string, string> { ["token.conf"] = new('x', 9000), ["ca"] = new string('\n', 9000) + "-----BEGIN PRIVATE KEY-----\nx" } });
        Assert.Equal(["ca"], JsonSerializer.Deserialize<KubeConfigMap>(large, KubeJson.Options)!.Data);
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
