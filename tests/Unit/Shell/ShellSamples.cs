using GoEnv.Policies;
using GoEnv.Releases;
using GoEnv.Shell;

namespace GoEnv.Tests.Shell;

/// <summary>Literal facts for the rules of GE2.</summary>
internal static class ShellSamples
{
    public const string Go = "/usr/local/go/bin";
    public const string Plain = "/usr/local/bin:/usr/bin:/bin";
    public const string WithGo = Plain + ":" + Go;

    public static readonly ProfileLine Guard = new(6, "case $- in");
    public static readonly ProfileLine Return = new(8, "* ) return ;;");
    public static readonly ProfileLine Append = new(20, "export PATH=$PATH:/usr/local/go/bin");

    /// <summary>An account of a login shell; kinds that are not named see no Go.</summary>
    public static ShellFacts Account(string shell, params ShellStart[] starts) => new()
    {
        LoginShell = "/bin/" + shell,
        Home = "/home/me",
        Starts = [Start("session", Plain), .. starts],
        Directories = [Folder("/usr/local/bin"), Folder("/usr/bin"), Folder("/bin"), Folder(Go, Go + "/go")],
        Profiles = Files(),
    };

    public static ShellStart Start(string kind, string path, string? shell = null) => new()
    {
        Kind = kind,
        Shell = shell ?? (kind.Contains(' ', StringComparison.Ordinal) ? kind.Split(' ')[0] : string.Empty),
        State = StartState.Finished,
        Path = path,
        Go = path.Split(':').Contains(Go) ? Go + "/go" : Fact<string>.Absent,
        Printed = 0,
    };

    public static ShellStart Hung(string kind, string shell) => new()
    {
        Kind = kind,
        Shell = shell,
        State = StartState.Hung,
        Reason = "it did not come to its end within 4 s",
        Printed = 0,
    };

    public static PathDirectory Folder(string path, string? go = null) => new(path, true, go is null ? Fact<string>.Absent : go);

    public static Fact<IReadOnlyList<ProfileFile>> Files(params ProfileFile[] files) => files;

    public static ProfileFile File(string path, params ProfileLine[] lines) => new(path, lines);

    public static IReadOnlyList<Finding> Judge(this ShellFacts facts, Rule rule)
    {
        var set = new FactSet();
        set.Add(facts);
        return GoEnv.Judge.Apply([rule], set, new RuleContext(Target.Parse("local"), Policy.Default, GoReleases.Shipped, DateTimeOffset.UnixEpoch)).ToList();
    }

    public static Finding Only(this ShellFacts facts, Rule rule) => Assert.Single(facts.Judge(rule));
}
