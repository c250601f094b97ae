using System.Text;
using FsCheck;
using FsCheck.Fluent;
using GoEnv.Connection;

namespace GoEnv.Tests.Connection;

public sealed class SshTextTests
{
    private const string Blob = "AAAAC3NzaC1lZDI1NTE5AAAAIPd7LvHqX6ihF6QhQq0jTkX9s8yv0JmZ0l8r8nW5o7Qk";

    private static readonly PublicKey Key = PublicKey.Parse($"ssh-ed25519 {Blob} me@here\n");

    private static readonly string[] Pieces =
        ["Host a\n", "  User x\n", "\r\n", "Match all\r\n", "\0\xff\n", "\xef\xbb\xbf# x\n", "ssh-rsa AAAA b", "\n", "# >>> goenv b >>>x\n"];

    private static Arbitrary<byte[]> Files { get; } =
        Gen.Elements(Pieces).ArrayOf().Select(pieces => Encoding.Latin1.GetBytes(string.Concat(pieces))).ToArbitrary();

    [Fact]
    public void A_stanza_keeps_its_other_options()
    {
        var file = SshConfigText.Put("Host *\r\n"u8.ToArray(), "web01", [new("IdentityFile", "~/my keys/k"), new("forwardagent", "yes")]);
        var merged = SshConfigText.Merge(SshConfigText.Merge(file, "web01", [new("ForwardAgent", "no")]), "web01", [new("StrictHostKeyChecking", "accept-new")]);
        Assert.Equal(
            SshConfigText.Put("Host *\r\n"u8.ToArray(), "web01", [new("IdentityFile", "~/my keys/k"), new("ForwardAgent", "no"), new("StrictHostKeyChecking", "accept-new")]),
            merged);
        Assert.Equal(merged, SshConfigText.Merge(merged, "web01", [new("ForwardAgent", "no"), new("StrictHostKeyChecking", "accept-new")]));
        Assert.Equal(SshConfigText.Put([], "web02", [new("Port", "22")]), SshConfigText.Merge([], "web02", [new("Port", "22")]));
    }

    [Fact]
    public void AKeyIsAddedOnceAndTakenOutAgain() => Prop.ForAll(Files, file =>
    {
        var once = AuthorizedKeysText.Add(file, Key);
        var gone = AuthorizedKeysText.Remove(once, Key);
        return AuthorizedKeysText.Add(once, Key) == once && once.AsSpan().StartsWith(file) && gone.AsSpan().StartsWith(file) && gone.Length - file.Length <= 2;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void AKeyWithOptionsIsThereAlready()
    {
        var file = Encoding.UTF8.GetBytes($"no-pty ssh-ed25519 {Blob} other\n");
        Assert.Same(file, AuthorizedKeysText.Add(file, Key));
    }

    [Theory]
    [InlineData("-----BEGIN OPENSSH PRIVATE KEY-----")]
    [InlineData("ssh-rsa " + Blob)]
    [InlineData("ssh-ed25519 AAAA")]
    [InlineData("ssh-ed25519 " + Blob + "\nssh-ed25519 " + Blob)]
    [InlineData("")]
    public void WhatIsNoPublicKeyIsRefused(string text) => Assert.Throws<FormatException>(() => PublicKey.Parse(text));

    [Fact]
    public void AStanzaIsPutOnceAndTheRestKeepsItsBytes() => Prop.ForAll(Files, file =>
    {
        var once = SshConfigText.Put(file, "web01", [new("HostName", "10.0.0.1")]);
        return SshConfigText.Put(once, "web01", [new("HostName", "10.0.0.1")]).SequenceEqual(once)
            && SshConfigText.Put(SshConfigText.Put(once, "web01", [new("Port", "22")]), "web01", []).SequenceEqual(file);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void AStanzaStandsBeforeWhatAppliesToEveryHost() => Assert.Equal(
        "# >>> goenv web01 >>>\nHost web01\n    IdentityFile \"~/my keys/k\"\n    ForwardAgent no\nHost *\n# <<< goenv web01 <<<\nForwardAgent yes\n",
        Encoding.UTF8.GetString(SshConfigText.Put("ForwardAgent yes\n"u8.ToArray(), "web01", [new("IdentityFile", "~/my keys/k"), new("ForwardAgent", "no")])));
}
