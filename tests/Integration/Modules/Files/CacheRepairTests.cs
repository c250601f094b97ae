using GoEnv.Changes;
using GoEnv.Modules.Files;
using GoEnv.Tests.Changes;
using GoEnv.Tests.Core;
using GoEnv.Tests.Ssh;
using GoToolchain = GoEnv.Tests.Binaries.GoToolchain;

namespace GoEnv.Tests.Modules.Files;

/// <summary>A module cache that the real go command filled is damaged: the rule names it, the remedy mends it and can be taken back.</summary>
public sealed class CacheRepairTests
{
    private const string Lib = "go/pkg/mod/example.com/lib@v1.0.0";
    private const string Download = "go/pkg/mod/cache/download/example.com/lib/@v/v1.0.0";

    public static readonly TheoryData<string, string> Damages = new(
        from shell in Shells.All.Select(row => row.Data)
        from damage in new[] { "folder", "file", "archive", "cut", "noted", "mod", "sum" }
        select (shell, damage));

    [Theory]
    [MemberData(nameof(Damages))]
    public async Task What_is_damaged_is_named_moved_aside_and_brought_back(string shell, string damage)
    {
        using var home = new ChangeHome();
        using var tree = new GoTree();
        Fill(tree, home);
        var session = new ShellSession(shell, home);
        var pass = Assert.Single((await AuditAsync(session, home)).Findings);
        Assert.Equal(("2 modules and 2 go.mod files of the module cache", FindingStatus.Pass), (pass.Actual, pass.Status));

        Damage(home, damage);
        var before = home.Snapshot(withState: false);
        var finding = Assert.Single((await AuditAsync(session, home)).Findings);
        Assert.Equal((FindingStatus.Fail, "example.com/lib v1.0.0" + (damage == "mod" ? "/go.mod" : string.Empty)), (finding.Status, finding.Subject));

        var engine = home.Engine(session);
        var request = new ChangeRequest(Target.Local, [finding.Remedy!]) { Mends = [new Mended(finding.RuleId, finding.Subject)] };
        var change = (await engine.PlanAsync(request, complete: true, default)).Change!;
        Assert.Equal(ChangeImpact.High, change.Impact);
        var applied = await engine.ApplyAsync(change, default);
        Assert.True(applied.Result.Verified == true, applied.Result.Message);
        Assert.Contains("is go/pkg/mod/cache/goenv-aside/example.com-lib@v1.0.0".Replace("is ", $"is {home.Folder}/", StringComparison.Ordinal), applied.Result.Message, StringComparison.Ordinal);

        // Nothing but these parts is gone, and all of them are aside.
        string[] parts = damage switch { "folder" or "file" => [Lib], "mod" => [Download + ".mod"], _ => [Lib, Download + ".zip", Download + ".ziphash"] };
        var after = home.Snapshot(withState: false);
        Assert.Equal(
            before.Keys.Where(path => parts.Any(part => path == part || path.StartsWith(part + "/", StringComparison.Ordinal))),
            before.Keys.Except(after.Keys));
        Assert.All(after.Keys.Except(before.Keys), path => Assert.StartsWith("go/pkg/mod/cache/goenv-aside", path, StringComparison.Ordinal));
        Assert.All(before.Keys.Intersect(after.Keys), path => Assert.Equal(before[path], after[path]));
        Assert.Null((await engine.PlanAsync(request, complete: true, default)).Change);

        Assert.Null((await engine.ApplyAsync(engine.Undo(change), default)).ErrorId);
        Assert.Equal(before, home.Snapshot(withState: false));

        // Done again, the go command gets what is right, and undo leaves that alone.
        var again = (await engine.PlanAsync(request, complete: true, default)).Change!;
        Assert.Null((await engine.ApplyAsync(again, default)).ErrorId);
        if (damage == "sum")
        {
            return;
        }

        var (exit, output) = Go(tree, home, "mod", "download");
        Assert.True(exit == 0, output);
        (exit, output) = Go(tree, home, "mod", "verify");
        Assert.True(exit == 0 && output.Contains("all modules verified", StringComparison.Ordinal), output);
        Assert.Equal(FindingStatus.Pass, Assert.Single((await AuditAsync(session, home)).Findings).Status);
        var mended = home.Snapshot(withState: false);
        Assert.Equal("TargetMovedOn", (await engine.ApplyAsync(engine.Undo(again), default)).ErrorId);
        Assert.Equal(mended, home.Snapshot(withState: false));
    }

    [Fact]
    public async Task Another_copy_aside_is_no_hindrance_and_a_lock_is_heeded()
    {
        using var home = new ChangeHome();
        using var tree = new GoTree();
        Fill(tree, home);
        Damage(home, "folder");
        home.Write("go/pkg/mod/cache/goenv-aside/example.com-lib@v1.0.0/folder", "older");
        home.Own();
        var session = new ShellSession("dash", home);
        var finding = Assert.Single((await AuditAsync(session, home)).Findings);
        var engine = home.Engine(session);
        var request = new ChangeRequest(Target.Local, [finding.Remedy!]) { Mends = [new Mended(finding.RuleId, finding.Subject)] };
        var change = (await engine.PlanAsync(request, complete: true, default)).Change!;
        Assert.Contains("@v1.0.0.2", change.Steps[0].Describe(), StringComparison.Ordinal);

        session.Before = $"exec 8<'{home[Download + ".lock"]}'; flock -x 8\n";
        var held = await engine.ApplyAsync(change, default);
        Assert.Equal("InUse", held.ErrorId);
        Assert.True(Directory.Exists(home[Lib]));
        session.Before = string.Empty;
        Assert.True((await engine.ApplyAsync(change, default)).Result.Verified);
    }

    [Fact]
    public async Task What_cannot_be_read_is_unknown()
    {
        using var home = new ChangeHome();
        using var tree = new GoTree();
        Fill(tree, home);
        Tool.Run("chmod", "000", home[Lib + "/lib.go"]);
        var session = new ShellSession("dash", home);
        var finding = Assert.Single((await AuditAsync(session, home)).Findings);
        Assert.Equal(FindingStatus.Unknown, finding.Status);
        Assert.Contains("not all files in", finding.Message, StringComparison.Ordinal);
        Tool.Run("chmod", "444", home[Lib + "/lib.go"]);

        var folder = Shells.FolderOf("dash", "sed", "sort", "grep", "sha256sum", "find", "env", "cat", "tail", "base64", "tr", "setsid", "sleep", "wc");
        session.Path = folder;
        File.SetUnixFileMode(folder, SshFarm.AllMayRun);
        finding = Assert.Single((await AuditAsync(session, home)).Findings);
        Directory.Delete(folder, recursive: true);
        Assert.Equal(FindingStatus.Unknown, finding.Status);
        Assert.Contains("the archive of example.com/dep v1.0.0 and 1 more", finding.Message, StringComparison.Ordinal);
        Assert.Contains("there is no python3", finding.Message, StringComparison.Ordinal);
    }

    private static Task<TargetResult> AuditAsync(ShellSession session, ChangeHome home) => new Audit
    {
        Open = _ => session,
        Probes = [new ModuleSumsProbe(home["app"])],
        Rules = [new CacheSumsRule()],
    }.RunAsync(Target.Local, default);

    private static void Fill(GoTree tree, ChangeHome home)
    {
        Tool.Run("sh", "-c", "mkdir -p \"$2/go/pkg\" && cp -a \"$1\" \"$2/app\" && cp -a \"$1/../gopath/pkg/mod\" \"$2/go/pkg/mod\"", "sh", tree.Folder, home.Folder);
        home.Own();
    }

    private static void Damage(ChangeHome home, string damage)
    {
        switch (damage)
        {
            case "folder":
                Tool.Run("sh", "-c", "chmod u+w \"$1\" && echo 'package lib' >\"$1/more.go\" && chmod a-w \"$1\"", "sh", home[Lib]);
                break;
            case "file":
                Tool.Run("sh", "-c", "echo >>\"$1\"", "sh", home[Lib + "/lib.go"]);
                break;
            case "archive":
                Tool.Run("python3", "-c", "import sys, zipfile\nz = zipfile.ZipFile(sys.argv[1], 'a'); z.writestr('example.com/lib@v1.0.0/x.go', 'package lib'); z.close()", home[Download + ".zip"]);
                break;
            case "cut":
                Tool.Run("truncate", "-s", "100", home[Download + ".zip"]);
                break;
            case "noted":
                File.WriteAllText(home[Download + ".ziphash"], "h1:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
                break;
            case "mod":
                File.AppendAllText(home[Download + ".mod"], "\n");
                break;
            default:
                Tool.Run("sed", "-i", "s|^example.com/lib v1.0.0 h1:.*|example.com/lib v1.0.0 h1:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=|", home["app/go.sum"]);
                break;
        }

        home.Own();
    }

    private static (int Exit, string Output) Go(GoTree tree, ChangeHome home, params string[] arguments) =>
        tree.Go(GoToolchain.Newest, [("GOPATH", home["go"])], arguments);
}
