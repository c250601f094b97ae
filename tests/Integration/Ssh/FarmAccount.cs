namespace GoEnv.Tests.Ssh;

/// <summary>A test account of the farm; known to its sshd processes alone.</summary>
public sealed record FarmAccount(string Name, int Uid, string Home)
{
    /// <summary>Writes a file below the home folder, owned by the account.</summary>
    public void Write(string path, string content, UnixFileMode mode = UnixFileMode.UserRead | UnixFileMode.UserWrite)
    {
        var full = Path.Combine(Home, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, content);
        File.SetUnixFileMode(full, mode);
        Own();
    }

    /// <summary>Gives the whole home folder to the account; links are not followed.</summary>
    public void Own() => Tool.Run("chown", "-hR", $"{Uid}:{Uid}", Home);

    /// <summary>The processes that run with the account's uid, by pid, with their command lines.</summary>
    public IReadOnlyDictionary<int, string> Processes() => LinuxProcess.All()
        .Where(process => process.Uid == Uid)
        .ToDictionary(process => process.Pid, process => process.CommandLine);

    /// <summary>Waits until no process of the account is left; fails when there is one after ten seconds.</summary>
    public async Task IsIdleAsync()
    {
        for (var i = 0; Processes().Count > 0; i++)
        {
            Assert.True(i < 100, "Left behind: " + string.Join("; ", Processes().Values));
            await Task.Delay(100);
        }
    }
}
