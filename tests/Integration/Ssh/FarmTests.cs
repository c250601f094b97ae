
namespace GoEnv.Tests.Ssh;

public sealed class FarmTests(SshFarm farm)
{
    [Theory]
    [InlineData("farm")]
    [InlineData("north")]
    [InlineData("south")]
    [InlineData("east")]
    public async Task Each_host_runs_commands_as_the_account(string host)
    {
        await farm.NeedAsync();
        var (exitCode, output, error) = Tool.Try("ssh", "-F", farm.ConfigFile, "bash@" + host, "id -un; pwd");
        Assert.True(exitCode == 0, error + farm.LogOf(host));
        Assert.Equal($"bash\n{farm.Account("bash").Home}\n", output);
    }
}
