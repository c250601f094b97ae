using System.Diagnostics;
using System.Text;

namespace GoEnv.Tests.Ssh;

/// <summary>
/// One sshd in namespaces of its own: mounts (its own accounts), processes (they all end with it) and, where it has an
/// address of its own, network. It ends when this process closes the pipe or dies.
/// </summary>
internal sealed class FarmHost : IAsyncDisposable
{
    // The shell waits for the end of its input, which is ours; nothing outlives the test run, even when that is killed.
    private const string Keeper = "sh \"$@\" </dev/null & p=$!; cat >/dev/null; kill -KILL $p; wait $p";

    private readonly Process process;
    private readonly StringBuilder log = new();
    private readonly TaskCompletionSource ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private FarmHost(string name, string script, IEnumerable<string> arguments)
    {
        Name = name;
        process = Process.Start(new ProcessStartInfo("sh", ["-c", Keeper, "sh", script, .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardError = true,
        })!;
        process.ErrorDataReceived += (_, line) => Read(line.Data);
        process.BeginErrorReadLine();
    }

    public string Name { get; }

    /// <summary>What sshd logged.</summary>
    public string Log
    {
        get
        {
            lock (log)
            {
                return log.ToString();
            }
        }
    }

    public static async Task<FarmHost> StartAsync(string name, string script, params string[] arguments)
    {
        var host = new FarmHost(name, script, arguments);
        try
        {
            await host.ready.Task.WaitAsync(TimeSpan.FromSeconds(15));
            return host;
        }
        catch (Exception e) when (e is TimeoutException or InvalidOperationException)
        {
            await host.DisposeAsync();
            throw new InvalidOperationException($"sshd of '{name}' did not start: {host.Log}", e);
        }
    }

    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private void Read(string? line)
    {
        if (line is null)
        {
            ready.TrySetException(new InvalidOperationException("it ended"));
            return;
        }

        lock (log)
        {
            log.AppendLine(line);
        }

        if (line.StartsWith("Server listening on", StringComparison.Ordinal))
        {
            ready.TrySetResult();
        }
    }
}
