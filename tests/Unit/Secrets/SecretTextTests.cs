using GoEnv.Secrets;

namespace GoEnv.Tests.Secrets;

public sealed class SecretTextTests
{
    [Theory]
    [InlineData("GOBIN=/b\nGOPROXY=https://me:hunter22@proxy.example.com\n", "GOBIN=/b\nGOPROXY=https://...@proxy.example.com\n")]
    [InlineData("machine h login me password hunter22", "machine h login me password ...")]
    [InlineData("-----BEGIN OPENSSH PRIVATE KEY-----\nhunter22\n", null)]
    [InlineData("PATH=/a\n", "PATH=/a\n")]
    public void What_a_content_shows_to_any_serializer_has_no_secret(string text, string? masked)
    {
        var content = GoEnv.Changes.FileContent.OfText(text);
        Assert.Equal(masked, content.Masked);
        Assert.All(
            typeof(GoEnv.Changes.FileContent).GetProperties().Where(property => property.GetMethod is { IsStatic: false }),
            property =>
            {
                Assert.True(property.PropertyType == typeof(string) || property.PropertyType.IsPrimitive, property.Name);
                Assert.DoesNotContain("hunter22", $"{property.GetValue(content)}", StringComparison.Ordinal);
            });
    }

    [Theory]
    [InlineData("GOPROXY=https://me:pw123@proxy.example.com,direct", "GOPROXY=https://...@proxy.example.com,direct")]
    [InlineData("GOPROXY=https://sometoken@proxy.example.com", "GOPROXY=https://...@proxy.example.com")]
    [InlineData("url = socks5://me:pw@host", "url = socks5://me:...@host")]
    [InlineData("export GITHUB_TOKEN=abc; export A=1", "export GITHUB_TOKEN=...; export A=1")]
    [InlineData("export DB_PASSWORD='a b c' # x", "export DB_PASSWORD=... # x")]
    [InlineData("set -gx NPM_TOKEN abc", "set -gx NPM_TOKEN ...")]
    [InlineData("setenv API_KEY abc", "setenv API_KEY ...")]
    [InlineData("machine h login me password pw", "machine h login me password ...")]
    [InlineData("  password pw", "  password ...")]
    [InlineData("curl -H 'Authorization: Bearer abcdef123456'", "curl -H 'Authorization: Bearer ...'")]
    [InlineData("x ghp_0123456789012345678901234567890123456 y", "x ... y")]
    public void What_could_be_a_secret_is_masked(string line, string masked)
    {
        Assert.Equal(masked, SecretText.Mask(line));
        Assert.True(SecretText.IsIn("a\n" + line + "\nb"));
        Assert.Equal(masked, SecretText.Mask(masked));
    }

    [Theory]
    [InlineData("export PATH=$PATH:/usr/local/go/bin")]
    [InlineData("GOPRIVATE=git.example.com/me,*.corp.example.com")]
    [InlineData("GOPROXY=https://proxy.golang.org,direct")]
    [InlineData("GOAUTH=netrc")]
    [InlineData("export SSH_AUTH_SOCK=$HOME/.ssh/agent")]
    [InlineData("export GO_PATH=/go")]
    [InlineData("export GITHUB_TOKEN=$(pass show github)")]
    [InlineData("export GITHUB_TOKEN=\"$TOKEN\"")]
    [InlineData("git clone ssh://git@github.com/x/y")]
    [InlineData("# the token of the day; passwords are elsewhere")]
    [InlineData("# basic settings")]
    [InlineData("go install example.com/tool@v1.2.3 # https://example.com/tool@v1.2.3")]
    public void What_is_none_stays(string line)
    {
        Assert.Equal(line, SecretText.Mask(line));
        Assert.False(SecretText.IsIn(line));
    }

    [Fact]
    public void A_private_key_is_a_secret() => Assert.True(SecretText.IsIn("-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n"));
}
