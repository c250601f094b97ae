using System.Runtime.Versioning;
using FsCheck;
using FsCheck.Fluent;
using GoEnv.Shell;
using GoEnv.Tests.Ssh;

namespace GoEnv.Tests.Shell;

/// <summary>A start-up file that a shell reads without complaint is one that it reads after an edit too, with the same PATH but for the entry.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class ProfileSyntaxTests
{
    private const string Go = "/opt/go-x/bin";

    private static readonly string[] Lines =
    [
        "export PATH=$PATH:{0}", "PATH={0}:$PATH", "PATH=\"$HOME/b:{0}:$PATH\"; export PATH", "[ -d / ] && export PATH=$PATH:{0}", "[ -d /none ] || PATH={0}:$PATH # why",
        "if [ -d / ]; then export PATH=\"$PATH\":{0}; fi", "case x in x) PATH=$PATH:{0} ;; esac", "PATH={0}:$PATH; A=1; export A", "test -d / && { PATH={0}:$PATH; }",
    ];

    private static readonly string[] Frames = ["{0}", "if true; then\n  {0}\nfi", "f() {\n{0}\n}\nf", "for i in 1; do\n{0}\ndone", "case y in\ny)\n{0}\n;;\nesac", "if false; then\n:\nelse\n{0}\nfi", "{\n{0}\n}"];

    private static Arbitrary<string> Files { get; } = (
        from before in Gen.Elements("", "A=1\n", "# x\n\n", "A='a\nb'\n")
        from line in Gen.Elements(Lines)
        from frame in Gen.Elements(Frames)
        from after in Gen.Elements("", "B=2\n", "\n# y", "if true; then B=1; fi\n")
        select $"{before}{frame.Replace("{0}", line.Replace("{0}", Go, StringComparison.Ordinal), StringComparison.Ordinal)}\n{after}").ToArbitrary();

    [Theory]
    [InlineData("bash")]
    [InlineData("zsh")]
    [InlineData("dash")]
    public void The_shell_still_reads_it(string shell)
    {
        Assert.SkipWhen(Tool.Find(shell) is null, $"{shell} is not on this machine");
        Prop.ForAll(Files, file =>
        {
            var path = PathAfter(shell, file);
            var number = file[..file.IndexOf(Go, StringComparison.Ordinal)].Count(c => c == '\n') + 1;
            foreach (var action in (ProfileLineAction[])[ProfileLineAction.DropEntry, ProfileLineAction.Guard, ProfileLineAction.MoveFirst])
            {
                var change = new ProfileLineChange("p", number, Go, action, Go);
                var after = PathAfter(shell, System.Text.Encoding.UTF8.GetString(change.Apply(System.Text.Encoding.UTF8.GetBytes(file))));
                var has = path.Contains(Go);
                string[] wanted = action switch
                {
                    ProfileLineAction.DropEntry => [.. path.Where(entry => entry != Go)],
                    ProfileLineAction.MoveFirst when has => [Go, .. path.Where(entry => entry != Go)],
                    _ => path,
                };
                Assert.True(wanted.SequenceEqual(after), $"{action}: {string.Join(':', after)}\n{file}");
            }
        }).QuickCheckThrowOnFailure();
    }

    private static string[] PathAfter(string shell, string file)
    {
        var (exitCode, output, error) = Tool.Try("env", "-i", "PATH=/usr/bin:/bin", "HOME=/h", shell, "-c", file + "\nprintf '\\n%s' \"$PATH\"");
        Assert.True(exitCode == 0 && error.Length == 0, error + file);
        return output.Split('\n')[^1].Split(':');
    }
}
