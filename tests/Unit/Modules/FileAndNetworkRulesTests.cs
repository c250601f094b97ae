using GoEnv.Modules;

namespace GoEnv.Tests.Modules;

public sealed class FileAndNetworkRulesTests
{
    [Theory]
    [InlineData("export GOPROXY", true)]
    [InlineData("GOPROXI", true)]
    [InlineData("", true)]
    [InlineData("GOTOOLCHAIN", false)]
    public void Lines_that_go_does_not_read_fail(string name, bool fails)
    {
        var facts = Given.Healthy with { UserFile = Given.Healthy.UserFile with { State = GoEnvFileState.Read, Others = [new GoEnvLine(3, name)] } };
        Assert.Equal(fails ? ["/home/me/.config/go/env:3"] : [], new GoEnvLinesRule().Judge(facts).Select(problem => problem.Location));
    }

    [Fact]
    public void A_file_that_go_may_not_read_fails() => new GoEnvLinesRule().Fails(
        Given.Healthy with { UserFile = Given.Healthy.UserFile with { State = GoEnvFileState.Unreadable } }, "none of it");

    [Fact]
    public void An_overridden_setting_is_said_unless_it_is_the_same()
    {
        var line = new ModuleSetting("GOPROXY", "direct", SettingOrigin.UserFile) { File = "/home/me/.config/go/env", Line = 1 };
        var facts = Given.Set(("GOPROXY", "off")) with { Overridden = [line] };
        Assert.Equal("/home/me/.config/go/env:1", new GoEnvOverriddenRule().Fails(facts, "off in the environment").Location);
        new GoEnvOverriddenRule().Passes(facts with { Overridden = [line with { Value = "off" }] });
    }

    [Fact]
    public void A_cache_that_cannot_be_written_fails()
    {
        var rule = new ModuleCacheWritableRule();
        rule.Fails(Cache(cache => cache with { IsWritable = false }), "may not write");
        rule.Fails(Cache(cache => cache with { IsWritable = false, NearestExisting = "/home" }), "may not create it in /home");
        rule.Passes(Cache(cache => cache with { NearestExisting = "/home/me" }));
        rule.Fails(Cache(cache => cache with { Path = Fact<string>.Absent }), "no place");
        rule.IsUnknown(Cache(cache => cache with { IsWritable = Fact<bool>.Unknown("of x") }), "of x");
    }

    [Fact]
    public void Files_of_others_in_the_cache_fail()
    {
        var rule = new ModuleCacheOwnerRule();
        rule.Fails(Cache(cache => cache with { Foreign = Given.Texts("/home/me/go/pkg/mod/cache") }), "/home/me/go/pkg/mod/cache");
        rule.Passes(Cache(cache => cache with { Foreign = Given.Texts() }));
        rule.Passes(Cache(cache => cache with { Foreign = Given.Texts("/home/me/go/pkg/mod", "/home/me/go/pkg/mod/cache") }));
        rule.IsUnknown(Cache(cache => cache with { Foreign = Fact<IReadOnlyList<string>>.Unknown("find hung") }), "find hung");
    }

    [Fact]
    public void A_cache_on_a_Windows_drive_fails()
    {
        new ModuleCacheDriveRule().Fails(Cache(cache => cache with { FileSystem = "drvfs" }), "Windows drive");
        new ModuleCacheDriveRule().Passes(Cache(cache => cache with { FileSystem = "9p" }));
        new ModuleCacheDriveRule().IsUnknown(Cache(cache => cache with { FileSystem = Fact<string>.Unknown("of y") }), "of y");
    }

    [Fact]
    public void No_certificates_fail()
    {
        var rule = new CertificatesRule();
        rule.Fails(Given.Healthy with { Certificates = Given.Texts() }, "no file");
        rule.Fails(Given.Set(("SSL_CERT_FILE", "/nope")), "SSL_CERT_FILE is /nope");
        rule.Passes(Given.Set(("SSL_CERT_FILE", "/etc/ssl/certs/ca-certificates.crt")));
        rule.Passes(Given.Healthy with { Certificates = Fact<IReadOnlyList<string>>.Absent });
    }

    [Fact]
    public void Web_proxies_that_Go_cannot_use_fail()
    {
        var rule = new WebProxyRule();
        rule.Fails(Given.Set(("HTTPS_PROXY", "ftp://p:21")), "'ftp'");
        rule.Passes(Given.Set(("HTTPS_PROXY", "p:3128"), ("http_proxy", "socks5://p:1080"), ("NO_PROXY", "x://")));
        rule.Fails(
            Given.SetOne(new("https_proxy", "http://p:3128", SettingOrigin.Environment) { HasCredentials = true }), "password", Severity.Information);
    }

    [Theory]
    [InlineData(ProxyFault.None, 200, "", "v0.3.0", null, null)]
    [InlineData(ProxyFault.None, 200, "text/html; charset=utf-8", "<!doctype html>", "web page", Severity.Error)]
    [InlineData(ProxyFault.None, 401, "", "", "needs credentials", Severity.Error)]
    [InlineData(ProxyFault.None, 403, "", "", "403", Severity.Error)]
    [InlineData(ProxyFault.None, 404, "", "", "404", Severity.Warning)]
    [InlineData(ProxyFault.None, 410, "", "", "410", Severity.Warning)]
    [InlineData(ProxyFault.None, 503, "", "", "503", Severity.Error)]
    [InlineData(ProxyFault.Name, null, "", "", "does not resolve", Severity.Error)]
    [InlineData(ProxyFault.Refused, null, "", "", "refuses", Severity.Error)]
    [InlineData(ProxyFault.Timeout, null, "", "", "in time", Severity.Error)]
    [InlineData(ProxyFault.UnknownAuthority, null, "", "", "authority", Severity.Error)]
    [InlineData(ProxyFault.Missing, null, "", "", "does not exist", Severity.Error)]
    public void Says_what_a_proxy_answers(ProxyFault fault, int? status, string type, string first, string? says, Severity? severity)
    {
        var facts = new ModuleProxyFacts
        {
            Tool = "curl",
            Proxies = [new ProxyAnswer("https://a.example", fault, status, type, first)],
            ChecksumDatabase = Fact<ProxyAnswer>.Absent,
        };
        new ChecksumDatabaseReachableRule().Passes(facts);
        if (says is null)
        {
            new ProxyReachableRule().Passes(facts);
        }
        else
        {
            new ProxyReachableRule().Fails(facts, says, severity);
        }
    }

    [Fact]
    public void A_proxy_that_was_not_asked_is_unknown()
    {
        var answer = new ProxyAnswer("https://a.example", ProxyFault.NotAsked, null, string.Empty, string.Empty);
        var facts = new ModuleProxyFacts { Proxies = [answer], ChecksumDatabase = answer };
        new ProxyReachableRule().IsUnknown(facts, "neither curl nor wget");
        new ChecksumDatabaseReachableRule().IsUnknown(facts, "neither curl nor wget");
        new ChecksumDatabaseReachableRule().IsUnknown(facts with { ChecksumDatabase = Fact<ProxyAnswer>.Unknown("of it") }, "of it");
        new ProxyReachableRule().IsUnknown(
            facts with { Proxies = [answer with { Fault = ProxyFault.None, Status = 401, HasCredentials = true }] }, "were not tried");
    }

    [Theory]
    [InlineData(200, "go.sum database tree", true)]
    [InlineData(200, "<html>", false)]
    [InlineData(404, "", false)]
    public void The_database_signs_its_tree(int status, string first, bool passes)
    {
        var facts = new ModuleProxyFacts { ChecksumDatabase = new ProxyAnswer("https://sum", ProxyFault.None, status, string.Empty, first) };
        Assert.Equal(passes, new ChecksumDatabaseReachableRule().Judge(facts).Count == 0);
    }

    private static ModuleFacts Cache(Func<ModuleCacheFacts, ModuleCacheFacts> with) => Given.Healthy with { Cache = with(Given.Healthy.Cache) };
}
