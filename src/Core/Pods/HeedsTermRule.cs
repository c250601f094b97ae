namespace GoEnv.Pods;

/// <summary>Looks for Go programs below a process, such as a shell, that does not pass on that they are to end.</summary>
public sealed class HeedsTermRule() : InsideRule("GE7066", Severity.Warning, "Go programs in containers are asked to end")
{
    private const string Start = "Start the program with 'exec' as the last command of the shell, or as the command of the container itself; for several programs take an init such as tini, or a container for each.";

    // What is known to pass it on, or to end what is below in its own way. A trap of a shell is run only when its foreground command has ended.
    private static readonly string[] PassOn =
    [
        "tini", "tini-static", "docker-init", "podman-init", "catatonit", "dumb-init", "pid1", "my_init", "s6-svscan", "s6-supervise", "supervisord", "multirun", "dlv",
    ];

    private protected override string What => "whether Go programs are asked to end in {0}";

    // A hook before the end may ask them in its own way, and another signal may be the one that is sent: nothing is said of these.
    private protected override IEnumerable<ContainerFacts> Of(PodFacts pod) => pod.Running.Where(container => container.Kind != ContainerKind.Init
        && container.Spec.Lifecycle is null or { PreStop: null, StopSignal: null or "SIGTERM" }
        && (container.WhyUnread is not null || container.Programs.Count > 0));

    private protected override IEnumerable<Problem> Judge(ContainerFacts container, ContainerInside inside, PodFacts pod, RuleContext context)
    {
        if (container.RunByGo is { Count: > 0 } run)
        {
            // The go command neither passes SIGTERM on nor waits for what it runs then.
            yield return Killed(container, "go", "which does not pass SIGTERM on", run);
            yield break;
        }

        if (!inside.ProcessId.TryGet(out var main) || container.Programs.Any(program => program.Info.Processes?.Any(process => process.Id == main) == true))
        {
            yield break;
        }

        var name = inside.Process.ValueOr("?");
        if (inside.HeedsTerm.IsUnknown || (inside.HeedsTerm.ValueOr(false) && !PassOn.Contains(name)))
        {
            yield return Problem.Unknown($"Whether '{name}', the main process of the container '{container.Name}', passes SIGTERM on to {Names(container.Programs)} could not be told: {inside.HeedsTerm.Reason ?? "it catches it, and what it does then is its own affair"}.") with
            {
                Fix = Start,
            };
        }
        else if (!inside.HeedsTerm.ValueOr(false))
        {
            yield return Killed(container, name, "which has no handler for SIGTERM", container.Programs);
        }
    }

    private static string Names(IReadOnlyList<GoProgramInside> programs) => string.Join(", ", programs.Select(program => $"'{program.Info.Path}'"));

    private static Problem Killed(ContainerFacts container, string name, string why, IReadOnlyList<GoProgramInside> programs) =>
        Problem.Fail($"The main process of the container '{container.Name}' is '{name}', {why}: {Names(programs)} {(programs.Count == 1 ? "is" : "are")} not asked to end, but killed.") with
        {
            Expected = "the Go program as the main process, or one that passes SIGTERM on",
            Actual = name,
            Fix = name == "go" ? "Build the program with 'go build' when the image is made, and start it as the command of the container." : Start,
        };
}
