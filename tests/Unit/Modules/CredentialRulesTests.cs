using GoEnv.Modules;

namespace GoEnv.Tests.Modules;

public sealed class CredentialRulesTests
{
    private static readonly ModuleFacts WithNetrc = Netrc(new NetrcFacts
    {
        Path = "/home/me/.netrc",
        Exists = true,
        IsReadable = true,
        Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        OwnerId = 1000,
        Owner = "me",
        Machines = Given.Machines(new NetrcMachine("a.example", 1, true)),
    });

    [Fact]
    public void A_netrc_file_in_order_passes()
    {
        foreach (var rule in new Rule[] { new NetrcModeRule(), new NetrcOwnerRule(), new NetrcMissingRule(), new NetrcEntriesRule() })
        {
            rule.Passes(WithNetrc);
        }
    }

    [Theory]
    [InlineData(UnixFileMode.GroupRead, "0640")]
    [InlineData(UnixFileMode.OtherWrite, "0602")]
    public void An_open_netrc_fails(UnixFileMode more, string octal)
    {
        var facts = Netrc(WithNetrc.Netrc with { Mode = WithNetrc.Netrc.Mode.Value | more });
        Assert.Equal(octal, new NetrcModeRule().Fails(facts, octal).Actual);
    }

    [Fact]
    public void Another_owner_of_netrc_fails_and_root_does_not()
    {
        new NetrcOwnerRule().Fails(Netrc(WithNetrc.Netrc with { OwnerId = 1001, Owner = "eve" }), "belongs to eve");
        new NetrcOwnerRule().Passes(Netrc(WithNetrc.Netrc with { OwnerId = 0, Owner = "root" }));
        new NetrcOwnerRule().Fails(Netrc(WithNetrc.Netrc with { OwnerId = 0, IsReadable = false }), "may not read");
    }

    [Fact]
    public void NETRC_to_nothing_fails() =>
        new NetrcMissingRule().Fails(Netrc(Given.Healthy.Netrc with { FromVariable = true, Path = "/x" }), "NETRC is /x");

    [Fact]
    public void Entries_that_go_passes_over_fail()
    {
        var facts = Netrc(WithNetrc.Netrc with { Machines = Given.Machines(new NetrcMachine("b.example", 4, false)) });
        Assert.Equal("/home/me/.netrc:4", new NetrcEntriesRule().Fails(facts, "b.example").Location);
        new NetrcEntriesRule().Fails(Netrc(WithNetrc.Netrc with { DefaultLine = 2 }), "'default'", Severity.Information);
        new NetrcEntriesRule().Fails(
            Netrc(WithNetrc.Netrc with { Machines = Given.Machines(new NetrcMachine("(unreadable)", 1, true)) }), "no host name");
        new NetrcEntriesRule().IsUnknown(
            Netrc(WithNetrc.Netrc with { Machines = Fact<IReadOnlyList<NetrcMachine>>.Unknown("it is larger than 65536 bytes") }), "larger");
    }

    [Fact]
    public void Credentials_in_git_fail()
    {
        var rewrite = new GitRewrite("https://github.com/", "gh:", false, true, "/home/me/.gitconfig");
        Assert.Equal("/home/me/.gitconfig", new GitCredentialsRule().Fails(Git(new() { Rewrites = Given.Rewrites(rewrite) }), "gh:").Location);
        new GitCredentialsRule().Passes(Git(new() { Rewrites = Given.Rewrites(rewrite with { HasCredentials = false }) }));
        var header = new GitOption("extraHeader", "https://a.example", string.Empty, true, "/etc/gitconfig");
        new GitCredentialsRule().Fails(Git(new() { Http = Given.Options(header) }), "https://a.example");
    }

    [Theory]
    [InlineData("false", true)]
    [InlineData("No", true)]
    [InlineData("0", true)]
    [InlineData("true", false)]
    public void Git_without_verification_fails(string value, bool fails) => Assert.Equal(fails, new GitVerifiesTlsRule().Judge(
        Git(new() { Http = Given.Options(new GitOption("sslVerify", string.Empty, value, false, "/etc/gitconfig")) })).Count > 0);

    [Fact]
    public void The_last_value_of_sslVerify_counts()
    {
        GitOption At(string scope, string value) => new("sslVerify", scope, value, false, "/x");
        new GitVerifiesTlsRule().Passes(Git(new() { Http = Given.Options(At("", "false"), At("", "true")) }));
        new GitVerifiesTlsRule().Fails(Git(new() { Http = Given.Options(At("https://a", "false"), At("", "true")) }), "for https://a");
        new GitVerifiesTlsRule().Fails(Given.Set(("GIT_SSL_NO_VERIFY", "false")), "any certificate");
    }

    [Fact]
    public void A_plain_text_store_is_said()
    {
        GitOption Helper(string value) => new("credential.helper", string.Empty, value, false, "/home/me/.gitconfig");
        new CredentialStoreRule().Fails(Git(new() { Helpers = Given.Options(Helper("cache"), Helper("store")) }), "plain text");
        new CredentialStoreRule().Passes(Git(new() { Helpers = Given.Options(Helper("store"), Helper(""), Helper("cache")) }));
    }

    [Fact]
    public void Private_modules_want_someone_who_signs_in()
    {
        var rule = new PrivateModulesAccessRule();
        var bare = Given.Set(("GOPRIVATE", "git.example.com"));
        rule.Fails(bare, "git.example.com");
        rule.Passes(bare with { HasSsh = true });
        rule.Passes(bare with { Netrc = WithNetrc.Netrc });
        rule.Passes(Given.Set(("GOPRIVATE", "git.example.com"), ("GOAUTH", "netrc;cmd")));
        rule.Passes(bare with { Git = bare.Git with { Helpers = Given.Options(new GitOption("credential.helper", "", "cache", false, "/x")) } });
        rule.Fails(bare with { Netrc = WithNetrc.Netrc with { Machines = Given.Machines(new NetrcMachine("a", 1, false)) } }, "no netrc");
        rule.IsUnknown(bare with { Git = bare.Git with { Helpers = Fact<IReadOnlyList<GitOption>>.Unknown("git hung") } }, "git hung");
    }

    [Fact]
    public void Git_is_wanted_where_modules_come_from_repositories()
    {
        var without = Given.Healthy with { Git = Given.Bare.Git };
        new GitPresentRule().Passes(without);
        new GitPresentRule().Fails(Given.Set(without, ("GOPRIVATE", "git.example.com")), "git.example.com");
        new GitPresentRule().Fails(Given.Set(without, ("GOPROXY", "direct")), "every module");
        new GitPresentRule().Passes(Given.Set(without, ("GOPRIVATE", "git.example.com"), ("GONOPROXY", "none")));
        new GitPresentRule().IsUnknown(Given.FileUnknown with { Git = Given.Bare.Git }, "larger than");
    }

    private static ModuleFacts Netrc(NetrcFacts netrc) => Given.Healthy with { Netrc = netrc };

    private static ModuleFacts Git(GitFacts git) => Given.Healthy with
    {
        Git = new GitFacts
        {
            Path = "/usr/bin/git",
            Rewrites = git.Rewrites.IsKnown ? git.Rewrites : Given.Rewrites(),
            Helpers = git.Helpers.IsKnown ? git.Helpers : Given.Options(),
            Http = git.Http.IsKnown ? git.Http : Given.Options(),
        },
    };
}
