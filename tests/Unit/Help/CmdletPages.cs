using System.Management.Automation;
using System.Reflection;
using GoEnv.Console;
using GoEnv.HelpBuilder;

namespace GoEnv.Tests.Help;

/// <summary>The cmdlets, each with its page.</summary>
internal static class CmdletPages
{
    public static TheoryData<string> Names => [.. Command.All.Select(command => command.Name)];

    public static HelpPage Of(string name) => HelpPage.Parse(Repository.Read($"docs/cmdlets/{name}.md"), name + ".md");

    /// <summary>The parameters that a user of PowerShell sees besides the common ones.</summary>
    public static IReadOnlyList<string> ParametersOf(Command command) =>
    [
        .. command.Parameters.Select(parameter => parameter.Name),
        .. command.Type.GetCustomAttribute<CmdletAttribute>()!.SupportsShouldProcess ? ["WhatIf", "Confirm"] : Array.Empty<string>(),
    ];
}
