using System.Globalization;
using System.Management.Automation;
using System.Text.RegularExpressions;
using GoEnv.Console;

namespace GoEnv.Tests.Help;

public sealed partial class PageTests
{
    public static TheoryData<string> Names => CmdletPages.Names;

    [Fact]
    public void Every_cmdlet_has_its_page_and_every_page_its_cmdlet() => Assert.Equal(
        Command.All.Select(command => command.Name),
        Directory.GetFiles(Path.Combine(Repository.Root, "docs", "cmdlets"), "*.md")
            .Select(file => Path.GetFileNameWithoutExtension(file)!).Order(StringComparer.Ordinal));

    [Fact]
    public void The_manifest_exports_every_cmdlet_and_nothing_else()
    {
        var list = Exports().Match(Repository.Read("GoEnv.psd1")).Groups["names"].Value;
        Assert.Equal(
            Command.All.Select(command => command.Name),
            Quoted().Matches(list).Select(match => match.Groups["name"].Value).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_page_has_each_parameter_once(string name) => Assert.Equal(
        CmdletPages.ParametersOf(Command.Find(name)).Order(StringComparer.Ordinal),
        CmdletPages.Of(name).Parameters.Select(parameter => parameter.Name).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Names))]
    public void A_parameter_is_as_its_attributes_say(string name)
    {
        var page = CmdletPages.Of(name);
        var fresh = Activator.CreateInstance(Command.Find(name).Type);
        foreach (var parameter in Command.Find(name).Parameters)
        {
            var fields = page.Parameters.Single(p => p.Name == parameter.Name).Fields;
            var declared = parameter.Declaration;
            Assert.Equal(
                $"{parameter.Name}: {parameter.ElementType.Name}{(parameter.IsList ? "[]" : string.Empty)}",
                $"{parameter.Name}: {fields["Type"]}");
            Assert.Equal(string.Join(", ", parameter.Names.Skip(1)), fields["Aliases"]);
            Assert.Equal(declared.Mandatory.ToString(), fields["Required"]);
            Assert.Equal(declared.Position < 0 ? "Named" : declared.Position.ToString(CultureInfo.InvariantCulture), fields["Position"]);
            Assert.Equal(Pipeline(declared), fields["Accept pipeline input"]);
            Assert.Equal($"{parameter.Name}: {Default(parameter, fresh)}", $"{parameter.Name}: {fields["Default value"]}");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_page_belongs_to_the_help_file_of_the_module(string name)
    {
        var text = Repository.Read($"docs/cmdlets/{name}.md");
        Assert.StartsWith("---\nexternal help file: GoEnv.dll-Help.xml\nModule Name: GoEnv\nonline version:\nschema: 2.0.0\n---\n", text, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_syntax_names_each_parameter(string name)
    {
        var page = CmdletPages.Of(name);
        Assert.Equal(
            page.Parameters.Select(parameter => parameter.Name).Order(StringComparer.Ordinal),
            SyntaxName().Matches(page.Syntax).Select(match => match.Groups["name"].Value).Distinct().Order(StringComparer.Ordinal));
    }

    private static string Pipeline(ParameterAttribute declared) => (declared.ValueFromPipelineByPropertyName, declared.ValueFromPipeline) switch
    {
        (true, true) => "True (ByPropertyName, ByValue)",
        (true, false) => "True (ByPropertyName)",
        (false, true) => "True (ByValue)",
        _ => "False",
    };

    private static string Default(CommandParameter parameter, object? cmdlet) => parameter.Property.GetValue(cmdlet) switch
    {
        null when parameter.Name == "Target" && cmdlet is not (GoEnv.Cmdlets.GetGoChangeCommand or GoEnv.Cmdlets.PodAuditCmdlet) => "local",
        null or Array { Length: 0 } => "None",
        SwitchParameter value => value.IsPresent.ToString(),
        Array values when parameter.ElementType.IsEnum && parameter.ElementType != typeof(Category) => string.Join(", ", values.Cast<object>()),
        Category[] areas => areas.Length == Enum.GetValues<Category>().Length ? "All areas" : string.Join(", ", areas),
        string[] words => string.Join(", ", words),
        var value => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    [GeneratedRegex(@"CmdletsToExport\s*=\s*@\((?<names>[^)]*)\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Exports();

    [GeneratedRegex("'(?<name>[^']+)'", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Quoted();

    [GeneratedRegex(@"[\[ ]-(?<name>[A-Za-z][A-Za-z0-9]*)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SyntaxName();
}
