using System.Diagnostics;
using System.Reflection;
using FsCheck;
using FsCheck.Fluent;
using GoEnv.Changes;
using GoEnv.Secrets;
using GoEnv.Tests.Pods;

namespace GoEnv.Tests.Secrets;

/// <summary>What is a credential in a pod is hidden in files and commands, and what is hidden there is a credential in a pod, but for what only could be one.</summary>
public sealed class SecretFormTests
{
    private static readonly string[] OnlyCouldBe =
    [
        "GOPROXY=https://sometoken@proxy.example.com", // a name stands there as often
        "  password pw", // words of a sentence
    ];

    [Fact]
    public void Files_hide_each_credential_of_pods() =>
        Assert.All(Samples(typeof(SecretShapeTests), nameof(SecretShapeTests.Credentials_are_known_by_name_and_form)), sample =>
        {
            var text = $"{sample[0]}={sample[1]}\n";
            Assert.True(SecretText.IsIn(text), text);
            Assert.DoesNotContain("hunter2", SecretText.Mask(text), StringComparison.Ordinal);
        });

    [Fact]
    public void Files_hide_each_credential_of_commands()
    {
        var samples = Samples(typeof(SecretShapeTests), nameof(SecretShapeTests.Words_of_a_command_lose_them))
            .Concat(Samples(typeof(SecretShapeTests), nameof(SecretShapeTests.A_word_of_its_own_is_known_by_the_program_and_the_word_before)))
            .Where(sample => sample[0] != sample[1]).ToList();
        Assert.True(samples.Count > 10);
        Assert.All(samples, sample => Assert.DoesNotContain("hunter2", SecretText.Mask(sample[0]), StringComparison.Ordinal));
    }

    [Fact]
    public void Pods_have_no_credential_that_files_hide() =>
        Assert.All(Samples(typeof(SecretTextTests), nameof(SecretTextTests.What_could_be_a_secret_is_masked)), sample =>
            Assert.Equal(OnlyCouldBe.Contains(sample[0]), SecretShape.Text(sample[0]) == sample[0]));

    [Theory]
    [InlineData("git clone https://0123456789abcdef0123456789abcdef01234567@github.com/x/y", "git clone https://(credential)@github.com/x/y")]
    [InlineData("https://0123456789abcdef0123456789abcdef01234567:x-oauth-basic@github.com", "https://(credential):x-oauth-basic@github.com")]
    [InlineData("set -gx NPM_TOKEN abc", "set -gx NPM_TOKEN (credential)")]
    [InlineData("setenv API_KEY abc", "setenv API_KEY (credential)")]
    [InlineData("default login me password pw", "default login me password (credential)")]
    [InlineData("curl -s http://x/?a=1&b=2 -u me:pw", "curl -s http://x/?a=1&b=2 -u me:(credential)")]
    [InlineData("x ghs_01234567890123456789 y", "x (credential) y")]
    [InlineData("eyJhbGciOiJkaXIi.c2VjcmV0.MTIzNDU2", "(credential)")]
    [InlineData("CI_PAT=k3Jf8sLq02mXbVz71TgH", "CI_PAT=(credential)")]
    public void Credentials_are_known_to_both(string text, string safe)
    {
        Assert.Equal(safe, SecretShape.Text(text));
        Assert.True(SecretText.IsIn(text));
    }

    [Theory]
    [InlineData("https://0123456789abcdef0123456789abcdef@o1.ingest.sentry.example/42")] // the public key of a Sentry address
    [InlineData("https://build-server-2024-01-of-ci@git.example.com/x")]
    [InlineData("set token expired")]
    [InlineData("set -x PASSWORD_FILE /run/x")]
    [InlineData("the default password is set")]
    [InlineData("machine account password expired")]
    [InlineData("CI_PAT=off")]
    [InlineData("curl http://x; docker run -u 1000:1000 x")]
    public void What_only_could_be_one_is_none_in_a_pod(string text) => Assert.Equal(text, SecretShape.Text(text));

    [Fact]
    public void A_masked_text_has_as_many_lines() => Prop.ForAll(ArbMap.Default.ArbFor<string>(), ArbMap.Default.ArbFor<string>(), (some, other) =>
    {
        foreach (var text in new[]
        {
            $"{some}\nTOKEN={other}\n", $"-----BEGIN EC PRIVATE KEY-----\n{some}\n\n{other}\n-----END EC PRIVATE KEY-----\n{some}", $"\"password\": \"{some}\n{other}\"\n{some}",
            $"https://{some}:{other}@x\n", $"password {some}\n{other}", $"curl {some} -u {other}:x\n",
        })
        {
            var masked = SecretText.Mask(text);
            Assert.Equal(text.Split('\n').Select(line => line.Length == 0), masked.Split('\n').Select(line => line.Length == 0));
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_diff_shows_no_line_of_a_key()
    {
        const string Key = "-----BEGIN EC PRIVATE KEY-----\naHVudGVyMjI\nMmh1bnRlcjI\n-----END EC PRIVATE KEY-----\n";
        foreach (var (before, after) in new[] { (Key, Key + "A=1\n"), (Key[31..], Key), (Key + "A=1\n", Key[31..]) })
        {
            var diff = UnifiedDiff.Of("f", FileContent.OfText(before), FileContent.OfText(after));
            Assert.DoesNotContain(" aHVudGVyMjI", diff, StringComparison.Ordinal); // as a line of both
            Assert.Contains(" ...\n", diff, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("token")]
    [InlineData("token_")]
    [InlineData("token= ")]
    [InlineData("set -a ")]
    [InlineData("curl ")]
    [InlineData("curl -u a:b ")]
    [InlineData("-u a:$ ")]
    [InlineData("mysql -p$ ")]
    [InlineData("authorization ")]
    [InlineData("https://a")]
    [InlineData("://a:")]
    [InlineData("-----BEGIN ")]
    [InlineData("password x\n")]
    [InlineData("a\n")]
    [InlineData("0a")]
    public void Long_texts_are_looked_through_in_time(string part)
    {
        var clock = Stopwatch.StartNew();
        _ = SecretText.Mask(string.Concat(Enumerable.Repeat(part, (1 << 18) / part.Length)) + "x");
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(30));
    }

    private static IEnumerable<string[]> Samples(Type tests, string method) =>
        tests.GetMethod(method)!.GetCustomAttributes<InlineDataAttribute>().Select(data => data.Data.Cast<string>().ToArray());
}
