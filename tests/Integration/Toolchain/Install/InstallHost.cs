using GoEnv.Changes;
using GoEnv.Tests.Changes;
using GoEnv.Tests.Ssh;
using GoEnv.Toolchain.Install;

namespace GoEnv.Tests.Toolchain;

/// <summary>A plain account with a home folder of its own, on which the engine installs by a real shell.</summary>
internal sealed class InstallHost : IDisposable
{
    public const string Old = "1.26.1";
    public const string New = "1.27.3";

    private readonly ChangeHome home = new();

    public string Prefix => home[".local"];

    public string Store => home[".local/share/goenv/go"];

    public string Link => home[".local/go"];

    public ChangeJournal Journal => home.Journal;

    public string Tree(string version) => Path.Combine(Store, version);

    public string At(string path) => home[path];

    /// <summary>A small tree that is there already.</summary>
    public static string AddTree(string tree, string version)
    {
        foreach (var (file, text) in new[]
        {
            ("bin/go", $"#!/bin/sh\necho 'go version go{version} linux/{Releases.Arch}'\n"), ("bin/gofmt", "#!/bin/sh\ncat\n"),
            ($"pkg/tool/linux_{Releases.Arch}/compile", $"#!/bin/sh\necho 'compile version go{version}'\n"), ("VERSION", $"go{version}"),
        })
        {
            var full = Path.Combine(tree, file);
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            File.WriteAllText(full, text);
            File.SetUnixFileMode(full, SshFarm.AllMayRun);
        }

        return tree;
    }

    /// <summary>A release that is installed, and in use where <paramref name="isUsed"/>.</summary>
    public void Add(string version, bool isUsed = false)
    {
        AddTree(Tree(version), version);
        if (isUsed)
        {
            File.CreateSymbolicLink(Link, "share/goenv/go/" + version);
        }
    }

    /// <summary>What the go command behind the link calls itself; null where there is none.</summary>
    public string? Version => File.Exists(Path.Combine(Link, "bin/go"))
        ? Tool.Run(Path.Combine(Link, "bin/go"), "version").Split(' ')[2][2..]
        : null;

    /// <summary>The releases and everything else in the store, the commands, and what is right below the prefix; with what links lead to.</summary>
    public IReadOnlyList<string> Names => new[] { Prefix, Store, Path.Combine(Prefix, "bin") }
        .Where(Directory.Exists)
        .SelectMany(folder => Directory.EnumerateFileSystemEntries(folder).Select(path => (path, from: folder == Store ? folder : Prefix)))
        .Select(entry => Path.GetRelativePath(entry.from, entry.path) + (new FileInfo(entry.path).LinkTarget is { } to ? " -> " + to : string.Empty))
        .Where(name => name is not ("bin" or "share" or "state"))
        .Order(StringComparer.Ordinal)
        .ToList();

    public ShellSession Session(string shell, string? path = null)
    {
        var session = new ShellSession(shell, home);
        session.Path = path ?? session.Path;
        return session;
    }

    public ChangeEngine Engine(ShellSession session)
    {
        home.Own();
        return home.Engine(session);
    }

    /// <summary>The remedy for an archive that an index has.</summary>
    public static ToolchainInstallRemedy Install(ReleaseArchive archive, params string[] mirrors) => new(archive.Version.ToString())
    {
        Found = new FoundArchive(archive, "test", mirrors.Select(Mirror.Parse).ToList()),
        Stall = TimeSpan.FromSeconds(2),
    };

    /// <summary>The remedy for a release that is installed.</summary>
    public static ToolchainInstallRemedy Use(string version) => new(version);

    /// <summary>Plans and applies; null where there was nothing to do.</summary>
    public async Task<AppliedChange?> ApplyAsync(string shell, Remedy remedy, string? path = null)
    {
        var engine = Engine(Session(shell, path));
        var plan = await engine.PlanAsync(new ChangeRequest(Target.Local, [remedy]), complete: true, default);
        Assert.True(plan.Error is null, plan.Error?.Message);
        return plan.Change is null ? null : await engine.ApplyAsync(plan.Change, default);
    }

    public async Task<ChangeResult> MustAsync(string shell, Remedy remedy, string? path = null)
    {
        var applied = await ApplyAsync(shell, remedy, path);
        Assert.True(applied?.ErrorId is null, applied?.Result.Message);
        return applied!.Result;
    }

    public async Task<(string? Kind, string Reason)> FailsAsync(string shell, Remedy remedy, string? path = null)
    {
        var applied = await ApplyAsync(shell, remedy, path);
        Assert.True(applied?.ErrorId is not null, applied?.Result.Message);
        return (applied!.ErrorId, applied.Result.Message);
    }

    /// <summary>Takes a change back.</summary>
    public async Task<AppliedChange> UndoAsync(string shell, ChangeResult result)
    {
        var engine = Engine(Session(shell));
        return await engine.ApplyAsync(engine.Undo(engine.Journal.Find(result.ChangeId!)!), default);
    }

    public void Dispose() => home.Dispose();
}
