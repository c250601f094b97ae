using GoEnv.Tests.Bench;

// Ratios against baselines measured in the same run; medians. Arguments name benches; none runs all.
if (args is ["replay", var count])
{
    await ReplayBench.RunReplayAsync(int.Parse(count, System.Globalization.CultureInfo.InvariantCulture));
    return 0;
}

if (args is ["peak", var path])
{
    BinaryBench.RunPeak(path);
    return 0;
}

if (args is ["fuzz-seed", var executable, var seed])
{
    FuzzBench.WriteSeed(executable, seed);
    return 0;
}

if (args is ["fuzz", var seeds, var inputs, .. var first])
{
    return FuzzBench.Run(
        seeds,
        int.Parse(inputs, System.Globalization.CultureInfo.InvariantCulture),
        first is [var number] ? int.Parse(number, System.Globalization.CultureInfo.InvariantCulture) : 0);
}

bool Wanted(string name) => args.Length == 0 || args.Contains(name, StringComparer.OrdinalIgnoreCase);

Console.WriteLine($"{Environment.ProcessorCount} cores, {DateTime.UtcNow:yyyy-MM-dd}");
if (Wanted("fleet"))
{
    await FleetBench.RunAsync();
}

if (Wanted("changes"))
{
    await ChangeBench.RunAsync();
}

if (Wanted("memory"))
{
    ReplayBench.Run();
}

if (Wanted("import"))
{
    ImportBench.Run();
}

if (Wanted("pods"))
{
    await PodBench.RunAsync();
}

if (Wanted("reports"))
{
    await ReportBench.RunAsync();
}

if (Wanted("html"))
{
    await HtmlBench.RunAsync();
}

if (Wanted("binaries"))
{
    await BinaryBench.RunAsync();
}

return 0;
