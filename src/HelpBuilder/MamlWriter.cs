using System.Xml.Linq;

namespace GoEnv.HelpBuilder;

/// <summary>Writes help pages as the MAML that Get-Help reads.</summary>
internal static class MamlWriter
{
    private static readonly XNamespace Msh = "http://msh";
    private static readonly XNamespace Maml = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XNamespace Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace Dev = "http://schemas.microsoft.com/maml/dev/2004/10";

    /// <summary>The whole file.</summary>
    public static string Write(IEnumerable<HelpPage> pages) => new XDocument(
        new XElement(Msh + "helpItems", new XAttribute("schema", "maml"), pages.Select(WriteCommand))).ToString() + "\n";

    private static XElement WriteCommand(HelpPage page)
    {
        var words = page.Name.Split('-', 2);
        return new XElement(
            Command + "command",
            new XAttribute(XNamespace.Xmlns + "maml", Maml),
            new XAttribute(XNamespace.Xmlns + "command", Command),
            new XAttribute(XNamespace.Xmlns + "dev", Dev),
            new XElement(
                Command + "details",
                new XElement(Command + "name", page.Name),
                new XElement(Command + "verb", words[0]),
                new XElement(Command + "noun", words[1]),
                Description(page.Synopsis)),
            Description(page.Description),
            new XElement(
                Command + "syntax",
                new XElement(
                    Command + "syntaxItem",
                    new XElement(Maml + "name", page.Name),
                    page.Parameters.OrderBy(Position).Select(parameter => WriteParameter(parameter, inSyntax: true)))),
            new XElement(Command + "parameters", page.Parameters.Select(parameter => WriteParameter(parameter, inSyntax: false))),
            new XElement(Command + "inputTypes", Types(page.Inputs, "inputType")),
            new XElement(Command + "returnValues", Types(page.Outputs, "returnValue")),
            new XElement(Maml + "alertSet", new XElement(Maml + "alert", Paragraphs(page.Notes))),
            new XElement(Command + "examples", page.Examples.Select(WriteExample)),
            new XElement(Command + "relatedLinks", HelpLink.Read(page.Links).Select(WriteLink)));
    }

    private static XElement WriteParameter(HelpParameter parameter, bool inSyntax)
    {
        var type = parameter.Fields["Type"];
        var isSwitch = type == "SwitchParameter";
        return new XElement(
            Command + "parameter",
            new XAttribute("required", Lower(parameter.Fields["Required"])),
            new XAttribute("variableLength", "true"),
            new XAttribute("globbing", Lower(parameter.Fields["Accept wildcard characters"])),
            new XAttribute("pipelineInput", parameter.Fields["Accept pipeline input"]),
            new XAttribute("position", Lower(parameter.Fields["Position"])),
            new XAttribute("aliases", parameter.Fields["Aliases"] is { Length: > 0 } aliases ? aliases : "none"),
            new XElement(Maml + "name", parameter.Name),
            new XElement(Maml + "Description", Paragraphs(parameter.Description)),
            inSyntax && isSwitch
                ? null
                : new XElement(
                    Command + "parameterValue",
                    new XAttribute("required", isSwitch ? "false" : "true"),
                    new XAttribute("variableLength", "false"),
                    type),
            new XElement(Dev + "type", new XElement(Maml + "name", type), new XElement(Maml + "uri")),
            new XElement(Dev + "defaultValue", parameter.Fields["Default value"]));
    }

    private static IEnumerable<XElement> Types(string section, string element) =>
        HelpPage.Split(section, "### ").Select(type => new XElement(
            Command + element,
            new XElement(Dev + "type", new XElement(Maml + "name", type.Heading)),
            Description(type.Body)));

    private static XElement WriteExample(HelpExample example) => new(
        Command + "example",
        new XElement(Maml + "title", PlainText.Inline(example.Title)),
        new XElement(Dev + "code", example.Code),
        new XElement(Dev + "remarks", Paragraphs(example.Remarks), new XElement(Maml + "para")));

    private static XElement WriteLink(HelpLink link) => new(
        Maml + "navigationLink",
        new XElement(Maml + "linkText", link.Text),
        new XElement(Maml + "uri", link.Url));

    private static XElement Description(string markdown) => new(Maml + "description", Paragraphs(markdown));

    private static IEnumerable<XElement> Paragraphs(string markdown) =>
        PlainText.Paragraphs(markdown).Select(paragraph => new XElement(Maml + "para", paragraph));

    private static int Position(HelpParameter parameter) =>
        int.TryParse(parameter.Fields["Position"], out var position) ? position : int.MaxValue;

    private static string Lower(string word) => word.ToLowerInvariant();
}
