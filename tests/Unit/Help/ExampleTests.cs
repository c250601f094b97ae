using System.Text.RegularExpressions;
using GoEnv.Console;

namespace GoEnv.Tests.Help;

public sealed partial class ExampleTests
{
    // Parameters that PowerShell gives every cmdlet, as far as examples use them.
    private static readonly string[] Common = ["ErrorAction", "ErrorVariable", "Verbose", "WhatIf", "Confirm"];

    public static TheoryData<string> Names => CmdletPages.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void A_page_has_two_examples_of_its_own_cmdlet(string name) =>
        Assert.True(CmdletPages.Of(name).Examples.Count(example => example.Code.Contains(name, StringComparison.Ordinal)) >= 2);

    [Theory]
    [MemberData(nameof(Names))]
    public void Examples_use_cmdlets_and_parameters_that_there_are(string name)
    {
        foreach (var example in CmdletPages.Of(name).Examples)
        {
            var calls = Call().Matches(Quoted().Replace(example.Code, "''"));
            Assert.NotEmpty(calls);
            foreach (Match call in calls)
            {
                var command = Command.Find(call.Groups["name"].Value);
                foreach (var parameter in Parameter().Matches(call.Groups["rest"].Value).Select(match => match.Groups["name"].Value))
                {
                    Assert.True(
                        Common.Contains(parameter) || command.Parameters.Any(p => p.Name == parameter),
                        $"{name}, {example.Title}: {command.Name} has no -{parameter}");
                }
            }
        }
    }

    [GeneratedRegex(@"\b(?<name>(?:Compare|ConvertTo|Export|Get|Import|Install|Invoke|Measure|New|Receive|Repair|Save|Set|Switch|Test|Undo|Uninstall|Update)-(?:Pod)?Go[A-Za-z]+)(?<rest>[^|(){};\n]*)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Call();

    [GeneratedRegex(@"(?<=\s)-(?<name>[A-Za-z][A-Za-z0-9]*)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Parameter();

    [GeneratedRegex("'[^']*'|\"[^\"]*\"", RegexOptions.None, 1000)]
    private static partial Regex Quoted();
}
