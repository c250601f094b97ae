namespace GoEnv.Console;

/// <summary>The exit codes; they are stable.</summary>
internal static class ExitCode
{
    /// <summary>All that was checked passes.</summary>
    public const int Good = 0;

    /// <summary>A finding fails, of severity warning or error where nothing else is asked, and is not waived.</summary>
    public const int Findings = 1;

    /// <summary>More could not be checked than may be, which is nothing where nothing else is asked, or a target was not reached; it outweighs findings.</summary>
    public const int Unknown = 2;

    /// <summary>The command line or a file that it names is wrong.</summary>
    public const int Usage = 64;

    /// <summary>Ended by Ctrl+C or SIGTERM.</summary>
    public const int Stopped = 130;
}
