using GoEnv.Tests.Bench;

// Ratios against baselines measured in the same run; medians. Arguments name benches; none runs all.
if (args is ["replay", var count])
{
    await ReplayBench.RunReplayAsync(int.Parse(count, System.Globalization.CultureInfo.InvariantCulture));
    return 0;
}

bool Wanted(string name) => args.Length == 0 || args.Contains(name, StringComparer.OrdinalIgnoreCase);

Console.WriteLine($"{Environment.ProcessorCount} cores, {DateTime.UtcNow:yyyy-MM-dd}");
if (Wanted("fleet"))
{
    await FleetBench.RunAsync();
}

if (Wanted("memory"))
{
    ReplayBench.Run();
}

if (Wanted("import"))
{
    ImportBench.Run();
}

return 0;
