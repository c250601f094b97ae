using System.Text;
using GoEnv.Modules;

namespace GoEnv.Tests.Modules;

public sealed class ModuleProbeTests
{
    // As printed for an account with go 1.27 on Debian.
    private const string Recorded = """
        kernel =Linux
        uid =1000
        setting/0/name =GOPROXY
        setting/0/from =environment
        setting/0/value =https://a.example,direct
        setting/0/secret =yes
        file/path =/home/me/.config/go/env
        file/state =read
        setting/1/name =GOPROXY
        setting/1/from =file
        setting/1/value =off
        setting/1/line =1
        setting/2/name =GOSUMDB
        setting/2/from =file
        setting/2/value #6f66660d
        setting/2/line =2
        setting/2/odd =cr
        line/0/number =3
        line/0/key =export GOVCS
        go/path =/usr/bin/go
        go/GOPROXY =https://a.example,direct
        go/GOVCS =
        go/GOAUTH =netrc
        go/GOVERSION =go1.27.3
        netrc/path =/home/me/.netrc
        netrc/stat =644 1001 1001 f eve
        netrc/state =read
        machine/0/host =a.example
        machine/0/line =1
        machine/0/complete =yes
        git/path -
        ssh =yes
        cache/path =/home/me/go/pkg/mod
        cache/near =/home/me
        cache/writable =yes
        cache/type =ext4
        cache/foreign -
        ca/0/path =/etc/ssl/certs
        """;

    [Fact]
    public void Reads_what_was_printed()
    {
        var facts = Parse(Recorded);
        Assert.Equal(("https://a.example,direct", SettingOrigin.Environment, true), Of(facts.Setting("GOPROXY").Value));
        Assert.Equal("/home/me/.config/go/env:1", Assert.Single(facts.Overridden).Location);
        Assert.Equal((ValueOddity.CarriageReturn, "off"), (facts.Setting("GOSUMDB").Value.Oddity, facts.Setting("GOSUMDB").Value.Value));
        Assert.Equal(SettingOrigin.Default, facts.Setting("GOAUTH").Value.Origin);
        Assert.True(facts.Setting("GOVCS").IsAbsent);
        Assert.Equal(new GoEnvLine(3, "export GOVCS"), Assert.Single(facts.UserFile.Others));
        Assert.Equal((0x1a4, 1001L, "eve", true), ((int)facts.Netrc.Mode.Value, facts.Netrc.OwnerId.Value, facts.Netrc.Owner.Value, facts.Netrc.IsReadable.Value));
        Assert.True(facts.Git.Rewrites.IsAbsent);
        Assert.False(facts.Cache.Exists);
        Assert.Equal(["/etc/ssl/certs"], facts.Certificates.Value);
    }

    [Fact]
    public void What_was_not_printed_is_unknown()
    {
        var facts = Parse("kernel ?=it hung");
        Assert.True(facts.Setting("GOPROXY").IsUnknown);
        Assert.True(facts.Certificates.IsUnknown);
        Assert.True(facts.Git.Path.IsUnknown && facts.Netrc.Mode.IsUnknown && facts.Cache.IsWritable.IsUnknown);
    }

    private static (string, SettingOrigin, bool) Of(ModuleSetting setting) => (setting.Value, setting.Origin, setting.HasCredentials);

    private static ModuleFacts Parse(string records)
    {
        var lines = records.ReplaceLineEndings("\n").Split('\n').Select(line => "N module " + line + "\n");
        var (output, problem) = Transcript.Parse(Encoding.UTF8.GetBytes(string.Concat(lines) + "N module ! 0\n"), "N").Read("module");
        Assert.True(output is not null, problem);
        return (ModuleFacts)new ModuleProbe().ParseFacts(output);
    }
}
