using System.Text.RegularExpressions;
using GoEnv.Binaries;

namespace GoEnv.Pods;

/// <summary>Tells what <c>go run</c> started in a container. Pure.</summary>
internal static partial class GoRun
{
    /// <summary>True for a program of the Go distribution, such as the go command itself: it has no main module, and its Go is its version.</summary>
    public static bool IsOfDistribution(GoBuildInfo info) => info is { Main: null, Package: { } package } && package.StartsWith("cmd/", StringComparison.Ordinal);

    /// <summary>The programs that the go command built to run them, where it is the main process; empty otherwise.</summary>
    public static IReadOnlyList<GoProgramInside> Of(ContainerFacts container) =>
        container.Inside.TryGet(out var inside) && inside.ProcessId.TryGet(out var main)
            && container.Programs.Any(program => program.Info.Package == "cmd/go" && IsOfDistribution(program.Info) && program.Info.Processes?.Any(process => process.Id == main) == true)
            ? container.Programs.Where(program => Place().IsMatch(program.Info.Path)).ToList()
            : [];

    // Its folder for one build, or from Go 1.24 on its cache.
    [GeneratedRegex(@"/(go-build[0-9]+/b[0-9]+/exe|[0-9a-f]{64}-d)/[^/]+$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Place();
}
