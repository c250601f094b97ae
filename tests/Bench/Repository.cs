namespace GoEnv.Tests.Bench;

/// <summary>Paths of the checkout that the bench was built in.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string Console => Path.Combine(Root, "out", "goenvctl", "goenvctl");

    public static string Module => Path.Combine(Root, "out", "GoEnv");

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "GoEnvPowerShell.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The bench is not inside of a checkout.");
        }

        return folder;
    }
}
