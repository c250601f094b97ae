using GoEnv.Cmdlets;
using GoEnv.Console;

namespace GoEnv.Tests.Console;

public sealed class BinderTests
{
    private static readonly Command Test = Command.Find("Test-GoEnvironment");

    [Fact]
    public void Names_positions_and_lists_are_bound()
    {
        var cmdlet = Bind("web01", "-rule", "GE1*,GE2*", "local", "-ThrottleLimit:4", "--timeo", "7", "-Quiet", "-ExcludeRule=GE1001");
        Assert.Equal(["ssh:web01", "local"], cmdlet.Target!.Select(target => target.ToString()));
        Assert.Equal(["GE1*", "GE2*"], cmdlet.Rule);
        Assert.Equal(["GE1001"], cmdlet.ExcludeRule);
        Assert.Equal(4, cmdlet.ThrottleLimit);
        Assert.Equal(7, cmdlet.TimeoutSeconds);
        Assert.True(cmdlet.Quiet);
        Assert.False(cmdlet.Online);
    }

    [Fact]
    public void A_comma_at_the_end_of_a_word_goes_on_with_the_next()
    {
        var cmdlet = Bind("-Category", "Toolchain,", "Module", "local,", "web01");
        Assert.Equal([Category.Toolchain, Category.Module], cmdlet.Category);
        Assert.Equal(["local", "ssh:web01"], cmdlet.Target!.Select(target => target.ToString()));
    }

    [Theory]
    [InlineData("-CN")]
    [InlineData("-computername")]
    [InlineData("-HostName")]
    [InlineData("-Name")]
    [InlineData("-Tar")]
    public void An_alias_or_a_unique_beginning_names_a_parameter(string name) =>
        Assert.Equal("ssh:web01", Assert.Single(Bind(name, "web01").Target!).ToString());

    [Theory]
    [InlineData("-Quiet:$false", false)]
    [InlineData("-Quiet:true", true)]
    public void A_switch_takes_a_value_after_a_colon(string word, bool expected) => Assert.Equal(expected, (bool)Bind(word).Quiet);

    [Theory]
    [InlineData("", null)]
    [InlineData("-Inventory f.yaml", null)]
    [InlineData("web* -SshConfigFile f", null)]
    [InlineData("-Pod -Context c", null)]
    [InlineData("-Context c", "Get-GoTarget needs -Pod")]
    [InlineData("-Inventory f.yaml -Pod", "Get-GoTarget: -Inventory and -Pod cannot be given together")]
    public void A_parameter_that_belongs_to_one_way_of_calling_is_needed_there_alone(string words, string? refusal)
    {
        using var cmdlet = new GetGoTargetCommand();
        void Bind() => Binder.Bind(cmdlet, Command.Find("Get-GoTarget"), words.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(refusal, (Record.Exception(Bind) as UsageException)?.Message);
    }

    [Fact]
    public void Words_after_two_dashes_are_arguments() =>
        Assert.Equal("-Target: The target '-x' is not valid: a host name cannot start with '-'.", Refusal("--", "-x"));

    [Theory]
    [InlineData("'-T' may be -Target or -ThrottleLimit or -TimeoutSeconds; write more of it", "-T", "1")]
    [InlineData("Test-GoEnvironment has no parameter '-Nope'; 'goenvctl Test-GoEnvironment --help' lists them", "-Nope")]
    [InlineData("-ThrottleLimit is given twice", "-ThrottleLimit", "1", "-ThrottleLimit", "2")]
    [InlineData("-Rule needs a value", "-Rule")]
    [InlineData("-Rule needs a value", "-Rule", "-Quiet")]
    [InlineData("-ThrottleLimit '0': it must be from 1 to 1000", "-ThrottleLimit", "0")]
    [InlineData("-ThrottleLimit: 'x' is not a whole number", "-ThrottleLimit", "x")]
    [InlineData("-Quiet takes true or false, not 'maybe'", "-Quiet:maybe")]
    [InlineData("-Category: 'Shel' is none of Connection, Toolchain, Shell, Module, Pod, Binary, Policy, Checklist, Coverage", "-Category", "Shel")]
    [InlineData("-Rule: it must not be empty", "-Rule", "")]
    [InlineData("-SshConfigFile '': it must not be empty", "-SshConfigFile", "")]
    public void What_cannot_be_bound_is_refused_with_the_reason(string message, params string[] words) =>
        Assert.Equal(message, Refusal(words));

    [Fact]
    public void A_command_without_a_place_left_refuses_an_argument() => Assert.Equal(
        "Update-GoReleaseData takes no argument 'b'",
        Assert.Throws<UsageException>(
            () => Binder.Bind(new UpdateGoReleaseDataCommand(), Command.Find("Update-GoReleaseData"), ["a", "b"])).Message);

    [Theory]
    [InlineData("web01", "-Path", "/opt/app")]
    [InlineData("-Path", "/opt/app", "web01")]
    public void What_is_named_takes_no_place(params string[] words) => Assert.Equal(
        "Get-GoBuildInfo takes no argument 'web01'",
        Assert.Throws<UsageException>(() => Binder.Bind(new GetGoBuildInfoCommand(), Command.Find("Get-GoBuildInfo"), words)).Message);

    [Fact]
    public void A_list_has_no_place_where_one_value_is_taken() => Assert.Equal(
        "-Source takes one value, not 'a, b'",
        Assert.Throws<UsageException>(
            () => Binder.Bind(new UpdateGoReleaseDataCommand(), Command.Find("Update-GoReleaseData"), ["a,", "b"])).Message);

    private static TestGoEnvironmentCommand Bind(params string[] words)
    {
        var cmdlet = new TestGoEnvironmentCommand();
        Binder.Bind(cmdlet, Test, words);
        return cmdlet;
    }

    private static string Refusal(params string[] words) => Assert.Throws<UsageException>(() => Bind(words)).Message;
}
