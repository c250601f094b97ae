using FsCheck;
using FsCheck.Fluent;
using GoEnv.Toolchain;
using GoEnv.Toolchain.Install;

namespace GoEnv.Tests.Toolchain;

public sealed class WantedReleaseTests
{
    private static readonly DownloadIndex Index = new("test", new[] { "1.28rc1", "1.27.3", "1.27.2", "1.27.0", "1.27rc2", "1.26.10", "1.26.9", "1.20.14", "1.20" }
        .Select(version => new IndexedRelease(GoVersion.Parse(version), !version.Contains("rc", StringComparison.Ordinal), [])).ToList());

    [Theory]
    [InlineData("latest", "1.27.3")]
    [InlineData("Latest", "1.27.3")]
    [InlineData("1.27", "1.27.3")]
    [InlineData("go1.26", "1.26.10")]
    [InlineData("1.27.2", "1.27.2")]
    [InlineData("go1.28rc1", "1.28rc1")]
    [InlineData("1.20", "1.20.14")]
    [InlineData("1.28", null)]
    [InlineData("1.27.9", null)]
    public void Chooses(string wish, string? version) => Assert.Equal(version, WantedRelease.Parse(wish).Choose(Index)?.Version.ToString());

    [Theory]
    [InlineData("")]
    [InlineData("stable")]
    [InlineData("1")]
    [InlineData("v1.27.3")]
    [InlineData("1.27.3; rm -rf /")]
    [InlineData("1.27.3 linux/amd64")]
    [InlineData("../1.27.3")]
    [InlineData("1.27.3\n")]
    public void Refuses(string wish) => Assert.Throws<FormatException>(() => WantedRelease.Parse(wish));

    [Theory]
    [InlineData("module m\n\ngo 1.26\n", "1.26.10")]
    [InlineData("module m\r\ngo 1.26.9 // why\r\n", "1.26.10")]
    [InlineData("go 1.26.0\ntoolchain go1.27.1\n", "1.27.3")]
    [InlineData("go 1.27.2\n\ttoolchain go1.26.9\n", "1.27.3")]
    [InlineData("go 1.26.9\ntoolchain default\n", "1.26.10")]
    [InlineData("go 1.26.9\ntoolchain go1.26.10-acme\n", "1.26.10")]
    [InlineData("go 1.20\n", "1.20.14")]
    [InlineData("go 1.28rc1\n", "1.28rc1")]
    [InlineData("go 1.27.4\n", null)]
    [InlineData("// go 1.27.3\nmodule go\ngo 1.26\n", "1.26.10")]
    public void Chooses_what_a_go_mod_needs(string text, string? version) =>
        Assert.Equal(version, WantedRelease.FromGoMod(text, "go.mod").Choose(Index)?.Version.ToString());

    [Theory]
    [InlineData("module m\n")]
    [InlineData("module m\ngo next\n")]
    public void Refuses_a_go_mod_without_a_version(string text) =>
        Assert.Equal(InstallError.GoModInvalid, Assert.Throws<InstallException>(() => WantedRelease.FromGoMod(text, "x/go.mod")).Error);

    [Theory]
    [InlineData("Linux", "x86_64", null, "linux/amd64")]
    [InlineData("Linux", "x86_64", "386", "linux/386")]
    [InlineData("Linux", "i686", null, "linux/386")]
    [InlineData("Linux", "aarch64", null, "linux/arm64")]
    [InlineData("Linux", "aarch64", "arm", "linux/armv6l")]
    [InlineData("Linux", "armv6l", null, "linux/armv6l")]
    [InlineData("Linux", "armv7l", null, "linux/armv6l")]
    [InlineData("Linux", "armv8l", null, "linux/armv6l")]
    [InlineData("Linux", "armv5tel", null, null)]
    [InlineData("Linux", "ppc64le", null, "linux/ppc64le")]
    [InlineData("Linux", "s390x", null, "linux/s390x")]
    [InlineData("Linux", "riscv64", null, "linux/riscv64")]
    [InlineData("Linux", "loongarch64", null, "linux/loong64")]
    [InlineData("Darwin", "arm64", null, "darwin/arm64")]
    [InlineData("FreeBSD", "amd64", null, "freebsd/amd64")]
    [InlineData("Linux", "sparc64", null, null)]
    [InlineData("Plan9", "x86_64", null, null)]
    public void Platforms_have_the_names_of_archives(string kernel, string machine, string? userland, string? platform) =>
        Assert.Equal(platform, GoPlatform.Of(kernel, machine, userland)?.ToString());

    [Theory]
    [InlineData("https://go.dev/dl", "https://go.dev/dl/?mode=json&include=all", "https://go.dev/dl/f.tar.gz")]
    [InlineData("http://mirror.test:8080/golang/", "http://mirror.test:8080/golang/?mode=json&include=all", "http://mirror.test:8080/golang/f.tar.gz")]
    public void Addresses_of_a_mirror(string mirror, string index, string archive)
    {
        Assert.Equal(index, Mirror.Parse(mirror).Index.AbsoluteUri);
        Assert.Equal(archive, Mirror.Parse(mirror).Archive("f.tar.gz").AbsoluteUri);
        Assert.Equal(mirror.TrimEnd('/'), Mirror.Parse(mirror).ToString());
    }

    [Theory]
    [InlineData("go.dev/dl")]
    [InlineData("ftp://go.dev/dl")]
    [InlineData("/srv/mirror")]
    [InlineData("https://me:secret@mirror.test/dl")]
    [InlineData("https://mirror.test/dl?mode=json")]
    public void Refuses_what_is_no_mirror(string text)
    {
        var failure = Assert.Throws<FormatException>(() => Mirror.Parse(text));
        Assert.DoesNotContain("secret", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_index_gives_archives_and_leaves_out_what_leads_elsewhere()
    {
        var sum = new string('A', 64);
        var index = DownloadIndex.Parse($$"""
            [{"version":"go1.27.3","stable":true,"files":[
                {"filename":"go1.27.3.linux-amd64.tar.gz","os":"linux","arch":"amd64","version":"go1.27.3","sha256":"{{sum}}","size":10,"kind":"archive"},
                {"filename":"../../evil.tar.gz","os":"linux","arch":"arm64","version":"go1.27.3","sha256":"{{sum}}","size":10,"kind":"archive"},
                {"filename":"go1.27.3.linux-386.tar.gz","os":"linux","arch":"386","version":"go1.27.3","sha256":"","size":10,"kind":"archive"},
                {"filename":"go1.27.3.windows-amd64.msi","os":"windows","arch":"amd64","version":"go1.27.3","sha256":"{{sum}}","size":10,"kind":"installer"},
                null]},
             {"version":"go1.28rc1","stable":false,"files":[]},{"version":"nonsense","stable":true},null]
            """, "test");
        Assert.Equal(["1.28rc1", "1.27.3"], index.Releases.Select(release => release.Version.ToString()));
        var archive = Assert.Single(index.Releases[1].Archives);
        Assert.Equal(("linux", "amd64", new string('a', 64), 10), (archive.Os, archive.Arch, archive.Sha256, archive.Size));
    }

    [Theory]
    [InlineData("\n <!doctype html>", "HTML page")]
    [InlineData("[]", "lists no Go release")]
    [InlineData("{}", "not an index")]
    [InlineData("[{\"version\":1}]", "not an index")]
    [InlineData("", "not an index")]
    public void What_is_no_index_is_named(string text, string says) =>
        Assert.Contains(says, Assert.Throws<GoEnv.Releases.ReleaseDataException>(() => DownloadIndex.Parse(text, "test")).Message, StringComparison.Ordinal);

    [Fact]
    public void No_text_makes_a_reader_fail_in_another_way()
    {
        var words = RandomText.Of("go ", "toolchain ", "1.27.3", "go1.27", "[{\"version\":\"go1.27.3\",\"stable\":true,\"files\":[", "]}]", "latest", "\"size\":");
        Prop.ForAll(words, text => Fails<GoEnv.Releases.ReleaseDataException>(() => DownloadIndex.Parse(text, "f"))
            && Fails<FormatException>(() => WantedRelease.Parse(text))
            && Fails<FormatException>(() => Mirror.Parse(text))
            && Fails<InstallException>(() => WantedRelease.FromGoMod(text, "f"))).QuickCheckThrowOnFailure();

        static bool Fails<T>(Action read)
            where T : Exception
        {
            try
            {
                read();
            }
            catch (T)
            {
                return true;
            }

            return true;
        }
    }
}
