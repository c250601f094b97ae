namespace GoEnv.Console;

/// <summary>The exit codes; they are stable.</summary>
internal static class ExitCode
{
    /// <summary>All that was checked passes.</summary>
    public const int Good = 0;

    /// <summary>A finding of severity warning or error fails.</summary>
    public const int Findings = 1;

    /// <summary>Something could not be checked, or a target was not reached; it outweighs findings.</summary>
    public const int Unknown = 2;

    /// <summary>The command line or a file that it names is wrong.</summary>
    public const int Usage = 64;

    /// <summary>Ended by Ctrl+C or SIGTERM.</summary>
    public const int Stopped = 130;
}
