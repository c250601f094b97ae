using GoEnv.Toolchain;
using static GoEnv.Tests.Toolchain.Given;

namespace GoEnv.Tests.Toolchain;

/// <summary>What the target could not be asked is no good news.</summary>
public sealed class UnknownFactsTests
{
    private static readonly Fact<IReadOnlyDictionary<string, string>> NoEnv = Fact<IReadOnlyDictionary<string, string>>.Unknown("go env ended with exit code 1");

    private static GoToolchain Silent => Go() with
    {
        Version = null,
        VersionText = Fact<string>.Unknown("it ended with exit code 1"),
        Runs = false,
        Problem = "it ended with exit code 1",
    };

    public static TheoryData<Type> RulesOfTheEnvironment =>
    [
        typeof(GoRootAgreesRule), typeof(TemporaryFolderRule), typeof(WindowsDriveRule), typeof(GoBinOnPathRule), typeof(DiskSpaceRule),
        typeof(ExperimentRule), typeof(CgoRule), typeof(GoFlagsRule), typeof(GoDebugRule), typeof(ModuleModeRule), typeof(GoPathRule), typeof(BuildCacheRule),
    ];

    public static TheoryData<Type> RulesOfTheRelease =>
    [
        typeof(SupportedReleaseRule), typeof(NewestPatchRule), typeof(SwitchRule), typeof(VersionFileRule),
    ];

    public static TheoryData<Type> RulesOfTheWinner =>
    [
        typeof(InstalledRule), typeof(SupportedReleaseRule), typeof(NewestPatchRule), typeof(SwitchRule), typeof(GoRootAgreesRule), typeof(GoFlagsRule), typeof(TemporaryFolderRule), typeof(DiskSpaceRule),
    ];

    [Theory]
    [MemberData(nameof(RulesOfTheEnvironment))]
    public void A_go_env_that_fails(Type rule) =>
        IsUnknown((Rule)Activator.CreateInstance(rule)!, Facts(Go()) with { GoEnv = NoEnv, Places = [Place("TMPDIR", "/tmp")] }, "go env ended with exit code 1");

    [Theory]
    [MemberData(nameof(RulesOfTheRelease))]
    public void A_go_that_does_not_tell_its_release(Type rule) =>
        IsUnknown((Rule)Activator.CreateInstance(rule)!, Facts(Silent), "it ended with exit code 1");

    [Theory]
    [MemberData(nameof(RulesOfTheWinner))]
    public void No_go_where_the_login_shell_does_not_answer(Type rule)
    {
        var judging = (Rule)Activator.CreateInstance(rule)!;
        IsUnknown(judging, Facts() with { LoginPath = Fact<string>.Unknown("it did not answer") }, "it did not answer");
        if (judging is not InstalledRule)
        {
            Passes(judging, Facts());
        }
    }

    [Fact]
    public void A_header_that_could_not_be_read()
    {
        IsUnknown(new ArchitectureRule(), Facts(Go() with { Arch = null, HeaderProblem = "the target has no od that works" }), "no od that works");
        Passes(new ArchitectureRule(), Facts(Go() with { Arch = null }));
    }

    [Fact]
    public void An_env_file_that_could_not_be_read()
    {
        var facts = Facts(Go()) with { GoEnv = Env(("GOEXPERIMENT", "synctest")), EnvFileNames = Fact<IReadOnlyList<string>>.Unknown("it is closed") };
        IsUnknown(new ExperimentRule(), facts, "it is closed");
        IsUnknown(new GoRootAgreesRule(), facts, "it is closed");
        Passes(new ExperimentRule(), facts with { EnvFileNames = Fact<IReadOnlyList<string>>.Absent });
    }

    [Fact]
    public void Values_whose_passwords_could_not_be_left_out() =>
        IsUnknown(new GoFlagsRule(), Facts(Go()).Exporting("GOFLAGS", "(hidden)"), "passwords");

    [Fact]
    public void Flags_of_which_go_did_not_say_whether_it_takes_them() =>
        IsUnknown(new GoFlagsRule(), Facts(Go()).Exporting("GOFLAGS", "-v") with { RefusedFlags = Fact<string>.Unknown("it did not answer") }, "it did not answer");

    [Fact]
    public void An_old_release_that_does_not_run_is_known_by_its_tree()
    {
        var old = Silent with { Path = "/usr/local/go1.20/bin/go", VersionFile = "go1.20", OnPath = null };
        Fails(new OldToolchainsRule(), Facts(Go(), old), "go1.20");
        Passes(new OldToolchainsRule(), Facts(Go(), old with { Runs = null }));
    }
}
