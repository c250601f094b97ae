using System.Text;
using GoEnv.Kubernetes;

namespace GoEnv.Tests.Kubernetes;

public sealed class ExecCredentialTests
{
    private static readonly ExecPlugin Plugin = new("client.authentication.k8s.io/v1", "plugin", "config:7");

    [Fact]
    public void A_token_with_its_end_is_read()
    {
        var issued = Parse("""{"kind":"ExecCredential","apiVersion":"client.authentication.k8s.io/v1","spec":{},"status":{"token":"t","expirationTimestamp":"2026-11-20T10:00:00Z"}}""");
        Assert.Equal(("t", new DateTimeOffset(2026, 11, 20, 10, 0, 0, TimeSpan.Zero)), (issued.Token, issued.Expires));
    }

    [Theory]
    [InlineData("", "is not an ExecCredential")]
    [InlineData("Logged in.\n{}", "is not an ExecCredential")]
    [InlineData("[]", "and not with")]
    [InlineData("""{"kind":"ExecCredential","apiVersion":"client.authentication.k8s.io/v1beta1","status":{"token":"t"}}""", "v1beta1 ExecCredential and not with")]
    [InlineData("""{"kind":"ExecCredential","apiVersion":"client.authentication.k8s.io/v1"}""", "neither a token nor")]
    [InlineData("""{"kind":"ExecCredential","apiVersion":"client.authentication.k8s.io/v1","status":{"clientCertificateData":"c"}}""", "and not both")]
    [InlineData("""{"kind":"ExecCredential","apiVersion":"client.authentication.k8s.io/v1","status":{"token":"t","clientKeyData":"c"}}""", "and not both")]
    [InlineData("""{"kind":"ExecCredential","apiVersion":"client.authentication.k8s.io/v1","status":{"token":"secret"}} done""", "is not an ExecCredential")]
    [InlineData("""{"kind":"ExecCredential","apiVersion":"client.authentication.k8s.io/v1","status":{"token":"secret","expirationTimestamp":"soon"}}""", "is not an ExecCredential")]
    public void Another_answer_is_an_error_that_names_the_plugin(string output, string words)
    {
        var e = Assert.Throws<KubeException>(() => Parse(output));
        Assert.Equal(TargetError.CredentialPluginFailed, e.Error);
        Assert.StartsWith("The credential plugin 'plugin' of config:7 failed", e.Message, StringComparison.Ordinal);
        Assert.Contains(words, e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Secrets_are_in_no_text_of_a_record()
    {
        Assert.DoesNotContain("s3cret", new ExecCredential("s3cret", null, "s3cret", null).ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", new KubeUser("u", "config:1") { Token = "s3cret", Password = "s3cret" }.ToString(), StringComparison.Ordinal);
    }

    private static ExecCredential Parse(string output) => ExecCredential.Parse(Plugin, Encoding.UTF8.GetBytes(output));
}
