namespace GoEnv.Modules.Files;

/// <summary>
/// Edits of go.mod and go.work. Each gives a new file in which only the lines concerned differ. What Go refuses, in the file as
/// it is or in the new line, is a <see cref="FormatException"/> that names it.
/// </summary>
public static class ModuleFileEdits
{
    /// <summary>Sets the go line.</summary>
    public static GoModFile WithGo(this GoModFile file, string version) => file.Set(
        file.Go, file.Module?.Syntax is { } module ? ModEdit.After(module) : null, "go", version);

    /// <summary>Sets the go line; a new one goes above all other statements.</summary>
    public static GoWorkFile WithGo(this GoWorkFile file, string version) => file.Set(file.Go, FirstStatement(file), "go", version);

    /// <summary>Sets the toolchain line, or takes it out where <paramref name="name"/> is null.</summary>
    public static GoModFile WithToolchain(this GoModFile file, string? name) => name is null
        ? file.Without([file.Toolchain])
        : file.Set(file.Toolchain, (file.Go?.Syntax ?? file.Module?.Syntax) is { } line ? ModEdit.After(line) : null, "toolchain", name);

    /// <summary>Sets the toolchain line, or takes it out where <paramref name="name"/> is null.</summary>
    public static GoWorkFile WithToolchain(this GoWorkFile file, string? name) => name is null
        ? file.Without([file.Toolchain])
        : file.Set(file.Toolchain, file.Go?.Syntax is { } line ? ModEdit.After(line) : FirstStatement(file), "toolchain", name);

    /// <summary>Requires a version of a module: in the line that requires it, of which one is left, or in a new one.</summary>
    public static GoModFile WithRequire(this GoModFile file, string path, string version)
    {
        var lines = file.Require.Where(require => require.Path == path).ToList();
        return file.Without(lines.Skip(1)).SetFirst(now => now.Require.FirstOrDefault(require => require.Path == path), null, "require", GoString.AutoQuote(path), version);
    }

    /// <summary>Takes out every line that requires the module.</summary>
    public static GoModFile WithoutRequire(this GoModFile file, string path) => file.Without(file.Require.Where(require => require.Path == path));

    /// <summary>Replaces a module, at one version or at all, by a folder or by a version of another module.</summary>
    public static T WithReplace<T>(this T file, string path, string? version, string newPath, string? newVersion)
        where T : ModuleFile
    {
        var same = file.Replace.Where(replace => replace.Path == path && (version is null || replace.Version == version)).ToList();
        var near = file.Replace.LastOrDefault(replace => replace.Path == path)?.Syntax;
        string[] words = [.. new[] { "replace", GoString.AutoQuote(path), version, "=>", GoString.AutoQuote(newPath), newVersion }.OfType<string>()];
        return same.Count == 0
            ? file.Read(near is null ? ModEdit.AddStatement(file.Syntax, null, words) : ModEdit.Add(file.Syntax, near, null, words))
            : file.Without(same.Skip(1)).SetFirst(
                now => now.Replace.FirstOrDefault(replace => replace.Path == path && (version is null || replace.Version == version)), null, words);
    }

    /// <summary>Takes out the replacement of a module at one version, or the one at all versions.</summary>
    public static T WithoutReplace<T>(this T file, string path, string? version)
        where T : ModuleFile => file.Without(file.Replace.Where(replace => replace.Path == path && replace.Version == version));

    /// <summary>Adds a tool, where it is not there.</summary>
    public static GoModFile WithTool(this GoModFile file, string path) => file.Tool.Any(tool => tool.Path == path)
        ? file
        : file.Read(ModEdit.Add(file.Syntax, null, null, "tool", GoString.AutoQuote(path)));

    /// <summary>Takes out a tool.</summary>
    public static GoModFile WithoutTool(this GoModFile file, string path) => file.Without(file.Tool.Where(tool => tool.Path == path));

    /// <summary>Adds a folder to a workspace, where it is not there.</summary>
    public static GoWorkFile WithUse(this GoWorkFile file, string path) => file.Use.Any(use => use.Path == path)
        ? file
        : file.Read(ModEdit.Add(file.Syntax, null, null, "use", GoString.AutoQuote(path)));

    /// <summary>Takes a folder out of a workspace.</summary>
    public static GoWorkFile WithoutUse(this GoWorkFile file, string path) => file.Without(file.Use.Where(use => use.Path == path));

    private static T Set<T>(this T file, Directive? present, int? otherwise, params string[] words)
        where T : ModuleFile => file.SetFirst(_ => present, otherwise, words);

    private static T SetFirst<T>(this T file, Func<T, Directive?> find, int? otherwise, params string[] words)
        where T : ModuleFile => file.Read(find(file)?.Syntax is { } line
            ? ModEdit.Replace(file.Syntax, line, words)
            : ModEdit.Add(file.Syntax, null, otherwise, words));

    // From the last to the first, so that the places of those that follow stay true; a block may become a line on the way.
    private static T Without<T>(this T file, IEnumerable<Directive?> directives)
        where T : ModuleFile
    {
        var lines = directives.OfType<Directive>().Select(directive => directive.Syntax!.Start.Offset).OrderDescending().ToList();
        foreach (var words in lines.ConvertAll(offset => Text(file, offset)))
        {
            file = file.Read(ModEdit.Remove(file.Syntax, file.Syntax.Lines.Last(entry => Text(entry.Verb, entry.Arguments) == words).Line));
        }

        return file;
    }

    private static string Text(ModuleFile file, int offset)
    {
        var (verb, _, arguments) = file.Syntax.Lines.First(entry => entry.Line.Start.Offset == offset);
        return Text(verb, arguments);
    }

    private static string Text(string verb, IReadOnlyList<ModToken> arguments) =>
        verb + " " + string.Join(' ', arguments.Select(token => token.Text));

    private static int? FirstStatement(ModuleFile file) => file.Syntax.Statements switch
    {
        [ModLine line, ..] => file.Syntax.StartWithComments(line.LineStart, line.Before.Count),
        [ModBlock block, ..] => file.Syntax.StartWithComments(block.LineStart, block.Before.Count),
        _ => null,
    };

    private static T Read<T>(this T file, byte[] bytes)
        where T : ModuleFile
    {
        ModuleFile result = file is GoModFile ? GoModFile.Parse(bytes, file.File) : GoWorkFile.Parse(bytes, file.File);
        return result.Errors is [var refused, ..] ? throw new FormatException($"{file.File}:{refused}") : (T)result;
    }
}
