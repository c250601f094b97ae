namespace GoEnv.Toolchain;

/// <summary>What a value of GOTOOLCHAIN asks for (source: cmd/go's internal/toolchain).</summary>
/// <param name="Name">The toolchain's name, such as <c>go1.27.3</c>; null for the local one.</param>
/// <param name="Downloads">True when another toolchain may be downloaded.</param>
internal sealed record ToolchainSetting(string? Name, bool Downloads)
{
    /// <summary>The release of <see cref="Name"/>; null for the local one.</summary>
    public GoVersion? Release => Name is null ? null : GoVersion.Parse(Name);

    /// <summary>True for a name that is no release: from 1.21 on the first of a line has three numbers.</summary>
    public bool NamesLine => Release is { Patch: null, IsPrerelease: false, Minor: >= 21 };

    /// <summary>Reads a value; null for one that go refuses.</summary>
    public static ToolchainSetting? Parse(string value)
    {
        if (value is "auto" or "path")
        {
            return new ToolchainSetting(null, value == "auto");
        }

        var plus = value.IndexOf('+', StringComparison.Ordinal);
        var name = plus < 0 ? value : value[..plus];
        var suffix = plus < 0 ? null : value[(plus + 1)..];
        if (suffix is not (null or "auto" or "path"))
        {
            return null;
        }

        if (name == "local")
        {
            return new ToolchainSetting(null, suffix == "auto");
        }

        return name.StartsWith("go1", StringComparison.Ordinal) && GoVersion.TryParse(name, out _)
            ? new ToolchainSetting(name, suffix != "path")
            : null;
    }
}
