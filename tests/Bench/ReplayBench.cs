using System.Globalization;
using System.Threading.Channels;
using GoEnv.Connection;
using GoEnv.Reports;
using GoEnv.Targets;
using GoEnv.Tests.Ssh;

namespace GoEnv.Tests.Bench;

/// <summary>Peak memory of an audit of 2,000 targets against one of 100, each answered by a recorded session.</summary>
internal static class ReplayBench
{
    private const int Rounds = 5;

    public static void Run()
    {
        var few = Peak(100);
        var many = Peak(2000);
        Console.WriteLine($"peak memory, 2,000 targets of a recorded session / 100 targets: {many / few:0.00} ({many / 1024:0} MiB, {few / 1024:0} MiB)");
    }

    /// <summary>Audits so many targets with what this machine answered once, and prints its own peak memory in KiB.</summary>
    public static async Task RunReplayAsync(int count)
    {
        const string nonce = "0123456789abcdef0123456789abcdef";
        var rules = Catalog.Rules.Where(rule => !rule.OnRequest).ToList();
        var probes = Audit.ProbesFor(rules);
        var recorded = await new LocalSession(Target.Local, new SessionLimits())
            .RunAsync(ProbeScript.Compose(probes, nonce, TimeSpan.FromSeconds(20)), CancellationToken.None);
        var audit = new Audit { Open = target => new Replay(target, recorded), Rules = rules, Probes = probes, NewNonce = () => nonce };
        var targets = Channel.CreateUnbounded<Target>();
        for (var i = 0; i < count; i++)
        {
            targets.Writer.TryWrite(Target.Ssh(string.Create(CultureInfo.InvariantCulture, $"host{i}")));
        }

        targets.Writer.Complete();
        var written = 0L;
        await foreach (var result in Fleet.RunAsync(targets.Reader, audit.RunAsync, 32, CancellationToken.None))
        {
            written += result.Findings.Sum(finding => (long)GoEnvJson.Write(finding).Length);
        }

        Console.WriteLine(File.ReadLines("/proc/self/status").First(line => line.StartsWith("VmHWM", StringComparison.Ordinal)) + " " + written);
    }

    private static double Peak(int count) => Measure.Median(Enumerable.Range(0, Rounds).Select(_ =>
    {
        var line = Tool.Run(Environment.ProcessPath!, "replay", count.ToString(CultureInfo.InvariantCulture));
        return double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1].Trim('\t'), CultureInfo.InvariantCulture);
    }));

    private sealed class Replay(Target target, ScriptResult recorded) : ISession
    {
        public Target Target => target;

        // A copy, as each real session has bytes of its own.
        public async Task<ScriptResult> RunAsync(Script script, CancellationToken cancellationToken)
        {
            await Task.Yield();
            return recorded with { Output = recorded.Output.ToArray() };
        }

        public Task<ConnectionFacts> ExamineConnectionAsync(CancellationToken cancellationToken) =>
            Task.FromResult(new ConnectionFacts { Links = [new ConnectionLink("shell", LinkStatus.Ok, string.Empty)] });
    }
}
