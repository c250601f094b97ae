namespace GoEnv.Toolchain;

/// <summary>What laid a toolchain out, as its place tells.</summary>
public enum ToolchainManager
{
    /// <summary>The place does not tell.</summary>
    None,

    /// <summary>The archive of go.dev/dl, unpacked by hand.</summary>
    Archive,

    /// <summary>The distribution's packages.</summary>
    Distribution,

    /// <summary>The launchers of golang.org/dl, below <c>~/sdk</c>.</summary>
    Sdk,

    /// <summary>gvm.</summary>
    Gvm,

    /// <summary>goenv.</summary>
    Goenv,

    /// <summary>asdf.</summary>
    Asdf,

    /// <summary>mise.</summary>
    Mise,

    /// <summary>g, below <c>~/.g</c>.</summary>
    G,

    /// <summary>snap.</summary>
    Snap,

    /// <summary>Homebrew.</summary>
    Homebrew,

    /// <summary>Nix.</summary>
    Nix,

    /// <summary>The tool cache of a CI runner.</summary>
    ToolCache,

    /// <summary>The go command, which keeps downloaded toolchains in the module cache.</summary>
    ModuleCache,
}

internal static class ToolchainPlaces
{
    // The first that fits wins.
    private static readonly (string Part, ToolchainManager Manager)[] Parts =
    [
        ("/golang.org/toolchain@", ToolchainManager.ModuleCache),
        ("/hostedtoolcache/", ToolchainManager.ToolCache),
        ("/.gvm/", ToolchainManager.Gvm),
        ("/.goenv/", ToolchainManager.Goenv),
        ("/.asdf/", ToolchainManager.Asdf),
        ("/installs/golang/", ToolchainManager.Asdf),
        ("/mise/", ToolchainManager.Mise),
        ("/.g/", ToolchainManager.G),
        ("/snap/", ToolchainManager.Snap),
        ("/.linuxbrew/", ToolchainManager.Homebrew),
        ("/Cellar/", ToolchainManager.Homebrew),
        ("/homebrew/", ToolchainManager.Homebrew),
        ("/nix/store/", ToolchainManager.Nix),
        ("/sdk/go", ToolchainManager.Sdk),
        ("/.local/share/goenv/go/", ToolchainManager.Archive),
        ("/usr/local/", ToolchainManager.Archive),
        ("/opt/", ToolchainManager.Archive),
    ];

    public static ToolchainManager ManagerOf(string path, string realPath)
    {
        foreach (var (part, manager) in Parts)
        {
            if (realPath.Contains(part, StringComparison.Ordinal) || path.Contains(part, StringComparison.Ordinal))
            {
                return manager;
            }
        }

        return realPath switch
        {
            _ when realPath.EndsWith("/snap", StringComparison.Ordinal) => ToolchainManager.Snap,
            _ when realPath.EndsWith("/mise", StringComparison.Ordinal) => ToolchainManager.Mise,
            _ when realPath.StartsWith("/usr/", StringComparison.Ordinal) => ToolchainManager.Distribution,
            _ => ToolchainManager.None,
        };
    }
}
