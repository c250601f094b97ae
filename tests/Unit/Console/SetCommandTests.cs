using GoEnv.Console;

namespace GoEnv.Tests.Console;

/// <summary>What the Set commands refuse before any target is asked.</summary>
public sealed class SetCommandTests
{
    [Theory]
    [InlineData("VariableRefused: 'GOPROXI' is no variable that the go command knows; GOPROXY is.", "Set-GoEnvironment", "local", "-Variable", "GOPROXI=x")]
    [InlineData("VariableRefused: GOVERSION cannot be modified.", "Set-GoEnvironment", "local", "-Variable", "GOVERSION=1")]
    [InlineData("VariableRefused: GOBIN is named twice.", "Set-GoEnvironment", "local", "-Variable", "GOBIN=/b", "-Unset", "GOBIN")]
    [InlineData("VariableRefused: Name what is to be set", "Set-GoEnvironment", "local")]
    [InlineData("ValueRefused: GE3006: GOSUMDB is off", "Set-GoEnvironment", "local", "-Variable", "GOSUMDB=off")]
    [InlineData("is not NAME=VALUE", "Set-GoEnvironment", "local", "-Variable", "GOPROXY")]
    [InlineData("is there already", "Set-GoEnvironment", "local", "-Variable", "GOBIN=/a", "-Variable", "GOBIN=/b")]
    [InlineData("TextRefused: 'rel' cannot stand in a start-up file: it is not absolute.", "Set-GoShellProfile", "local", "-PathFolder", "rel")]
    [InlineData("TextRefused: 'A-B' cannot stand", "Set-GoShellProfile", "local", "-Variable", "A-B=x")]
    [InlineData("'ksh' is none of Bash, Zsh, Fish", "Set-GoShellProfile", "local", "-Shell", "ksh")]
    [InlineData("OptionRefused: 'Bad-Name x' cannot stand", "Set-GoSshAccess", "local", "-SkipAuthorizedKey", "-Option", "Bad-Name=x")]
    public void What_cannot_be_right_is_a_usage_error(string says, params string[] args)
    {
        var run = GoenvctlRun.Of(args);
        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Contains(says, run.Error, StringComparison.Ordinal);
    }
}
