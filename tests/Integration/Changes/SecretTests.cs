using GoEnv.Changes;
using GoEnv.Modules;
using GoEnv.Reports;
using GoEnv.Tests.Ssh;

namespace GoEnv.Tests.Changes;

/// <summary>A go/env file with a password in it: no plan, diff or JSON holds it, and yet it is edited and undone byte for byte.</summary>
public sealed class SecretTests
{
    private const string Password = "hunter22";
    private const string Text = $"GOPROXY=https://me:{Password}@proxy.example.com,direct\nGOSUMDB=off\n";
    private static readonly IReadOnlyList<Remedy> Remedies = [GoEnvRemedy.Of(null, GoEnvEdit.Unset("GOSUMDB"))];

    [Fact]
    public async Task A_plan_on_a_file_with_a_password_is_saved_without_it_applied_and_undone()
    {
        using var home = new ChangeHome();
        home.Write(".config/go/env", Text, 0x180);
        home.Own();
        var before = home.Snapshot(withState: false);
        var session = new ShellSession("dash", home);
        var engine = home.Engine(session);
        var planned = await engine.PlanAsync(new ChangeRequest(Target.Local, Remedies), complete: true, default);
        Assert.DoesNotContain(Password, ChangeText.Effect(planned.Change!), StringComparison.Ordinal);
        Assert.Contains("-GOSUMDB=off", ChangeText.Effect(planned.Change!), StringComparison.Ordinal);

        var file = Path.Combine(home.Folder, "plan.json");
        PlanFile.Write(file, new ChangePlan { CreatedAt = DateTimeOffset.UnixEpoch, Changes = [planned.Change!] });
        Assert.DoesNotContain(Password, File.ReadAllText(file), StringComparison.Ordinal);
        Assert.Equal(SshFarm.OwnerOnly & ~UnixFileMode.UserExecute, File.GetUnixFileMode(file));
        var change = Assert.Single(PlanFile.Read(file).Changes);
        File.Delete(file);

        var trips = session.RoundTrips;
        Assert.Null((await engine.ApplyAsync(change, default)).ErrorId);
        Assert.Equal(2, session.RoundTrips - trips);
        Assert.Equal(Text.Replace("GOSUMDB=off\n", string.Empty, StringComparison.Ordinal), File.ReadAllText(home[".config/go/env"]));

        // The journal alone knows it, for its owner only.
        var kept = Assert.Single(Directory.GetFiles(home.Journal.Folder));
        Assert.Equal(SshFarm.OwnerOnly & ~UnixFileMode.UserExecute, File.GetUnixFileMode(kept));
        Assert.Equal(SshFarm.OwnerOnly, File.GetUnixFileMode(home.Journal.Folder));
        var listed = GoEnvJson.Write(engine.Journal.Find(change.Id));
        Assert.DoesNotContain(Password, listed, StringComparison.Ordinal);
        Assert.Null((await engine.ApplyAsync(engine.Undo((Change)GoEnvJson.Read(listed)), default)).ErrorId);
        Assert.Equal(before, home.Snapshot(withState: false));
    }

    [Fact]
    public async Task Such_a_plan_is_refused_when_the_file_has_changed_since()
    {
        using var home = new ChangeHome();
        home.Write(".config/go/env", Text);
        home.Own();
        var engine = home.Engine(new ShellSession("dash", home));
        var planned = await engine.PlanAsync(new ChangeRequest(Target.Local, Remedies), complete: true, default);
        var file = Path.Combine(home.Folder, "plan.json");
        PlanFile.Write(file, new ChangePlan { CreatedAt = DateTimeOffset.UnixEpoch, Changes = [planned.Change!] });
        File.AppendAllText(home[".config/go/env"], "GOBIN=/b\n");
        Assert.Equal("TargetMovedOn", (await engine.ApplyAsync(PlanFile.Read(file).Changes[0], default)).ErrorId);
        Assert.Equal(Text + "GOBIN=/b\n", File.ReadAllText(home[".config/go/env"]));
    }

    [Fact]
    public async Task A_change_that_writes_a_password_itself_is_not_saved_as_a_plan()
    {
        using var home = new ChangeHome();
        home.Own();
        var engine = home.Engine(new ShellSession("dash", home));
        var planned = await engine.PlanAsync(
            new ChangeRequest(Target.Local, [GoEnvRemedy.Of(null, GoEnvEdit.Set("GOPROXY", $"https://me:{Password}@proxy.example.com"))]), complete: true, default);
        var file = Path.Combine(home.Folder, "plan.json");
        Assert.Throws<PlanException>(() => PlanFile.Write(file, new ChangePlan { CreatedAt = DateTimeOffset.UnixEpoch, Changes = [planned.Change!] }));
        Assert.False(File.Exists(file));
    }

    [Fact]
    public async Task A_saved_plan_follows_its_schema()
    {
        Assert.SkipWhen(Tool.Try("python3", "-c", "import jsonschema").ExitCode != 0, "No python3 with jsonschema is installed.");
        using var home = new ChangeHome();
        TenFiles.Fill(home);
        home.Write(".config/go/env", Text);
        home.Own();
        var engine = home.Engine(new ShellSession("dash", home));
        var remedies = TenFiles.Remedies.Where(remedy => remedy is FileRemedy or TenFiles.LinkRemedy && !remedy.Reads[0].Path.StartsWith('$')).ToList();
        var plain = await engine.PlanAsync(new ChangeRequest(Target.Local, remedies), complete: true, default);
        var secret = await engine.PlanAsync(new ChangeRequest(Target.Local, [.. Remedies, new TreeModeRemedy(home["dotfiles"], 2)]) { Mends = [new Mended("GE3006", "GOSUMDB")] }, complete: true, default);
        var file = Path.Combine(home.Folder, "plan.json");
        PlanFile.Write(file, new ChangePlan { CreatedAt = DateTimeOffset.UnixEpoch, Changes = [plain.Change!, secret.Change!] });
        var (exitCode, output, error) = Tool.Try(
            "python3", "-c",
            "import json, sys, jsonschema; s = json.load(open(sys.argv[1])); jsonschema.validators.validator_for(s).check_schema(s); jsonschema.validate(json.load(open(sys.argv[2])), s)",
            Path.Combine(Repository.Root, "module/schemas/plan.schema.json"), file);
        Assert.True(exitCode == 0, output + error);
    }
}
