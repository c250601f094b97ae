using GoEnv.Binaries;

namespace GoEnv.Tests.Binaries;

public sealed class EachFileOnceTests
{
    [Fact]
    public async Task A_file_is_taken_by_its_own_name_and_once()
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
        var taken = new List<string>();
        var once = new FilesOnce(info =>
        {
            taken.Add(info.Path);
            return ValueTask.CompletedTask;
        });
        foreach (var info in found)
        {
            await once.AddAsync(info);
        }

        Assert.Equal(["/bin/k3s", "/bin/gone", "/bin/lost"], taken); // at once
        await once.CompleteAsync();
        Assert.Equal(["/bin/k3s", "/bin/gone", "/bin/lost", "/bin/app"], taken);
        Assert.Equal(taken, once.Files.Select(info => info.Path));
    }
}
