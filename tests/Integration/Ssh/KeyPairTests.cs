using System.Text;
using GoEnv.Connection;

namespace GoEnv.Tests.Ssh;

/// <summary>Keys made and files edited, read by the real OpenSSH client.</summary>
public sealed class KeyPairTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("goenv-key-").FullName;

    [Fact]
    public async Task A_pair_is_made_once()
    {
        Assert.SkipWhen(Tool.Find("ssh-keygen") is null, "there is no ssh-keygen");
        var path = Path.Combine(folder, "new", "key with space");
        var made = await KeyPair.EnsureAsync(path, "me@here", TestContext.Current.CancellationToken);
        Assert.True(made.IsNew);
        Assert.Equal("ssh-ed25519", made.Public.Type);
        Assert.Equal("me@here", made.Public.Comment);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        Assert.Equal(SshFarm.OwnerOnly, File.GetUnixFileMode(Path.GetDirectoryName(path)!));
        Assert.EndsWith("(ED25519)\n", Tool.Run("ssh-keygen", "-l", "-f", path), StringComparison.Ordinal);

        var bytes = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
        Assert.Equal(made with { IsNew = false }, await KeyPair.EnsureAsync(path, "other", TestContext.Current.CancellationToken));
        File.Delete(path + ".pub");
        Assert.Equal(made.Public.Blob, (await KeyPair.EnsureAsync(path, "other", TestContext.Current.CancellationToken)).Public.Blob);
        Assert.Equal(bytes, await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_locked_private_key_without_its_public_half_is_an_error_and_stays()
    {
        Assert.SkipWhen(Tool.Find("ssh-keygen") is null, "there is no ssh-keygen");
        var path = Path.Combine(folder, "locked");
        Tool.Run("ssh-keygen", "-q", "-t", "ed25519", "-N", "only for this test", "-f", path);
        File.Delete(path + ".pub");
        var error = await Assert.ThrowsAsync<IOException>(() => KeyPair.EnsureAsync(path, "x", TestContext.Current.CancellationToken));
        Assert.Contains("ssh-keygen", error.Message, StringComparison.Ordinal);
        Assert.True(File.Exists(path));
    }

    [Fact]
    public void The_client_takes_the_stanza_before_what_stands_below()
    {
        Assert.SkipWhen(Tool.Find("ssh") is null, "there is no ssh");
        var path = Path.Combine(folder, "config");
        var below = "Port 2200\nHost *.example.com\n  User other\nStrictHostKeyChecking no\n"u8.ToArray();
        File.WriteAllBytes(path, SshConfigText.Put(below, "web01.example.com", [new("User", "me"), new("StrictHostKeyChecking", "accept-new"), new("IdentityFile", "~/my keys/k")]));
        var mine = Options(path, "web01.example.com");
        Assert.Contains("user me\n", mine, StringComparison.Ordinal);
        Assert.Contains("port 2200\n", mine, StringComparison.Ordinal);
        Assert.Contains("stricthostkeychecking accept-new\n", mine, StringComparison.Ordinal);
        Assert.Contains("identityfile ~/my keys/k\n", mine, StringComparison.Ordinal);
        var other = Options(path, "web02.example.com");
        File.WriteAllBytes(path, below);
        Assert.Equal(Options(path, "web02.example.com"), other);
    }

    [Fact]
    public void The_target_knows_the_key_that_was_added()
    {
        Assert.SkipWhen(Tool.Find("ssh-keygen") is null, "there is no ssh-keygen");
        var path = Path.Combine(folder, "k");
        Tool.Run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "käse", "-f", path);
        var key = PublicKey.Parse(File.ReadAllText(path + ".pub"));
        var authorized = Path.Combine(folder, "authorized_keys");
        File.WriteAllBytes(authorized, AuthorizedKeysText.Add(Encoding.UTF8.GetBytes("# none\r\nrestrict ssh-rsa broken"), key));
        Assert.Contains("käse (ED25519)", Tool.Run("ssh-keygen", "-l", "-f", authorized), StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static string Options(string config, string host) => Tool.Run("ssh", "-G", "-F", config, host);
}
