using System.Xml.Linq;
using GoEnv.Console;

namespace GoEnv.Tests.Help;

public sealed class MamlTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("goenv-help-").FullName;

    [Fact]
    public void The_help_of_every_cmdlet_is_complete()
    {
        var help = Build(Path.Combine(Repository.Root, "docs", "cmdlets"));
        var commands = help.Root!.Elements().ToList();
        Assert.Equal(Command.All.Select(command => command.Name), commands.Select(c => Only(Only(c, "details"), "name").Value));
        foreach (var (command, maml) in Command.All.Zip(commands))
        {
            Assert.NotEmpty(Only(Only(maml, "details"), "description").Value);
            Assert.NotEmpty(Only(maml, "description").Value);
            Assert.NotEmpty(Only(maml, "alertSet").Value);
            Assert.NotEmpty(Only(maml, "inputTypes").Elements());
            Assert.NotEmpty(Only(maml, "returnValues").Elements());
            Assert.NotEmpty(Only(maml, "relatedLinks").Elements());
            Assert.Equal(CmdletPages.ParametersOf(command).Count, Only(maml, "parameters").Elements().Count());
            Assert.Equal(CmdletPages.ParametersOf(command).Count, Only(Only(maml, "syntax"), "syntaxItem").Elements().Count() - 1);
            Assert.All(Only(maml, "parameters").Elements(), parameter => Assert.NotEmpty(Only(parameter, "Description").Value));
            Assert.All(Only(maml, "examples").Elements(), example => Assert.NotEmpty(Only(example, "code").Value));
            Assert.All(Only(maml, "examples").Elements(), example => Assert.NotEmpty(Only(example, "remarks").Value));
            Assert.True(Only(maml, "examples").Elements().Count() >= 2);
        }
    }

    [Fact]
    public void A_parameter_has_all_that_Get_Help_shows()
    {
        var maml = Build(Path.Combine(Repository.Root, "docs", "cmdlets")).Root!.Elements()
            .Single(command => Only(Only(command, "details"), "name").Value == "Test-GoToolchain");
        var target = Only(maml, "parameters").Elements().Single(parameter => Only(parameter, "name").Value == "Target");
        Assert.Equal("false", target.Attribute("required")!.Value);
        Assert.Equal("0", target.Attribute("position")!.Value);
        Assert.Equal("True (ByPropertyName, ByValue)", target.Attribute("pipelineInput")!.Value);
        Assert.Equal("ComputerName, CN, HostName, Name", target.Attribute("aliases")!.Value);
        Assert.Equal("local", Only(target, "defaultValue").Value);
        Assert.Equal("Target[]", Only(target, "parameterValue").Value);
        Assert.Equal("true", Only(maml, "parameters").Elements().Single(p => Only(p, "name").Value == "Rule").Attribute("globbing")!.Value);
        Assert.DoesNotContain('`', maml.Value);
    }

    [Theory]
    [InlineData("## NOTES", "## NOTEZ", "## NOTES")]
    [InlineData("### -Quiet\nWrite one", "### -Quiet\n\n```text\n```\nWrite one", "-Quiet")]
    [InlineData("Required: False\n", "", "'Required:'")]
    [InlineData("## SYNOPSIS\nJudges the Go toolchains of targets.", "## SYNOPSIS", "## SYNOPSIS")]
    [InlineData("# Test-GoToolchain", "# Test-GoOther", "# Test-GoOther")]
    public void A_wrong_page_fails_with_file_and_section(string right, string wrong, string section)
    {
        var page = Repository.Read("docs/cmdlets/Test-GoToolchain.md");
        Assert.Contains(right, page, StringComparison.Ordinal);
        var file = Path.Combine(folder, "Test-GoToolchain.md");
        File.WriteAllText(file, page.Replace(right, wrong, StringComparison.Ordinal));
        using var error = new StringWriter();
        var before = System.Console.Error;
        System.Console.SetError(error);
        try
        {
            Assert.Equal(1, GoEnv.HelpBuilder.Program.Main([folder, Path.Combine(folder, "help.xml")]));
        }
        finally
        {
            System.Console.SetError(before);
        }

        Assert.Contains(file, error.ToString(), StringComparison.Ordinal);
        Assert.Contains(section, error.ToString(), StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(folder, "help.xml")));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private XDocument Build(string pages)
    {
        var file = Path.Combine(folder, "en-US", "help.xml");
        Assert.Equal(0, GoEnv.HelpBuilder.Program.Main([pages, file]));
        return XDocument.Load(file);
    }

    private static XElement Only(XElement parent, string name) => Assert.Single(parent.Elements(), e => e.Name.LocalName == name);
}
