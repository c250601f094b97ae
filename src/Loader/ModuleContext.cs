using System.Management.Automation;
using System.Reflection;
using System.Runtime.Loader;

namespace GoEnv.Loader;

/// <summary>
/// Loads the engine and its dependencies into a context of their own, so that another module's copy of a dependency cannot
/// clash. A nested module of the manifest: it is imported before the cmdlets, which ask for the engine.
/// </summary>
public sealed class ModuleContext : AssemblyLoadContext, IModuleAssemblyInitializer
{
    private static readonly string Folder = Path.Combine(Path.GetDirectoryName(typeof(ModuleContext).Assembly.Location)!, "lib");
    private static readonly ModuleContext Engine = new();
    private static int hooked;

    /// <summary>Made by PowerShell at import.</summary>
    public ModuleContext()
        : base("GoEnv")
    {
    }

    /// <inheritdoc/>
    public void OnImport()
    {
        if (Interlocked.Exchange(ref hooked, 1) == 0)
        {
            Default.Resolving += (_, name) => name.Name == "GoEnv.Core" ? Engine.Load(name) : null;
        }
    }

    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        var path = Path.Combine(Folder, assemblyName.Name + ".dll");
        return File.Exists(path) ? LoadFromAssemblyPath(path) : null;
    }
}
