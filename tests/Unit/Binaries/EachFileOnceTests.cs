using GoEnv.Binaries;

namespace GoEnv.Tests.Binaries;

public sealed class EachFileOnceTests
{
    [Fact]
    public void A_file_is_taken_by_its_own_name_and_once()
    {
        GoBuildInfo[] found =
        [
            new() { Path = "/bin/crictl", FileId = "1", IsAlias = true },
            new() { Path = "/bin/k3s", FileId = "1" },
            new() { Path = "/bin/app", FileId = "2", IsAlias = true },
            new() { Path = "/bin/apps", FileId = "2", IsAlias = true },
            new() { Path = "/bin/gone" },
            new() { Path = "/bin/lost" },
        ];
        Assert.Equal(["/bin/k3s", "/bin/app", "/bin/gone", "/bin/lost"], GoBuildInfo.EachFileOnce(found).Select(info => info.Path));
    }
}
