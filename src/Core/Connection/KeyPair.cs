using System.ComponentModel;
using System.Text;
using GoEnv.Targets;

namespace GoEnv.Connection;

/// <summary>A key pair of this machine's ssh client, made by its own <c>ssh-keygen</c>.</summary>
/// <param name="Path">The file of the private half; the public half is beside it with <c>.pub</c>.</param>
/// <param name="Public">The public half.</param>
/// <param name="IsNew">True when it was made just now.</param>
public sealed record KeyPair(string Path, PublicKey Public, bool IsNew)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    /// <summary>
    /// The pair at a path; made there as Ed25519 without a passphrase where there is none. A pair that is there is never
    /// written over. <see cref="IOException"/> when it can be neither read nor made.
    /// </summary>
    public static async Task<KeyPair> EnsureAsync(string path, string comment, CancellationToken cancellationToken)
    {
        var isNew = !File.Exists(path) && !File.Exists(path + ".pub");
        if (isNew)
        {
            var folder = System.IO.Path.GetDirectoryName(path)!;
            if (!Directory.Exists(folder))
            {
                Create(folder);
            }

            // The passphrase in the arguments is the empty one: arguments can be read by other accounts.
            await RunAsync(["ssh-keygen", "-q", "-t", "ed25519", "-N", string.Empty, "-C", comment, "-f", path], cancellationToken).ConfigureAwait(false);
        }

        var text = File.Exists(path + ".pub")
            ? await File.ReadAllTextAsync(path + ".pub", cancellationToken).ConfigureAwait(false)
            : await RunAsync(["ssh-keygen", "-y", "-f", path], cancellationToken).ConfigureAwait(false);
        try
        {
            return new KeyPair(path, PublicKey.Parse(text), isNew);
        }
        catch (FormatException e)
        {
            throw new IOException($"{path}.pub cannot be used: {e.Message}", e);
        }
    }

    private static void Create(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    private static async Task<string> RunAsync(string[] command, CancellationToken cancellationToken)
    {
        try
        {
            var result = await ProcessRunner.RunAsync(command, null, null, Limit, 64 * 1024, cancellationToken).ConfigureAwait(false);
            return result is { End: ProcessEnd.Exited, ExitCode: 0 }
                ? Encoding.UTF8.GetString(result.Output.Span)
                : throw new IOException($"ssh-keygen ended with exit code {result.ExitCode}: {result.Error.Trim()}");
        }
        catch (Win32Exception e)
        {
            throw new IOException($"ssh-keygen cannot be started: {e.Message}", e);
        }
    }
}
