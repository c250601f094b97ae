namespace GoEnv.Pods;

/// <summary>Looks for Go toolchains in images that serve.</summary>
public sealed class ToolchainLeftRule() : InsideRule("GE7010", Severity.Warning, "No Go toolchain is in a container that serves")
{
    private protected override string What => "whether a Go toolchain is in {0}";

    private protected override bool NeedsPrograms => false;

    private protected override IEnumerable<ContainerFacts> Of(PodFacts pod) => pod.Running.Where(container => container.Kind != ContainerKind.Init);

    private protected override IEnumerable<Problem> Judge(ContainerFacts container, ContainerInside inside, PodFacts pod, RuleContext context)
    {
        // A container whose own work is to build has its toolchain rightly; what go run started is there to serve.
        if (inside.Toolchains.Count == 0 || (inside.Process.TryGet(out var process) && process is "go" or "gopls" or "gitlab-runner" or "buildkitd" && container.RunByGo.Count == 0))
        {
            yield break;
        }

        var first = inside.Toolchains[0];
        var volume = container.Spec.VolumeMounts.FirstOrDefault(mount => first.Path.StartsWith(mount.MountPath.TrimEnd('/') + "/", StringComparison.Ordinal));
        var from = volume is null ? string.Empty
            : pod.Pod.Spec.InitContainers.FirstOrDefault(init => init.VolumeMounts.Any(mount => mount.Name == volume.Name)) is { } init
                ? $", in the volume '{volume.Name}', which the init container '{init.Name}' fills" : $", in the volume '{volume.Name}'";
        yield return Problem.Fail($"A Go toolchain is in the container '{container.Name}': {first.Path}{(first.Version is { } version ? $" ({version})" : string.Empty)}{from}.") with
        {
            Evidence = inside.Toolchains.Select(one => $"{one.Path} {one.Version}".TrimEnd()).ToList(),
            Fix = volume is null ? "Build in one stage and copy the binary alone into the stage that serves." : "Take the toolchain out of the volume, or the volume out of the container.",
        };
    }
}
