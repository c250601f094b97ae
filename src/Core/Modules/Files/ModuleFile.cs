namespace GoEnv.Modules.Files;

/// <summary>What go.mod and go.work have in common.</summary>
public abstract record ModuleFile
{
    /// <summary>The file's path; empty for a text that is in no file.</summary>
    public string File { get; init; } = string.Empty;

    /// <summary>The go line; null without one.</summary>
    public GoDirective? Go { get; init; }

    /// <summary>The toolchain line; null without one.</summary>
    public ToolchainDirective? Toolchain { get; init; }

    /// <summary>The godebug lines.</summary>
    public IReadOnlyList<GodebugDirective> Godebug { get; init; } = [];

    /// <summary>The replace lines.</summary>
    public IReadOnlyList<ReplaceDirective> Replace { get; init; } = [];

    /// <summary>What Go refuses in it, by line; the other lines are read all the same.</summary>
    public IReadOnlyList<ModuleFileError> Errors { get; init; } = [];

    /// <summary>The file as it is written.</summary>
    internal ModSyntax Syntax { get; init; } = new() { Bytes = [], Statements = [], Errors = [] };

    /// <summary>The bytes of the file.</summary>
    public ReadOnlyMemory<byte> ToBytes() => Syntax.Bytes;

    /// <summary>The place of a directive, as <c>path:line</c>.</summary>
    internal string At(Directive directive) => $"{File}:{directive.Line}";
}

/// <summary>A go.mod file.</summary>
public sealed record GoModFile : ModuleFile
{
    /// <summary>The module line; null without one.</summary>
    public ModuleDirective? Module { get; init; }

    /// <summary>The require lines.</summary>
    public IReadOnlyList<RequireDirective> Require { get; init; } = [];

    /// <summary>The exclude lines.</summary>
    public IReadOnlyList<ExcludeDirective> Exclude { get; init; } = [];

    /// <summary>The retract lines.</summary>
    public IReadOnlyList<RetractDirective> Retract { get; init; } = [];

    /// <summary>The tool lines.</summary>
    public IReadOnlyList<ToolDirective> Tool { get; init; } = [];

    /// <summary>The ignore lines.</summary>
    public IReadOnlyList<IgnoreDirective> Ignore { get; init; } = [];

    /// <summary>Reads a go.mod; what Go refuses is in <see cref="ModuleFile.Errors"/>.</summary>
    public static GoModFile Parse(byte[] bytes, string file = "") => new GoModReader(ModParser.Parse(bytes), file).ReadMod();

    /// <inheritdoc/>
    public override string ToString() => Module?.Path ?? File;
}

/// <summary>A go.work file.</summary>
public sealed record GoWorkFile : ModuleFile
{
    /// <summary>The use lines.</summary>
    public IReadOnlyList<UseDirective> Use { get; init; } = [];

    /// <summary>Reads a go.work; what Go refuses is in <see cref="ModuleFile.Errors"/>.</summary>
    public static GoWorkFile Parse(byte[] bytes, string file = "") => new GoModReader(ModParser.Parse(bytes), file).ReadWork();

    /// <inheritdoc/>
    public override string ToString() => File;
}
