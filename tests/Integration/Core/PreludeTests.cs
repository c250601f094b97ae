using System.Diagnostics;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using GoEnv.Targets;
using GoEnv.Tests.Ssh;

namespace GoEnv.Tests.Core;

public sealed class PreludeTests
{
    // mksh has no printf of its own.
    private static readonly string[] Base = ["env", "cat", "sleep", "sed", "tr", "head", "wc", "stat", "true", "printf"];

    public static TheoryData<string> ShellNames => Shells.All;

    public static TheoryData<string, string> ShellsAndCodecs => new(
        from shell in Shells.All.Select(row => row.Data)
        from codec in (string[])["base64", "od", ""]
        select (shell, codec));

    [Theory]
    [MemberData(nameof(ShellsAndCodecs))]
    public async Task Any_value_comes_back_whatever_encodes_it(string shell, string codec)
    {
        // Every byte but NUL, and one that ends in line feeds; then random ones. One script carries them all.
        var all = Enumerable.Range(1, 255).Select(i => (byte)i).ToArray();
        // Without base64 and od each byte costs a process under mksh, whose printf is a program.
        var count = codec.Length > 0 ? 30 : 4;
        var samples = Gen.ArrayOf(Gen.Choose(1, 255).Select(i => (byte)i)).Sample(40, count).Prepend(all).Select(TrimFeeds).ToList();
        var probe = new StringBuilder();
        foreach (var (bytes, i) in samples.Select((bytes, i) => (bytes, i)))
        {
            probe.Append("ge_put k").Append(i).Append(" \"$(printf '").Append(string.Concat(bytes.Select(Octal))).Append("')\"\n");
            probe.Append("ge_unknown u").Append(i).Append(" \"$(printf '").Append(string.Concat(bytes.Select(Octal))).Append("')\"\n");
        }

        var path = Shells.FolderOf(codec.Length > 0 ? [.. Base, codec] : Base);
        try
        {
            var output = await Shells.AskAsync(shell, probe.ToString(), path);
            for (var i = 0; i < samples.Count; i++)
            {
                Assert.Equal(samples[i], output.Bytes("k" + i).Value);
                Assert.True(output.Bytes("u" + i).IsUnknown);
            }
        }
        finally
        {
            Directory.Delete(path, recursive: true);
        }
    }

    [Theory]
    [MemberData(nameof(ShellsAndCodecs))]
    public async Task A_file_comes_back_byte_for_byte(string shell, string codec)
    {
        var path = Shells.FolderOf(codec.Length > 0 ? [.. Base, codec] : Base);
        try
        {
            byte[] content = [.. "first line\n\n\ttab 'quote' \\ \u00e4\n"u8, 0xff, 0x1b, .. codec.Length > 0 ? (byte[])[0] : [], (byte)'\n'];
            await File.WriteAllBytesAsync(Path.Combine(path, "file"), content);
            await File.WriteAllBytesAsync(Path.Combine(path, "large"), new byte[300_000]);
            var output = await Shells.AskAsync(shell, $"""
                ge_file a '{path}/file'
                ge_file b '{path}/large'
                ge_file c '{path}/none'
                ge_file d '{path}'
                ge_file e '{path}/file' 4
                """, path);
            Assert.Equal(content, output.Bytes("a").Value);
            Assert.Contains("larger than 262144 bytes", output.Text("b").Reason, StringComparison.Ordinal);
            Assert.True(output.Text("c").IsAbsent);
            Assert.Contains("not a regular file", output.Text("d").Reason, StringComparison.Ordinal);
            Assert.Contains("larger than 4 bytes", output.Text("e").Reason, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(path, recursive: true);
        }
    }

    [Theory]
    [MemberData(nameof(ShellNames))]
    public async Task What_an_account_may_not_see_is_unknown_and_not_absent(string shell)
    {
        Assert.SkipUnless(Environment.UserName == "root" && Tool.Find("setpriv") is not null, "Needs root and setpriv.");
        var folder = Directory.CreateTempSubdirectory("goenv-closed").FullName;
        try
        {
            File.SetUnixFileMode(folder, SshFarm.AllMayRun);
            var closed = Directory.CreateDirectory(Path.Combine(folder, "closed")).FullName;
            await File.WriteAllTextAsync(Path.Combine(closed, "in"), "x");
            File.SetUnixFileMode(closed, SshFarm.OwnerOnly);
            await File.WriteAllTextAsync(Path.Combine(folder, "mine"), "x");
            File.SetUnixFileMode(Path.Combine(folder, "mine"), UnixFileMode.UserRead);
            var output = await Shells.AskAsync(shell, $"""
                for f in closed/in closed/no/such mine none/such; do
                  ge_file "file_$f" '{folder}'/"$f"
                  ge_stat "stat_$f" '{folder}'/"$f"
                done
                """, asUser: "61999");
            foreach (var key in (string[])["file_closed/in", "stat_closed/in", "file_closed/no/such", "stat_closed/no/such"])
            {
                Assert.Equal($"this account may not enter {closed}", output.Text(key).Reason);
            }

            Assert.Equal($"this account may not read {folder}/mine", output.Text("file_mine").Reason);
            Assert.Equal("400 0 0 f root", output.Text("stat_mine").Value);
            Assert.True(output.Text("file_none/such").IsAbsent);
            Assert.True(output.Text("stat_none/such").IsAbsent);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [MemberData(nameof(ShellNames))]
    public async Task A_probe_that_hangs_ends_in_time_with_all_that_it_started(string shell)
    {
        var script = ProbeScript.Compose(
            [("hang", "sleep 5151 & (sleep 5151; true) & ge_put a b; sleep 5151"), ("late", "sleep 5151 & ge_put a b"), ("bad", "exit 3"), ("good", "ge_put a b")],
            ScriptedProbe.Nonce,
            TimeSpan.FromSeconds(1));
        var time = Stopwatch.StartNew();
        var result = await Shells.RunAsync(shell, script);
        Assert.Equal(ProcessEnd.SawEndLine, result.End);
        Assert.InRange(time.Elapsed.TotalSeconds, 0.5, 8);
        var transcript = Transcript.Parse(result.Output.Span, ScriptedProbe.Nonce);
        Assert.Contains("time limit", transcript.Read("hang").Problem, StringComparison.Ordinal);
        Assert.Equal("b", transcript.Read("late").Output!.Text("a").Value);
        Assert.Contains("exit code 3", transcript.Read("bad").Problem, StringComparison.Ordinal);
        Assert.Equal("b", transcript.Read("good").Output!.Text("a").Value);
        Assert.DoesNotContain(LinuxProcess.All(), process => process.CommandLine == "sleep 5151");
    }

    [Theory]
    [MemberData(nameof(ShellNames))]
    public async Task What_takes_too_long_may_tidy_up_and_was_ended_whatever_it_answers(string shell)
    {
        var file = Path.Combine(Path.GetTempPath(), "goenv-lock-" + Guid.NewGuid().ToString("N"));
        try
        {
            var output = await Shells.AskAsync(shell, $$"""
                ge_limit 1 sh -c 'trap "rm -f "$0"; exit 0" TERM; : >"$0"; while :; do sleep 0.1; done' '{{file}}'
                ge_put tidy $?
                ge_limit 1 sh -c 'trap "" TERM; while :; do sleep 0.1; done'
                ge_put deaf $?
                ge_limit 5 sh -c 'exit 3'
                ge_put own $?
                """);
            Assert.Equal("137", output.Text("tidy").Value);
            Assert.False(File.Exists(file));
            Assert.Equal("137", output.Text("deaf").Value);
            Assert.Equal("3", output.Text("own").Value);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static byte[] TrimFeeds(byte[] bytes) => bytes.AsSpan().TrimEnd((byte)'\n').ToArray();

    private static string Octal(byte b) => "\\" + Convert.ToString(b, 8).PadLeft(3, '0');
}
