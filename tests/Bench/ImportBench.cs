using GoEnv.Tests.Ssh;

namespace GoEnv.Tests.Bench;

/// <summary>What importing the module adds to an empty pwsh.</summary>
internal static class ImportBench
{
    private const int Rounds = 9;

    public static void Run()
    {
        if (Tool.Find("pwsh") is not { } pwsh)
        {
            Console.WriteLine("pwsh is not on PATH: Import-Module not measured");
            return;
        }

        var m = Measure.Medians(
            Rounds,
            () => Measure.Run(pwsh, ["-NoProfile", "-Command", $"Import-Module '{Repository.Module}'"], 0),
            () => Measure.Run(pwsh, ["-NoProfile", "-Command", "$null = 1"], 0));
        Console.WriteLine($"Import-Module / an empty pwsh -NoProfile: {m[0].Wall / m[1].Wall:0.00} (adds {(m[0].Wall - m[1].Wall) * 1000:0} ms to {m[1].Wall * 1000:0} ms)");
    }
}
