using System.Reflection;
using System.Runtime.Loader;

namespace GoEnv.Loader;

/// <summary>
/// Loads the module's assemblies into a context of their own, so that another module's copy of a dependency cannot clash.
/// </summary>
public sealed class ModuleContext : AssemblyLoadContext
{
    private readonly string folder;

    private ModuleContext(string folder)
        : base("GoEnv") => this.folder = folder;

    /// <summary>Loads <c>GoEnv.dll</c> of <paramref name="folder"/>; a second call for the same folder gives the same assembly.</summary>
    public static Assembly Load(string folder)
    {
        var context = All.OfType<ModuleContext>().FirstOrDefault(c => c.folder == folder) ?? new ModuleContext(folder);
        return context.LoadFromAssemblyPath(Path.Combine(folder, "GoEnv.dll"));
    }

    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        var path = Path.Combine(folder, assemblyName.Name + ".dll");
        return File.Exists(path) ? LoadFromAssemblyPath(path) : null;
    }
}
