using GoEnv.Changes;
using GoEnv.Modules;
using GoEnv.Targets;
using GoEnv.Tests.Core;
using GoEnv.Tests.Ssh;
using GoEnv.Toolchain.Install;

namespace GoEnv.Tests.Changes;

public sealed class ChangeTests
{
    public static readonly TheoryData<string> AllShells = Shells.All;

    [Theory]
    [MemberData(nameof(AllShells))]
    public async Task Ten_files_change_in_two_round_trips_and_come_back_byte_for_byte(string shell)
    {
        using var home = new ChangeHome();
        TenFiles.Fill(home);
        var before = home.Snapshot();
        var session = new ShellSession(shell, home);
        var engine = home.Engine(session);

        var plan = await engine.PlanAsync(new ChangeRequest(Target.Local, TenFiles.Remedies), complete: true, default);
        Assert.Null(plan.Error);
        Assert.Equal(before, home.Snapshot());
        var applied = await engine.ApplyAsync(plan.Change!, default);
        Assert.Null(applied.ErrorId);
        Assert.Equal(2, session.RoundTrips);

        Assert.Equal("one\r\ntwo\r\nthree", File.ReadAllText(home["crlf.txt"]));
        Assert.Equal("dotfiles/bashrc", new FileInfo(home[".bashrc"]).LinkTarget);
        Assert.Equal("# linked\nnew\n", File.ReadAllText(home["dotfiles/bashrc"]));
        Assert.Equal("sdk/go1.27", new FileInfo(home["go"]).LinkTarget);
        Assert.Equal([0, 1, 255, 10, 13, 0], File.ReadAllBytes(home["binary"]));
        Assert.False(File.Exists(home["remove me"]));
        Assert.Empty(File.ReadAllBytes(home["empty"]));
        var after = home.Snapshot();
        Assert.StartsWith($"f 640 {ChangeHome.Uid}:", after[".profile"], StringComparison.Ordinal);
        Assert.StartsWith("f 600", after["secret"], StringComparison.Ordinal);
        Assert.StartsWith($"d 755 {ChangeHome.Uid}:", after[".config/go"], StringComparison.Ordinal);
        Assert.DoesNotContain(after.Keys, path => path.Contains(".goenv-", StringComparison.Ordinal) || path.StartsWith(".local", StringComparison.Ordinal));

        var again = await engine.PlanAsync(new ChangeRequest(Target.Local, TenFiles.Remedies), complete: true, default);
        Assert.Null(again.Change);

        var undone = await engine.ApplyAsync(engine.Undo(engine.Journal.Find(plan.Change!.Id)!), default);
        Assert.Null(undone.ErrorId);
        Assert.Equal(Without(before), Without(home.Snapshot()));
        Assert.Equal(ChangeState.Undone, engine.Journal.Find(plan.Change.Id)!.State);
    }

    [Fact]
    public async Task What_one_remedy_cannot_get_leaves_the_others()
    {
        using var home = new ChangeHome();
        TenFiles.Fill(home);
        var engine = home.Engine(new ShellSession("dash", home), new NoMirror());
        var install = new ToolchainInstallRemedy("latest");
        var mode = TenFiles.Remedies[7];
        var request = new ChangeRequest(Target.Local, [install, mode])
        {
            Mends = [new Mended("GE1001", null) { By = install }, new Mended("GE3018", null) { By = mode }],
        };

        var plan = await engine.PlanAsync(request, complete: true, default);
        Assert.Equal(["no mirror answers"], plan.LeftOut.Select(why => why.Message));
        Assert.Equal([mode], plan.Change!.Remedies);
        Assert.Equal(["GE3018"], plan.Change.Mends.Select(mended => mended.RuleId));

        var none = await engine.PlanAsync(new ChangeRequest(Target.Local, [install]), complete: true, default);
        Assert.Null(none.Change);
        Assert.Equal("no mirror answers", none.Error!.Message);
    }

    [Theory]
    [InlineData(3072, ChangeStatus.Changed)]
    [InlineData(4096, ChangeStatus.RolledBack)]
    public async Task What_was_mended_is_verified_by_the_policy(int rsaBits, ChangeStatus status)
    {
        using var home = new ChangeHome();
        home.BecomeRoot(); // ssh-keygen wants an account that the machine knows
        TenFiles.Fill(home);
        Directory.CreateDirectory(home[".ssh"]);
        Tool.Run("ssh-keygen", "-q", "-t", "rsa", "-b", "3072", "-N", string.Empty, "-f", home["key"]);
        File.Move(home["key.pub"], home[".ssh/authorized_keys"]);
        home.Own();
        var policy = GoEnv.Policies.Policy.Parse($"version: 1\nrules:\n  GE0104:\n    parameters: {{rsaBits: {rsaBits}}}\n", "policy.yaml");
        var engine = home.Engine(new ShellSession("dash", home), policy: policy);
        var mode = TenFiles.Remedies[7];
        var request = new ChangeRequest(Target.Local, [mode]) { Mends = [new Mended("GE0104", "RSA 3072") { By = mode }] };

        var plan = await engine.PlanAsync(request, complete: true, default);
        var applied = await engine.ApplyAsync(plan.Change!, default);
        Assert.Equal(status, applied.Result.Status);
    }

    [Theory]
    [MemberData(nameof(AllShells))]
    public async Task A_target_that_moved_on_is_left_as_it_is(string shell)
    {
        using var home = new ChangeHome();
        TenFiles.Fill(home);
        var engine = home.Engine(new ShellSession(shell, home));
        var plan = await engine.PlanAsync(new ChangeRequest(Target.Local, TenFiles.Remedies), complete: true, default);
        home.Write("empty", "somebody was here\n");
        home.Own();
        var before = home.Snapshot();
        var applied = await engine.ApplyAsync(plan.Change!, default);
        Assert.Equal("TargetMovedOn", applied.ErrorId);
        Assert.Contains("/empty: its content is another one", applied.Result.Message, StringComparison.Ordinal);
        Assert.Equal(Without(before), Without(home.Snapshot()));
    }

    [Theory]
    [MemberData(nameof(AllShells))]
    public async Task A_read_only_file_and_a_folder_of_others_are_named_and_nothing_changes(string shell)
    {
        using var home = new ChangeHome();
        TenFiles.Fill(home);
        File.SetUnixFileMode(home["empty"], UnixFileMode.UserRead);
        var message = await RefusedAsync(home, shell, "FileReadOnly");
        Assert.Contains("read-only for this account (mode 400)", message, StringComparison.Ordinal);

        File.SetUnixFileMode(home["empty"], UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Tool.Run("chown", "0:0", home["dotfiles"]);
        Assert.Contains("may not write in", await RefusedAsync(home, shell, "NotPermitted"), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(AllShells))]
    public async Task A_full_disk_changes_nothing(string shell)
    {
        using var home = new ChangeHome();
        TenFiles.Fill(home);
        Directory.CreateDirectory(home["small"]);
        Assert.SkipWhen(Tool.Try("mount", "-t", "tmpfs", "-o", "size=16k", "tmpfs", home["small"]).ExitCode != 0, "No file system can be mounted here.");
        home.Write("small/file", "small\n");
        home.Own();
        var big = new FileRemedy("~/small/file", new FileContent(new byte[100_000]));
        Assert.Contains("no space left", await RefusedAsync(home, shell, "NoSpace", big), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(AllShells))]
    public async Task An_immutable_file_is_named_and_nothing_changes(string shell)
    {
        using var home = new ChangeHome();
        TenFiles.Fill(home);
        Assert.SkipWhen(Tool.Try("chattr", "+i", home["empty"]).ExitCode != 0, "No file can be made immutable here.");
        Assert.Contains("immutable (chattr +i)", await RefusedAsync(home, shell, "FileImmutable"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Root_keeps_the_owners_of_files_that_it_edits_and_an_account_leaves_the_files_of_others_alone()
    {
        using var home = new ChangeHome();
        TenFiles.Fill(home);
        Tool.Run("chown", "0:0", home[".profile"]);
        Tool.Run("chmod", "644", home[".profile"]);
        Tool.Run("chown", "61901:61902", home["crlf.txt"]);
        var partly = await home.Engine(new ShellSession("dash", home)).PlanAsync(new ChangeRequest(Target.Local, TenFiles.Remedies), complete: true, default);
        Assert.Equal(2, partly.LeftOut.Count);
        Assert.Contains(partly.LeftOut, why => why.Message.Contains("/.profile belongs to another account (number 0)", StringComparison.Ordinal));
        Assert.DoesNotContain(partly.Change!.Steps.OfType<FileStep>(), step => step.Path == home[".profile"] || step.Path == home["crlf.txt"]);

        home.BecomeRoot();
        var before = home.Snapshot();
        var engine = home.Engine(new ShellSession("dash", home));
        var plan = await engine.PlanAsync(new ChangeRequest(Target.Local, TenFiles.Remedies), complete: true, default);
        Assert.Null((await engine.ApplyAsync(plan.Change!, default)).ErrorId);
        var after = home.Snapshot();
        Assert.StartsWith("f 644 0:0", after[".profile"], StringComparison.Ordinal);
        Assert.StartsWith("f 644 61901:61902", after["crlf.txt"], StringComparison.Ordinal);
        Assert.NotEqual(before["crlf.txt"], after["crlf.txt"]);
        Assert.Null((await engine.ApplyAsync(engine.Undo(plan.Change!), default)).ErrorId);
        Assert.Equal(before, home.Snapshot());
    }

    [Theory]
    [MemberData(nameof(AllShells))]
    public async Task A_tree_that_is_closed_twice_gets_back_what_each_took_and_a_closed_one_needs_nothing(string shell)
    {
        using var home = new ChangeHome();
        home.Write("tree/one", "1\n", 0x1b6);
        home.Write("tree/two", "2\n", 0x1a4);
        home.Own();
        var open = home.Snapshot(withState: false);
        var engine = home.Engine(new ShellSession(shell, home));
        var request = new ChangeRequest(Target.Local, [new TreeModeRemedy(home["tree"], 0x12)]);
        var first = (await engine.PlanAsync(request, complete: true, default)).Change!;
        Assert.Null((await engine.ApplyAsync(first, default)).ErrorId);
        Assert.Null((await engine.PlanAsync(request, complete: true, default)).Change);

        File.SetUnixFileMode(home["tree/two"], (UnixFileMode)0x1a6);
        var between = home.Snapshot(withState: false);
        var second = (await engine.PlanAsync(request, complete: true, default)).Change!;
        Assert.Single(second.Steps);
        Assert.Null((await engine.ApplyAsync(second, default)).ErrorId);
        Assert.Null((await engine.ApplyAsync(engine.Undo(second), default)).ErrorId);
        Assert.Equal(between, home.Snapshot(withState: false));
        Assert.Null((await engine.ApplyAsync(engine.Undo(first), default)).ErrorId);
        File.SetUnixFileMode(home["tree/two"], (UnixFileMode)0x1a4);
        Assert.Equal(open, home.Snapshot(withState: false));
        Assert.False(Directory.Exists(home[".local/state/goenv"]));
    }

    [Theory]
    [MemberData(nameof(AllShells))]
    public async Task The_file_that_GOENV_names_is_edited_and_off_is_refused(string shell)
    {
        using var home = new ChangeHome();
        home.Write("elsewhere", "GOPROXY=direct\n");
        home.Own();
        var session = new ShellSession(shell, home) { Before = $"GOENV='{home["elsewhere"]}'; export GOENV\n" };
        var engine = home.Engine(session);
        var request = new ChangeRequest(Target.Local, [new GoEnvRemedy([GoEnvEdit.Unset("GOPROXY"), GoEnvEdit.Set("GOBIN", "/b")])]);
        var plan = await engine.PlanAsync(request, complete: true, default);
        Assert.Null((await engine.ApplyAsync(plan.Change!, default)).ErrorId);
        Assert.Equal("GOBIN=/b\n", File.ReadAllText(home["elsewhere"]));

        session.Before = "GOENV=off; export GOENV\n";
        Assert.StartsWith("GOENV is 'off' there", (await engine.PlanAsync(request, complete: true, default)).Error!.Message, StringComparison.Ordinal);

        session.Before = $"unset GOENV; XDG_CONFIG_HOME='{home["xdg"]}'; export XDG_CONFIG_HOME\n";
        plan = await engine.PlanAsync(request, complete: true, default);
        Assert.Null((await engine.ApplyAsync(plan.Change!, default)).ErrorId);
        Assert.Equal("GOBIN=/b\n", File.ReadAllText(home["xdg/go/env"]));
    }

    internal static async Task<string> RefusedAsync(ChangeHome home, string shell, string errorId, params Remedy[] more)
    {
        var before = home.Snapshot();
        var engine = home.Engine(new ShellSession(shell, home));
        var plan = await engine.PlanAsync(new ChangeRequest(Target.Local, [.. TenFiles.Remedies, .. more]), complete: true, default);
        Assert.Null(plan.Error);
        var applied = await engine.ApplyAsync(plan.Change!, default);
        Assert.Equal((errorId, ChangeStatus.Failed), (applied.ErrorId, applied.Result.Status));
        Assert.Equal(Without(before), Without(home.Snapshot()));
        return applied.Result.Message;
    }

    // The folders that hold the state's own folder stay.
    private static Dictionary<string, string> Without(IDictionary<string, string> snapshot) => snapshot
        .Where(entry => !entry.Key.StartsWith(".local", StringComparison.Ordinal))
        .ToDictionary(StringComparer.Ordinal);

    private sealed class NoMirror : IChangeSupply
    {
        public Task<Remedy> ResolveAsync(Remedy remedy, TargetState state, CancellationToken cancellationToken) =>
            remedy is ToolchainInstallRemedy ? throw new PlanException("no mirror answers") : Task.FromResult(remedy);

        public Task<Stream> OpenAsync(Change change, CommandStep reader, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
