namespace GoEnv.Console;

/// <summary>Says which words of a command line belong to which parameter, by name or by place.</summary>
internal static class CommandWords
{
    /// <summary>The texts of each parameter; <see cref="UsageException"/> on a wrong word.</summary>
    public static Dictionary<CommandParameter, List<string>> Of(Command command, List<string> words)
    {
        var values = new Dictionary<CommandParameter, List<string>>();
        var others = new List<List<string>>();
        var onlyPositions = false;
        for (var i = 0; i < words.Count; i++)
        {
            var word = words[i];
            if (word == "--" && !onlyPositions)
            {
                onlyPositions = true;
            }
            else if (!onlyPositions && IsName(word))
            {
                i = TakeNamed(command, words, i, values);
            }
            else
            {
                var list = new List<string>();
                i = TakeList(list, words, i, isList: true);
                others.Add(list);
            }
        }

        // As in PowerShell: what is named takes no place.
        var positions = command.Parameters
            .Where(parameter => parameter.Declaration.Position >= 0 && !values.ContainsKey(parameter))
            .OrderBy(parameter => parameter.Declaration.Position)
            .ToList();
        foreach (var list in others)
        {
            var parameter = positions.FirstOrDefault(p => p.IsList || !values.ContainsKey(p))
                ?? throw new UsageException($"{command.Name} takes no argument '{list[0]}'");
            if (list.Count > 1 && !parameter.IsList)
            {
                throw new UsageException($"-{parameter.Name} takes one value, not '{string.Join(' ', list)}'");
            }

            list.ForEach(text => Add(values, parameter, text));
        }

        return values;
    }

    private static bool IsName(string word) => word.Length > 1 && word[0] == '-' && char.IsLetter(word.TrimStart('-').FirstOrDefault());

    // 'a, b' is one list, as in PowerShell.
    private static int TakeList(List<string> list, List<string> words, int i, bool isList)
    {
        list.Add(words[i]);
        while (isList && words[i].EndsWith(',') && i + 1 < words.Count)
        {
            list.Add(words[++i]);
        }

        return i;
    }

    private static int TakeNamed(Command command, List<string> words, int i, Dictionary<CommandParameter, List<string>> values)
    {
        var parts = words[i].TrimStart('-').Split([':', '='], 2);
        var parameter = command.Parameter(parts[0]);
        if (!parameter.IsList && !parameter.IsTable && values.ContainsKey(parameter))
        {
            throw new UsageException($"-{parameter.Name} is given twice");
        }

        if (parts.Length == 2)
        {
            Add(values, parameter, parts[1]);
        }
        else if (parameter.IsSwitch)
        {
            Add(values, parameter, "true");
        }
        else
        {
            if (i + 1 >= words.Count || IsName(words[i + 1]))
            {
                throw new UsageException($"-{parameter.Name} needs a value");
            }

            var list = new List<string>();
            i = TakeList(list, words, i + 1, parameter.IsList);
            list.ForEach(text => Add(values, parameter, text));
        }

        return i;
    }

    private static void Add(Dictionary<CommandParameter, List<string>> values, CommandParameter parameter, string text)
    {
        if (!values.TryGetValue(parameter, out var texts))
        {
            values[parameter] = texts = [];
        }

        texts.Add(text);
    }
}
