using FsCheck;
using FsCheck.Fluent;
using GoEnv.Targets;

namespace GoEnv.Tests.Targets;

public sealed class SshConfigHostsTests : IDisposable
{
    private readonly string home = Directory.CreateTempSubdirectory("goenv-test-").FullName;

    public void Dispose() => Directory.Delete(home, recursive: true);

    [Fact]
    public void Lists_names_and_patterns()
    {
        Write("config", """
            # Host comment
            User me
            Host web01 web02   db?  # a comment
                HostName 10.0.0.1
            HOST=build7
            host	"two words" 'single' a\"b
              Host *.example.net !bastion.example.net web01
            Match host nothere exec "Host x"
            Hostname nor-this
            Host *
            """);
        var hosts = Read();
        Assert.Equal(["web01", "web02", "build7", "two words", "single", "a\"b"], hosts.Names);
        Assert.Equal(["db?", "*.example.net", "*"], hosts.Patterns);
        Assert.Equal(["bastion.example.net"], hosts.Hosts.Where(host => host.IsNegated).Select(host => host.Pattern));
        Assert.Equal($"{Path.Combine(home, ".ssh", "config")}:5", hosts.Hosts.First(host => host.Pattern == "build7").Location);
        Assert.Empty(hosts.Problems);
    }

    [Fact]
    public void Reads_included_files_in_order()
    {
        Write("config", "Host first\nInclude conf.d/*.conf \"with space\" missing ~/.ssh/home ${DIR}/[a-b]x %d/.ssh/token\nHost last\n");
        Write("conf.d/20.conf", "Host twenty\n");
        Write("conf.d/10.conf", "Host ten\n");
        Write("conf.d/.hidden.conf", "Host hidden\n");
        Write("conf.d/other", "Host other\n");
        Write("with space", "Host spaced\n");
        Write("home", "Host homed\n");
        Write("v/ax", "Host ax\n");
        Write("v/cx", "Host cx\n");
        Write("token", "Host tokened\n");
        Assert.Equal(["first", "ten", "twenty", "spaced", "homed", "ax", "tokened", "last"], Read().Names);
        Assert.Empty(Read().Problems);
    }

    [Fact]
    public void A_glob_may_be_in_a_folder_and_may_exclude()
    {
        Write("config", "Include */[!b]?.conf\n");
        Write("x/a1.conf", "Host a\n");
        Write("x/b1.conf", "Host b\n");
        Write("y/c1.conf", "Host c\n");
        Assert.Equal(["a", "c"], Read().Names);
    }

    [Fact]
    public void Says_what_it_does_not_follow()
    {
        Write("config", "Include conf-%h ~other/x ${NOTSET}/y\nHost a\n");
        var hosts = Read();
        Assert.Equal(["a"], hosts.Names);
        Assert.Equal(3, hosts.Problems.Count);
        Assert.EndsWith("config:1: 'Include conf-%h' is not followed, since it needs what only a connection knows.", hosts.Problems[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_circle_ends()
    {
        Write("config", "Host a\nInclude config config\n");
        var hosts = Read();
        Assert.Equal(["a"], hosts.Names);
        Assert.Contains(hosts.Problems, problem => problem.EndsWith("too deep or in a circle.", StringComparison.Ordinal));
        Assert.True(hosts.Hosts.Count <= SshConfigHosts.MaximumFiles);
    }

    [Fact]
    public void Another_file_may_be_given_and_its_includes_are_still_relative_to_the_ssh_folder()
    {
        Write("here", "Host here\n");
        Write("elsewhere/main", "Include here\nHost main\n");
        Assert.Equal(["here", "main"], Read(Path.Combine(home, ".ssh", "elsewhere", "main")).Names);
    }

    [Fact]
    public void A_missing_file_is_a_problem_only_when_it_was_given()
    {
        Assert.Empty(Read().Problems);
        Assert.Contains("none cannot be read: ", Assert.Single(Read(Path.Combine(home, "none")).Problems), StringComparison.Ordinal);
        Assert.Contains("cannot be read: ", Assert.Single(Read(home).Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_too_large_is_a_problem()
    {
        Write("config", new string('#', SshConfigHosts.MaximumFileSize + 1));
        Assert.EndsWith("it is larger than 4 MiB.", Assert.Single(Read().Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void Control_characters_are_shown_as_escapes()
    {
        Write("config", "Host a\u001b[31m\n");
        Assert.Equal(["a\\x1b[31m"], Read().Names);
    }

    [Theory]
    [InlineData("Host \"a")]
    [InlineData("Host")]
    [InlineData("Host !")]
    [InlineData("Host \"\"")]
    [InlineData("Hosts a")]
    [InlineData("#Host a")]
    public void A_line_without_hosts_has_none(string line)
    {
        Write("config", line);
        Assert.Empty(Read().Hosts);
    }

    [Fact]
    public void Never_fails()
    {
        var pieces = Gen.Elements("Host ", "Include ", "Match ", "a*", "\"", "'", "\\", " ", "=", "\n", "~", "[", "[!", "]", "${", "}", "%", "#", "/", "..", "\0", "é", "*", "config");
        Prop.ForAll(pieces.ArrayOf().Select(string.Concat).ToArbitrary(), text =>
        {
            Write("config", text);
            return Read().Hosts.All(host => host.Pattern.Length > 0);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
    }

    private SshConfigHosts Read(string? path = null) =>
        SshConfigHosts.Read(path, home, name => name == "DIR" ? Path.Combine(home, ".ssh", "v") : null);

    private void Write(string name, string text)
    {
        var path = Path.Combine(home, ".ssh", name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
