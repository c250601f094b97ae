namespace GoEnv.Drift;

/// <summary>A fact that is not compared, and why.</summary>
/// <param name="Path">The fact; <c>[]</c> stands for any item of a list.</param>
/// <param name="Why">Why it says nothing of drift.</param>
public sealed record DriftNoise(string Path, string Why)
{
    /// <summary>Left out of every comparison. <c>docs/drift.md</c> has the same list.</summary>
    public static IReadOnlyList<DriftNoise> Always { get; } =
    [
        new("collectedAt", "a time"),
        new("target", "names the facts"),
        new("unknown", "read as unknown facts"),
        new("connection", "belongs to the machine that asks"),
        new("host.clock", "a time"),
        new("toolchains", "a copy of toolchain.toolchains"),
        new("toolchain.searchPath", "PATH of the session, compared with the shell's starts"),
        new("toolchain.loginPath", "PATH of a login shell, compared with the shell's starts"),
        new("toolchain.interactivePath", "PATH of an interactive shell, compared with the shell's starts"),
        new("toolchain.userId", "a copy of host.userId"),
        new("toolchain.toolchains[].paths", "follows from PATH and links"),
        new("toolchain.toolchains[].path", "the same file under another name"),
        new("toolchain.toolchains[].onPath", "a position, which moves with every folder before it"),
        new("toolchain.toolchains[].onLoginPath", "a position, which moves with every folder before it"),
        new("toolchain.places[].availableKiB", "free space"),
        new("toolchain.places[].resolved", "follows from what exists"),
        new("toolchain.places[].isNoExec", "an option of the file system"),
        new("toolchain.places[].isDrvFs", "the type of the file system"),
        new("shell.home", "a copy of host.home"),
        new("shell.sessionIsSsh", "tells how the target was asked"),
        new("shell.starts[].reason", "words for the state"),
        new("shell.starts[].printed", "what start-up files print may have a time in it; rule GE2007 judges it"),
        new("shell.profiles[].lines[].number", "lines move when others are added"),
        new("module.userId", "a copy of host.userId"),
        new("module.settings[].line", "lines move when others are added"),
        new("module.settings[].location", "file and line"),
        new("module.overridden[].line", "lines move when others are added"),
        new("module.overridden[].location", "file and line"),
        new("module.userFile.others[].number", "lines move when others are added"),
        new("module.netrc.defaultLine", "lines move when others are added"),
        new("module.netrc.machines[].line", "lines move when others are added"),
        new("module.cache.nearestExisting", "follows from what exists"),
        new("moduleProxy.proxies[].firstLine", "the newest versions, which others publish"),
        new("moduleProxy.checksumDatabase.firstLine", "a signed tree, which grows"),
    ];

    /// <summary>Left out besides when the reference is another target.</summary>
    public static IReadOnlyList<DriftNoise> BetweenTargets { get; } =
    [
        new("host.hostName", "every host has its own"),
        new("host.user", "accounts differ"),
        new("host.userId", "accounts differ"),
        new("host.home", "accounts differ"),
        new("module.netrc.ownerId", "accounts differ; the owner's name is compared"),
    ];

    /// <summary>Facts that follow from another: said only where that one did not change. <c>*</c> stands for the same item in both.</summary>
    internal static IReadOnlyList<(string Path, string Cause)> Consequences { get; } =
    [
        ("module.settings[GOFLAGS]", "toolchain.goEnv[GOFLAGS]"), // the module facts have a part of it only
        ("module.settings[GOPATH]", "toolchain.goEnv[GOPATH]"),
        ("toolchain.held[*]", "toolchain.goEnv[*]"),
        ("toolchain.held[*]", "module.settings[*]"),
        ("toolchain.session[*]", "toolchain.goEnv[*]"),
        ("toolchain.session[*]", "module.settings[*]"),
        ("toolchain.session[GOROOT]", "shell.starts[session].goRoot"),
        ("toolchain.session[GOPATH]", "shell.starts[session].goPath"),
        ("toolchain.session[GOBIN]", "shell.starts[session].goBin"),
        ("toolchain.goEnv[*]", "module.settings[*]"),
        ("toolchain.goEnv[GOROOT]", "toolchain.winner"),
        ("toolchain.goEnv[GOTOOLDIR]", "toolchain.winner"),
        ("toolchain.goEnv[GOVERSION]", "toolchain.winner"),
        ("toolchain.goEnv[GOVERSION]", "toolchain.toolchains"),
        ("toolchain.goEnv[GOENV]", "toolchain.envFile"),
        ("toolchain.goEnv[GOBIN]", "toolchain.goEnv[GOPATH]"),
        ("toolchain.goEnv[GOMODCACHE]", "toolchain.goEnv[GOPATH]"),
        ("toolchain.goEnv[CXX]", "toolchain.goEnv[CC]"),
        ("module.settings[GOMODCACHE]", "toolchain.goEnv[GOPATH]"),
        ("toolchain.envFileNames[*]", "toolchain.goEnv[*]"),
        ("toolchain.envFileNames[*]", "module.settings[*]"),
        ("toolchain.envFileNames", "toolchain.winner"),
        ("toolchain.envFile", "toolchain.winner"),
        ("toolchain.goToolchainSetting", "module.settings[GOTOOLCHAIN]"),
        ("toolchain.goToolchainSetting", "toolchain.winner"),
        ("toolchain.cCompiler", "toolchain.goEnv[CC]"),
        ("toolchain.cCompilerName", "toolchain.goEnv[CC]"),
        ("toolchain.places[*]", "toolchain.goEnv[*]"),
        ("toolchain.places[*]", "toolchain.goEnv[GOPATH]"),
        ("toolchain.places[*]", "toolchain.winner"),
        ("toolchain.toolchains[*].versionText", "toolchain.toolchains[*].version"),
        ("toolchain.toolchains[*].versionFile", "toolchain.toolchains[*].version"),
        ("toolchain.toolchains[*].sourceMinor", "toolchain.toolchains[*].version"),
        ("toolchain.toolchains[*].apiMinor", "toolchain.toolchains[*].version"),
        ("toolchain.toolchains[*].compiler", "toolchain.toolchains[*].version"),
        ("toolchain.toolchains[*].compiler", "shell.starts"),
        ("toolchain.toolchains[*].compiler", "toolchain.winner"),
        ("module.settings[*].origin", "module.settings[*].value"),
        ("module.settings[*].file", "module.settings[*].value"),
        ("module.settings[*].file", "module.settings[*].origin"),
        ("module.settings[*].file", "toolchain.winner"),
        ("module.overridden[*]", "module.settings[*]"),
        ("module.userFile.state", "module.settings"),
        ("module.userFile.state", "toolchain.goEnv"),
        ("module.userFile.others[*]", "toolchain.goEnv[*]"),
        ("module.userFile.others[*]", "module.settings[*]"),
        ("module.go", "toolchain.winner"),
        ("module.goVersion", "toolchain.winner"),
        ("module.goVersion", "toolchain.toolchains"),
        ("module.netrc", "module.netrc.exists"),
        ("module.netrc.exists", "module.netrc.path"),
        ("module.netrc.ownerId", "module.netrc.owner"),
        ("module.cache.path", "module.settings[GOMODCACHE]"),
        ("module.cache.path", "toolchain.goEnv[GOPATH]"),
        ("module.cache.fileSystem", "module.cache.path"),
        ("module.hasSsh", "host.sshFolder"),
        ("module.hasSsh", "host.privateKeys"),
        ("host.authorizedKeysFile", "host.sshFolder"),
    ];
}
