namespace GoEnv.Toolchain;

/// <summary>Looks for an exported GOWORK that stops go.</summary>
public sealed class WorkspaceVariableRule() : Rule<ToolchainFacts>("GE1027", Severity.Error, "GOWORK names a workspace that exists")
{
    /// <inheritdoc/>
    protected internal override IEnumerable<Problem> Judge(ToolchainFacts facts, RuleContext context)
    {
        // Workspaces came with 1.18, and go reads the variable from the environment alone.
        if (facts.Winner is not { } winner || winner.Version is { Minor: < 18 } || facts.Session.GetValueOrDefault("GOWORK") is not { Length: > 0 } value || value == "off")
        {
            return [];
        }

        return !value.StartsWith('/') ? [Broken($"GOWORK in the environment is '{value}', which is not an absolute path: every go command stops.", value)]
            : facts.Workspace.IsUnknown ? [Problem.Unknown($"Whether the workspace {value} of GOWORK exists could not be told: {facts.Workspace.Reason}.") with { Subject = "GOWORK" }]
            : facts.Workspace.IsAbsent ? [Broken($"GOWORK in the environment names {value}, which does not exist: every go command that looks at packages stops.", value)]
            : [];
    }

    private static Problem Broken(string says, string value) => Problem.Fail(says) with
    {
        Subject = "GOWORK",
        Actual = value,
        Fix = "Remove the export of GOWORK from the shell profile: go finds the go.work file above the folder that it stands in.",
    };
}
