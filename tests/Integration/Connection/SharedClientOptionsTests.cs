using GoEnv.Connection;
using GoEnv.Targets;
using GoEnv.Tests.Ssh;

namespace GoEnv.Tests.Connection;

/// <summary>Every answer is compared with what ssh -G itself says of that host.</summary>
public sealed class SharedClientOptionsTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("goenv-options").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("Host web*\n  HostName 127.0.0.1\n  StrictHostKeyChecking no\n", "web1 web2 web3", 1)]
    [InlineData("Host web1 web2 web3\n  HostName 127.0.0.1\n", "web1 web2 web3", 1)]
    [InlineData("ForwardAgent yes\n", "web1 web2", 1)]
    [InlineData("Host web1\n  ForwardAgent yes\nHost *\n  HostName 127.0.0.1\n", "web1 web2 web1 web2", 2)]
    [InlineData("Host web* !web2\n  ForwardAgent yes\nHost *\n  HostName 127.0.0.1\n", "web1 web2 web3", 2)]
    [InlineData("Match host web1\n  ForwardAgent yes\n", "web1 web2", 2)]
    [InlineData("Host *\n  HostName %h.invalid\n", "web1 web2", 2)]
    [InlineData("Host *\n  HostName 127.0.0.1\n  ControlPath /tmp/%C\n", "web1 web2", 2)]
    [InlineData("Host *\n  HostName 127.0.0.1\n  IdentityFile ~/.ssh/%n\n", "web1 web2", 1)]
    public async Task Hosts_share_an_answer_where_theirs_would_be_the_same(string text, string hosts, int asked)
    {
        Assert.SkipWhen(Tool.Find("ssh") is null, "There is no ssh here.");
        var (client, calls) = Client(text);
        var options = new SharedClientOptions();
        foreach (var host in hosts.Split(' '))
        {
            var target = Target.Parse("ssh:" + host);
            var log = SshLog.Parse(Tool.Try("ssh", "-v", "-F", client.ConfigFile!, "-o", "ProxyCommand=false", "--", host, "true").Error.ReplaceLineEndings("\n"));
            Assert.NotEmpty(log.ConfigLines);
            var shared = await options.ReadAsync(client, target, log.ConfigLines, TimeSpan.FromSeconds(10), default);
            var own = SshClientOptions.Parse(Tool.Run("ssh", "-G", "-F", client.ConfigFile!, "--", host));
            Assert.Equal(Lines(own), Lines(shared));
        }

        Assert.Equal(asked, File.ReadAllLines(calls).Length);
    }

    [Fact]
    public async Task Without_a_log_each_host_is_asked()
    {
        Assert.SkipWhen(Tool.Find("ssh") is null, "There is no ssh here.");
        var (client, calls) = Client("Host *\n  HostName 127.0.0.1\n");
        var options = new SharedClientOptions();
        foreach (var host in new[] { "web1", "web2" })
        {
            Assert.True((await options.ReadAsync(client, Target.Parse("ssh:" + host), [], TimeSpan.FromSeconds(10), default)).IsKnown);
        }

        Assert.Equal(2, File.ReadAllLines(calls).Length);
    }

    private static IEnumerable<string> Lines(Fact<IReadOnlyDictionary<string, IReadOnlyList<string>>> options) =>
        options.Value.Select(option => $"{option.Key} {string.Join(' ', option.Value)}").Order(StringComparer.Ordinal);

    private (SshClient Client, string Calls) Client(string text)
    {
        var (config, program, calls) = (Path.Combine(folder, "config"), Path.Combine(folder, "ssh"), Path.Combine(folder, "calls"));
        File.WriteAllText(config, text);
        File.WriteAllText(program, $"#!/bin/sh\necho >> '{calls}'\nexec ssh \"$@\"\n");
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return (new SshClient { Program = program, ConfigFile = config }, calls);
    }
}
