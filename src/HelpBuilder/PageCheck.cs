namespace GoEnv.HelpBuilder;

/// <summary>What a page needs before help is made of it.</summary>
internal static class PageCheck
{
    private static readonly string[] Fields =
    [
        "Type",
        "Parameter Sets",
        "Aliases",
        "Required",
        "Position",
        "Default value",
        "Accept pipeline input",
        "Accept wildcard characters",
    ];

    /// <summary><see cref="FormatException"/> names the file and the section at fault.</summary>
    public static void Check(HelpPage page, string file)
    {
        Need(page.Name == Path.GetFileNameWithoutExtension(file), $"the heading '# {page.Name}' is not the name of the file");
        Need(page.Name.Split('-').Length == 2, $"'# {page.Name}' is not Verb-Noun");
        foreach (var (heading, text) in new[]
        {
            ("SYNOPSIS", page.Synopsis), ("SYNTAX", page.Syntax), ("DESCRIPTION", page.Description),
            ("INPUTS", page.Inputs), ("OUTPUTS", page.Outputs), ("NOTES", page.Notes), ("RELATED LINKS", page.Links),
        })
        {
            Need(text.Length > 0, $"the section '## {heading}' is empty");
        }

        Need(page.Examples.Count >= 2, "the section '## EXAMPLES' has fewer than two examples");
        foreach (var example in page.Examples)
        {
            Need(example.Code.Length > 0 && example.Remarks.Length > 0, $"the example '{example.Title}' needs code and remarks");
        }

        foreach (var parameter in page.Parameters)
        {
            Need(parameter.Description.Length > 0, $"the parameter '-{parameter.Name}' has no description");
            foreach (var field in Fields)
            {
                Need(parameter.Fields.ContainsKey(field), $"the parameter '-{parameter.Name}' has no '{field}:'");
            }
        }

        void Need(bool holds, string otherwise)
        {
            if (!holds)
            {
                throw new FormatException($"{file}: {otherwise}.");
            }
        }
    }
}
