namespace GoEnv.Modules.Files;

/// <summary>One statement of go.mod or go.work.</summary>
public abstract record Directive
{
    /// <summary>The line of the file, from 1.</summary>
    public int Line { get; init; }

    /// <summary>The line as it is written.</summary>
    internal ModLine? Syntax { get; init; }
}

/// <summary>The module line.</summary>
/// <param name="Path">The module's path.</param>
/// <param name="Deprecated">The text after <c>Deprecated:</c> in its comment; null without one.</param>
public sealed record ModuleDirective(string Path, string? Deprecated) : Directive
{
    /// <inheritdoc/>
    public override string ToString() => Path;
}

/// <summary>The go line.</summary>
/// <param name="Version">The language version or release, such as <c>1.26</c> or <c>1.26.0</c>.</param>
public sealed record GoDirective(string Version) : Directive
{
    /// <inheritdoc/>
    public override string ToString() => Version;
}

/// <summary>The toolchain line.</summary>
/// <param name="Name">The toolchain, such as <c>go1.26.3</c>, or <c>default</c>.</param>
public sealed record ToolchainDirective(string Name) : Directive
{
    /// <inheritdoc/>
    public override string ToString() => Name;
}

/// <summary>A godebug line.</summary>
public sealed record GodebugDirective(string Key, string Value) : Directive
{
    /// <inheritdoc/>
    public override string ToString() => $"{Key}={Value}";
}

/// <summary>A require line.</summary>
/// <param name="Path">The module.</param>
/// <param name="Version">The lowest version that will do, in its whole form.</param>
/// <param name="IsIndirect">True with a comment <c>// indirect</c>: no package of the main module imports it.</param>
public sealed record RequireDirective(string Path, string Version, bool IsIndirect) : Directive
{
    /// <summary>The version as it is written, which may be shorter.</summary>
    internal string WrittenVersion { get; init; } = Version;

    /// <inheritdoc/>
    public override string ToString() => $"{Path} {Version}";
}

/// <summary>An exclude line.</summary>
public sealed record ExcludeDirective(string Path, string Version) : Directive
{
    /// <summary>The version as it is written, which may be shorter.</summary>
    internal string WrittenVersion { get; init; } = Version;

    /// <inheritdoc/>
    public override string ToString() => $"{Path} {Version}";
}

/// <summary>A replace line.</summary>
/// <param name="Path">The module that is replaced.</param>
/// <param name="Version">Its version; null for every version.</param>
/// <param name="NewPath">The module or the folder that stands in its place.</param>
/// <param name="NewVersion">The version of the module in its place; null for a folder.</param>
public sealed record ReplaceDirective(string Path, string? Version, string NewPath, string? NewVersion) : Directive
{
    /// <summary>True when a folder stands in its place.</summary>
    public bool IsFolder => NewVersion is null;

    /// <summary>The version as it is written, which may be shorter.</summary>
    internal string? WrittenVersion { get; init; } = Version;

    /// <summary>The new version as it is written, which may be shorter.</summary>
    internal string? WrittenNewVersion { get; init; } = NewVersion;

    /// <inheritdoc/>
    public override string ToString() => $"{$"{Path} {Version}".TrimEnd()} => {$"{NewPath} {NewVersion}".TrimEnd()}";
}

/// <summary>A retract line: versions that should not be used.</summary>
/// <param name="Low">The first version.</param>
/// <param name="High">The last version; the first for a single one.</param>
/// <param name="Rationale">The reason from its comment; null without one.</param>
public sealed record RetractDirective(string Low, string High, string? Rationale) : Directive
{
    /// <summary>The versions as they are written, which may be shorter.</summary>
    internal (string Low, string High) Written { get; init; } = (Low, High);

    /// <summary>True when the version lies in the range.</summary>
    public bool Covers(string version) =>
        SemanticVersion.Compare(Low, version) <= 0 && SemanticVersion.Compare(version, High) <= 0;

    /// <inheritdoc/>
    public override string ToString() => Low == High ? Low : $"[{Low}, {High}]";
}

/// <summary>A tool line.</summary>
/// <param name="Path">The package of the tool.</param>
public sealed record ToolDirective(string Path) : Directive
{
    /// <inheritdoc/>
    public override string ToString() => Path;
}

/// <summary>An ignore line.</summary>
/// <param name="Path">The folder that package patterns pass over.</param>
public sealed record IgnoreDirective(string Path) : Directive
{
    /// <inheritdoc/>
    public override string ToString() => Path;
}

/// <summary>A use line of go.work.</summary>
/// <param name="Path">The folder of a module, as it is written.</param>
public sealed record UseDirective(string Path) : Directive
{
    /// <inheritdoc/>
    public override string ToString() => Path;
}
