using GoEnv.Console;

namespace GoEnv.Tests.Console;

public sealed class ParameterTests
{
    [Theory]
    [InlineData("Invoke-PodGoAudit", "SshConfigFile")]
    [InlineData("Test-GoRuntimeVersion", "SshConfigFile")]
    [InlineData("Test-GoRuntimeVersion", "Rule")]
    [InlineData("Test-GoRuntimeVersion", "ExcludeRule")]
    [InlineData("Undo-GoChange", "ProbeTimeoutSeconds")]
    public void A_parameter_without_effect_is_not_there(string command, string parameter) =>
        Assert.DoesNotContain(parameter, Command.Find(command).Parameters.Select(one => one.Name));

    [Theory]
    [InlineData("Invoke-PodGoAudit", "Rule")]
    [InlineData("Invoke-PodGoAudit", "ProbeTimeoutSeconds")]
    [InlineData("Test-GoBinary", "ExcludeRule")]
    [InlineData("Undo-GoChange", "SshConfigFile")]
    [InlineData("Test-GoConnection", "SshConfigFile")]
    public void Others_of_the_same_base_are(string command, string parameter) =>
        Assert.Single(Command.Find(command).Parameters, one => one.Name == parameter);
}
