using GoEnv.Modules;

namespace GoEnv.Tests.Modules;

public sealed class SettingRulesTests
{
    private const string Key = "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8";

    [Theory]
    [InlineData("https://a.example,direct")]
    [InlineData("https://a.example | https://b.example/x , direct")]
    [InlineData("a.example/go,,direct")]
    [InlineData("file:///srv/go")]
    [InlineData("off")]
    [InlineData("https://a.example,off")]
    public void Takes_a_list_that_go_takes(string list) => new ProxyListRule().Passes(Given.Set(("GOPROXY", list)));

    [Theory]
    [InlineData("https://a.example,Direct", "'Direct'")]
    [InlineData("proxy", "'proxy'")]
    [InlineData("ftp://a.example", "'ftp://a.example'")]
    [InlineData("/srv/go", "'/srv/go'")]
    [InlineData("file://host/srv/go", "'file://host/srv/go'")]
    [InlineData("https://a.example;direct,https:///x", "'https:///x'")]
    [InlineData("\"https://a.example\"", "neither")]
    [InlineData(" , ", "no entry")]
    public void Names_what_go_cannot_read(string list, string says) =>
        Assert.Contains(new ProxyListRule().Judge(Given.Set(("GOPROXY", list))), problem =>
            problem.Status == FindingStatus.Fail && problem.Message.Contains(says, StringComparison.Ordinal));

    [Fact]
    public void Names_what_stands_behind_direct() =>
        new ProxyListRule().Fails(Given.Set(("GOPROXY", "direct,https://a.example")), "never asks https://a.example", Severity.Warning);

    [Fact]
    public void A_hidden_entry_is_unknown() =>
        new ProxyListRule().IsUnknown(Given.Set(("GOPROXY", "(hidden),direct")), "could hold a password");

    [Fact]
    public void A_hidden_value_is_unknown()
    {
        new VcsListRule().IsUnknown(Given.Set(("GOVCS", "(hidden)")), "could hold a password");
        new ChecksumDatabaseNameRule().IsUnknown(Given.Set(("GOSUMDB", "(hidden)")), "could hold a password");
    }

    [Fact]
    public void Credentials_in_a_proxy_fail() => new ProxyCredentialsRule().Fails(
        Given.SetOne(new("GOPROXY", "https://a.example", SettingOrigin.Environment) { HasCredentials = true }), "user information");

    [Fact]
    public void A_file_that_was_not_read_leaves_its_settings_unknown() =>
        new ProxyCredentialsRule().IsUnknown(Given.FileUnknown, "larger than 65536");

    [Fact]
    public void The_environment_is_known_even_then() => new ProxyTransportRule().Fails(
        Given.Set(Given.FileUnknown, ("GOPROXY", "http://a.example")), "a.example over plain http");

    [Theory]
    [InlineData("http://localhost:3000,direct")]
    [InlineData("http://127.0.0.1:3000")]
    [InlineData("https://a.example,direct,http://b.example")]
    public void Loopback_and_what_is_not_asked_need_no_tls(string list) => new ProxyTransportRule().Passes(Given.Set(("GOPROXY", list)));

    [Theory]
    [InlineData("direct", "direct")]
    [InlineData("off", "off")]
    public void Says_when_there_is_no_proxy(string list, string says) => new ProxyUsedRule().Fails(Given.Set(("GOPROXY", list)), says);

    [Fact]
    public void What_is_never_asked_is_said_once() => new ProxyUsedRule().Passes(Given.Set(("GOPROXY", "direct,https://a.example")));

    [Theory]
    [InlineData("https://corp.example|https://proxy.golang.org,direct", true)]
    [InlineData("https://corp.example|https://b.example|https://proxy.golang.org", true)]
    [InlineData("https://corp.example,https://proxy.golang.org|direct", false)]
    [InlineData("https://corp.example|direct,https://proxy.golang.org", false)]
    [InlineData("https://proxy.golang.org|https://goproxy.io|direct", false)]
    public void Finds_names_that_leak_on_errors(string list, bool leaks) =>
        Assert.Equal(leaks, new ProxyFallThroughRule().Judge(Given.Set(("GOPROXY", list))).Count > 0);

    [Fact]
    public void Checksum_database_off_fails() => Assert.Contains(
        "environment", new ChecksumDatabaseOnRule().Fails(Given.Set(("GOSUMDB", "off")), "GOSUMDB is off").Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(SettingOrigin.GoRootFile, Severity.Warning)]
    [InlineData(SettingOrigin.Default, Severity.Warning)]
    [InlineData(SettingOrigin.UserFile, Severity.Error)]
    public void A_distribution_that_switches_it_off_is_warned_of(SettingOrigin origin, Severity severity) =>
        new ChecksumDatabaseOnRule().Fails(Given.SetOne(new("GOSUMDB", "off", origin) { File = "/x", Line = 3 }), "off", severity);

    [Theory]
    [InlineData("sum.golang.org")]
    [InlineData("sum.golang.google.cn")]
    [InlineData("sum.golang.org https://sum.corp.example")]
    [InlineData(Key)]
    [InlineData("off")]
    public void Takes_databases_with_a_key(string database) => new ChecksumDatabaseNameRule().Passes(Given.Set(("GOSUMDB", database)));

    [Theory]
    [InlineData("sum.corp.example", "no key")]
    [InlineData("https://sum.golang.org", "not a URL")]
    [InlineData("sum.golang.google.cn https://x.example", "takes no URL")]
    [InlineData("sum.golang.org https://x.example y", "more than two")]
    [InlineData("sum.golang.org+033de0af+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8", "fit its hash")]
    [InlineData("sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9", "fit its hash")]
    public void Refuses_databases_without(string database, string says) =>
        new ChecksumDatabaseNameRule().Fails(Given.Set(("GOSUMDB", database)), says);

    [Theory]
    [InlineData("-mod=mod -insecure", true)]
    [InlineData("--insecure=true", true)]
    [InlineData("-insecure=false", false)]
    [InlineData("-modcacherw", false)]
    public void Finds_the_insecure_flag(string flags, bool found) =>
        Assert.Equal(found, new InsecureFlagRule().Judge(Given.Set(("GOFLAGS", flags))).Count > 0);

    [Fact]
    public void Retired_variables_fail() => new RetiredVariableRule().Fails(Given.Set(("GONOSUMCHECK", "1")), "does not read it");

    [Fact]
    public void GOINSECURE_fails() => new InsecureModulesRule().Fails(Given.Set(("GOINSECURE", "a.example")), "a.example");

    [Theory]
    [InlineData("public:git|hg,private:all", null)]
    [InlineData("public:git, ", "empty")]
    [InlineData("public", "no colon")]
    [InlineData(":git", "no pattern")]
    [InlineData("./x:git", "relative")]
    [InlineData("a.b:git,a.b:hg", "twice")]
    [InlineData("a.b:git|", "empty version control")]
    public void Reads_GOVCS(string list, string? says) => Check(new VcsListRule(), ("GOVCS", list), says);

    [Theory]
    [InlineData("off", null)]
    [InlineData("netrc; git /srv/x ;mycmd (hidden)", null)]
    [InlineData("netrc;", "empty")]
    [InlineData("netrc;off", "beside")]
    [InlineData("git", "absolute path")]
    [InlineData("git x", "not absolute")]
    [InlineData("git /x (hidden)", "one folder")]
    [InlineData("Netrc", "lower case")]
    public void Reads_GOAUTH(string list, string? says) => Check(new AuthSyntaxRule(), ("GOAUTH", list), says);

    [Fact]
    public void Credentials_in_GOAUTH_fail() => new AuthCredentialsRule().Fails(
        Given.SetOne(new("GOAUTH", "cmd (hidden)", SettingOrigin.Environment) { HasCredentials = true }), "token");

    [Theory]
    [InlineData("go1.19.8", "off", true)]
    [InlineData("go1.23.4", "git /x", true)]
    [InlineData("go1.23.4", "netrc", false)]
    [InlineData("go1.24rc1", "off", false)]
    [InlineData("go1.24", "off", false)]
    public void GOAUTH_needs_1_24(string version, string value, bool fails) => Assert.Equal(
        fails, new AuthSupportedRule().Judge(Given.Set(("GOAUTH", value)) with { GoVersion = version }).Count > 0);

    [Fact]
    public void GOAUTH_with_a_go_that_does_not_answer_is_unknown() => new AuthSupportedRule().IsUnknown(
        Given.Set(("GOAUTH", "off")) with { GoVersion = Fact<string>.Unknown("it hung") }, "it hung");

    [Fact]
    public void Stray_characters_fail()
    {
        var setting = new ModuleSetting("GOSUMDB", "off", SettingOrigin.UserFile) { File = "/h/env", Line = 2, Oddity = ValueOddity.CarriageReturn };
        Assert.Equal("/h/env:2", new StrayCharactersRule().Fails(Given.SetOne(setting), "carriage return").Location);
        new StrayCharactersRule().Fails(Given.SetOne(setting with { Oddity = ValueOddity.Space }), "space");
        new StrayCharactersRule().Passes(Given.SetOne(setting with { Oddity = ValueOddity.Space, Name = "GOPROXY", Value = "direct" }));
        new StrayCharactersRule().Fails(Given.SetOne(setting with { Oddity = ValueOddity.Quotes, Value = "\"off\"" }), "quotation");
    }

    private static void Check(Rule rule, (string Name, string Value) setting, string? says)
    {
        if (says is null)
        {
            rule.Passes(Given.Set(setting));
        }
        else
        {
            rule.Fails(Given.Set(setting), says);
        }
    }
}
