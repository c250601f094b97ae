namespace GoEnv.Cmdlets;

/// <summary>A command with a verdict, which a host may turn into an exit code.</summary>
public interface IAuditCommand
{
    /// <summary>What was counted so far; null for a command that was not asked for a verdict.</summary>
    AuditSummary? Summary { get; }
}
