namespace GoEnv.Changes;

/// <summary>The text of the <c>sh</c> resource that a <see cref="CommandStep"/> names.</summary>
internal static class CommandScript
{
    private const string Include = "#include ";

    /// <summary>The text, with what it includes and without comments; <see cref="PlanException"/> when there is no such resource.</summary>
    public static string Load(string name)
    {
        if (name.Length == 0 || !name.All(c => char.IsAsciiLetterLower(c) || c == '-'))
        {
            throw new PlanException($"'{Text.TargetText.Clean(name)}' is not the name of a script.");
        }

        try
        {
            return ProbeScript.WithoutComments(Whole(name + ".sh"));
        }
        catch (InvalidOperationException e)
        {
            throw new PlanException(e.Message);
        }
    }

    private static string Whole(string file) => string.Join('\n', Probe.LoadScript(file).Split('\n')
        .Select(line => line.StartsWith(Include, StringComparison.Ordinal) ? Whole(line[Include.Length..].Trim()) : line));
}
