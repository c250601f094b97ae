using System.ComponentModel;
using GoEnv.Targets;

namespace GoEnv.Coverage;

/// <summary>Reads what profiles there are: files of <c>go test -coverprofile</c>, and folders of <c>GOCOVERDIR</c> through <c>go tool covdata</c>.</summary>
public static class CoverageFiles
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10); // the first call of a new Go builds the tool

    /// <summary>Reads and merges; <see cref="CoverageProfileException"/>, <see cref="IOException"/> or <see cref="FormatException"/> says what is wrong.</summary>
    public static async Task<CoverageProfile> ReadAsync(IEnumerable<string> paths, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(paths);
        var profile = new CoverageProfile();
        foreach (var path in paths)
        {
            if (Directory.Exists(path))
            {
                await AddFolderAsync(profile, path, cancellationToken).ConfigureAwait(false);
            }
            else
            {
                AddFile(profile, path, path, cancellationToken);
            }
        }

        return profile;
    }

    private static void AddFile(CoverageProfile profile, string path, string name, CancellationToken cancellationToken)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 1);
        profile.Add(stream, name, cancellationToken);
    }

    private static async Task AddFolderAsync(CoverageProfile profile, string folder, CancellationToken cancellationToken)
    {
        if (!Directory.EnumerateFiles(folder, "covmeta.*").Any())
        {
            throw new FormatException($"{folder} has no coverage data: no file covmeta.*; name the folder that GOCOVERDIR named, or a cover profile");
        }

        if (folder.Contains(',', StringComparison.Ordinal))
        {
            throw new FormatException($"{folder} has a comma in its name, which go tool covdata takes for the end of it; rename the folder");
        }

        // In a folder of its own no go.mod has a say in which Go is used.
        var work = Directory.CreateTempSubdirectory("goenv-cover-").FullName;
        try
        {
            var text = Path.Combine(work, "cover.out");
            var result = await RunAsync(["go", "-C", work, "tool", "covdata", "textfmt", "-i=" + folder, "-o=" + text], folder, cancellationToken).ConfigureAwait(false);
            if (result.End != ProcessEnd.Exited || result.ExitCode != 0 || !File.Exists(text))
            {
                var said = Text.TargetText.Clean(result.Error.Trim() is { Length: > 0 } error ? error.Split('\n')[^1] : $"it ended with {result.ExitCode}");
                throw new FormatException(result.End == ProcessEnd.TimedOut
                    ? $"go tool covdata did not end within {Limit.TotalMinutes} minutes on {folder}"
                    : $"go tool covdata cannot read {folder}: {said}; it takes Go 1.20 or later, and that of the program or later");
            }

            AddFile(profile, text, folder, cancellationToken);
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    private static async Task<ProcessResult> RunAsync(IReadOnlyList<string> command, string folder, CancellationToken cancellationToken)
    {
        try
        {
            return await ProcessRunner.RunAsync(command, null, null, Limit, 1 << 20, cancellationToken,
                environment: new Dictionary<string, string> { ["GOWORK"] = "off", ["GOFLAGS"] = string.Empty }).ConfigureAwait(false);
        }
        catch (Win32Exception e)
        {
            throw new FormatException($"{folder} holds GOCOVERDIR data, which go tool covdata reads, and there is no go on PATH; install Go 1.20 or later, or run 'go tool covdata textfmt -i={folder} -o=cover.out' elsewhere and name cover.out", e);
        }
    }
}
