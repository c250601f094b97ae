using System.Text.RegularExpressions;

namespace GoEnv.Modules.Files;

/// <summary>Makes directives of the lines of go.mod and go.work, and names every line that Go refuses.</summary>
internal sealed partial class GoModReader(ModSyntax syntax, string file)
{
    private static readonly string[] ModBlocks = ["module", "godebug", "require", "exclude", "replace", "retract", "tool", "ignore"];
    private static readonly string[] WorkBlocks = ["godebug", "use", "replace"];
    private static readonly string[] ModVerbs = [.. ModBlocks, "go", "toolchain"];
    private static readonly string[] WorkVerbs = [.. WorkBlocks, "go", "toolchain"];

    private readonly List<ModuleFileError> errors = [];
    private readonly List<Directive> directives = [];

    public GoModFile ReadMod()
    {
        Read(ModVerbs, ModBlocks);
        return new GoModFile
        {
            Syntax = syntax,
            File = file,
            Errors = InOrder(),
            Module = Of<ModuleDirective>().FirstOrDefault(),
            Go = Of<GoDirective>().FirstOrDefault(),
            Toolchain = Of<ToolchainDirective>().FirstOrDefault(),
            Godebug = Of<GodebugDirective>(),
            Require = Of<RequireDirective>(),
            Exclude = Of<ExcludeDirective>(),
            Replace = Of<ReplaceDirective>(),
            Retract = Of<RetractDirective>(),
            Tool = Of<ToolDirective>(),
            Ignore = Of<IgnoreDirective>(),
        };
    }

    public GoWorkFile ReadWork()
    {
        Read(WorkVerbs, WorkBlocks);
        return new GoWorkFile
        {
            Syntax = syntax,
            File = file,
            Errors = InOrder(),
            Go = Of<GoDirective>().FirstOrDefault(),
            Toolchain = Of<ToolchainDirective>().FirstOrDefault(),
            Godebug = Of<GodebugDirective>(),
            Replace = Of<ReplaceDirective>(),
            Use = Of<UseDirective>(),
        };
    }

    private List<T> Of<T>() => directives.OfType<T>().ToList();

    private List<ModuleFileError> InOrder() => [.. syntax.Errors.Concat(errors).OrderBy(error => error.Position.Offset)];

    private void Read(string[] verbs, string[] blocks)
    {
        foreach (var statement in syntax.Statements.OfType<ModBlock>()
            .Where(block => block.Tokens.Count > 1 || !blocks.Contains(block.Tokens[0].Text)))
        {
            var words = string.Join(' ', statement.Tokens.Select(token => token.Text));
            errors.Add(new ModuleFileError(statement.Tokens[0].Start, $"'{words}' begins no block", $"a block of {string.Join(", ", blocks)}"));
        }

        foreach (var (verb, line, arguments) in syntax.Lines
            .Where(entry => entry.Line.Block is not { } block || (block.Tokens.Count == 1 && blocks.Contains(block.Tokens[0].Text))))
        {
            try
            {
                if (!verbs.Contains(verb))
                {
                    throw new DirectiveException(line.Start, $"'{verb}' is no directive", Hint(verb, verbs));
                }

                directives.Add(Read(verb, line, arguments) with { Line = line.Start.Line, Syntax = line });
            }
            catch (DirectiveException e)
            {
                errors.Add(e.Error);
            }
        }
    }

    private static string Hint(string verb, string[] verbs) =>
        Text.Nearest.To(verb, verbs) is { } near ? near : string.Join(", ", verbs.Order(StringComparer.Ordinal));

    private Directive Read(string verb, ModLine line, IReadOnlyList<ModToken> arguments)
    {
        var values = new DirectiveValues(verb, line, arguments);
        switch (verb)
        {
            case "module":
                Once<ModuleDirective>(line, verb);
                return new ModuleDirective(values.Only("module PATH"), Deprecation(line));
            case "go":
                Once<GoDirective>(line, verb);
                return new GoDirective(values.Match(GoVersion(), "go 1.26.0"));
            case "toolchain":
                Once<ToolchainDirective>(line, verb);
                return new ToolchainDirective(values.Match(ToolchainName(), "toolchain go1.26.0 or toolchain default"));
            case "godebug":
                return values.Godebug();
            case "require":
                var (path, version, written) = values.ModuleAndVersion();
                return new RequireDirective(path, version, IsIndirect(line)) { WrittenVersion = written };
            case "exclude":
                var excluded = values.ModuleAndVersion();
                return new ExcludeDirective(excluded.Path, excluded.Version) { WrittenVersion = excluded.Written };
            case "replace":
                return values.Replace();
            case "retract":
                var (low, high) = values.Interval();
                return new RetractDirective(Whole(low), Whole(high), Comment(line) is { Length: > 0 } reason ? reason : null) { Written = (low, high) };
            case "tool":
                return new ToolDirective(values.Only("tool PACKAGE"));
            case "ignore":
                return new IgnoreDirective(values.Only("ignore FOLDER"));
            default:
                return new UseDirective(values.Only("use FOLDER"));
        }
    }

    private void Once<T>(ModLine line, string verb)
        where T : Directive
    {
        if (directives.OfType<T>().FirstOrDefault() is { } first)
        {
            throw new DirectiveException(line.Start, $"there is a second {verb} line", $"the one in line {first.Line} alone");
        }
    }

    // Of retracted versions Go asks nothing when it reads the file.
    private static string Whole(string version) => SemanticVersion.Canonical(version) ?? version;

    private static bool IsIndirect(ModLine line)
    {
        var words = line.Suffix is { } comment ? comment.Text[2..].Split([' ', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries) : [];
        return words is ["indirect"] || (words.Length > 1 && words[0] == "indirect;");
    }

    // A line without comments of its own has those of its block.
    private static string Comment(ModLine line)
    {
        var comments = line.Before.Count == 0 && line.Suffix is null && line.Block is { } block
            ? block.Before
            : line.Suffix is { } suffix ? [.. line.Before, suffix] : line.Before;
        return string.Join('\n', comments.Where(comment => comment.Text.Length > 0).Select(comment => comment.Text[2..].Trim()));
    }

    private static string? Deprecation(ModLine line) =>
        DeprecatedParagraph().Match(Comment(line)) is { Success: true } match ? match.Groups["text"].Value : null;

    [GeneratedRegex(@"^([1-9][0-9]*)\.(0|[1-9][0-9]*)(\.(0|[1-9][0-9]*))?([a-z]+[0-9]+)?\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex GoVersion();

    [GeneratedRegex(@"^default\z|^go1(\z|\.)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ToolchainName();

    [GeneratedRegex(@"(^|\n\n)Deprecated: *(?<text>.*?)(\z|\n\n)", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex DeprecatedParagraph();
}
