using System.Collections;
using System.Management.Automation;
using System.Reflection;

namespace GoEnv.Console;

/// <summary>Binds words of a command line to the properties of a cmdlet.</summary>
internal static class Binder
{
    /// <summary>Binds <paramref name="words"/> and returns the parameters that were named; <see cref="UsageException"/> on a wrong one.</summary>
    public static IReadOnlySet<string> Bind(PSCmdlet cmdlet, Command command, IEnumerable<string> words)
    {
        var values = Collect(command, words.ToList());
        foreach (var (parameter, texts) in values)
        {
            Set(cmdlet, parameter, parameter.IsSwitch ? ReadSwitch(parameter, texts) : Convert(parameter, texts));
        }

        var set = SetOf(command, values.Keys);
        var missing = command.Parameters.FirstOrDefault(parameter =>
            parameter.Declaration is { Mandatory: true, ValueFromPipeline: false } && IsOf(parameter, set) && !values.ContainsKey(parameter));
        return missing is null
            ? values.Keys.Select(parameter => parameter.Name).ToHashSet(StringComparer.Ordinal)
            : throw new UsageException($"{command.Name} needs -{missing.Name}");
    }

    // The set that a parameter of one set alone chooses, else the default.
    private static string? SetOf(Command command, IEnumerable<CommandParameter> given)
    {
        var choosing = given.Where(parameter => !IsOf(parameter, null)).DistinctBy(parameter => parameter.Declaration.ParameterSetName).ToList();
        return choosing switch
        {
            [] => command.Type.GetCustomAttribute<CmdletAttribute>()!.DefaultParameterSetName,
            [var one] => one.Declaration.ParameterSetName,
            _ => throw new UsageException($"{command.Name}: -{choosing[0].Name} and -{choosing[1].Name} cannot be given together"),
        };
    }

    private static bool IsOf(CommandParameter parameter, string? set) =>
        parameter.Declaration.ParameterSetName is ParameterAttribute.AllParameterSets || parameter.Declaration.ParameterSetName == set;

    /// <summary>Sets one property after its checks.</summary>
    public static void Set(PSCmdlet cmdlet, CommandParameter parameter, object? value)
    {
        foreach (var check in parameter.Property.GetCustomAttributes<ValidateArgumentsAttribute>())
        {
            try
            {
                check.Validate(value);
            }
            catch (FormatException e)
            {
                throw new UsageException(value is Array ? $"-{parameter.Name}: {e.Message}" : $"-{parameter.Name} '{value}': {e.Message}");
            }
        }

        parameter.Property.SetValue(cmdlet, value);
    }

    /// <summary>The value of a parameter from its words.</summary>
    public static object Convert(CommandParameter parameter, IReadOnlyList<string> texts)
    {
        try
        {
            if (parameter.IsTable)
            {
                return Table(texts);
            }

            if (!parameter.IsList)
            {
                return texts.Count == 1
                    ? ArgumentConverter.Convert(texts[0], parameter.ElementType)
                    : throw new UsageException($"-{parameter.Name} takes one value, not {texts.Count}");
            }

            var items = texts.SelectMany(text => text.Trim(',').Split(',')).ToList();
            var array = Array.CreateInstance(parameter.ElementType, items.Count);
            for (var i = 0; i < items.Count; i++)
            {
                array.SetValue(ArgumentConverter.Convert(items[i], parameter.ElementType), i);
            }

            return array;
        }
        catch (FormatException e)
        {
            throw new UsageException($"-{parameter.Name}: {e.Message}");
        }
    }

    // NAME=VALUE, as often as there are names: a value may hold commas.
    private static Hashtable Table(IReadOnlyList<string> texts)
    {
        var table = new Hashtable(StringComparer.Ordinal);
        foreach (var parts in texts.Select(text => text.Split('=', 2)))
        {
            if (parts.Length < 2 || parts[0].Length == 0 || table.ContainsKey(parts[0]))
            {
                throw new FormatException($"'{string.Join('=', parts)}' is not NAME=VALUE, or the name is there already");
            }

            table.Add(parts[0], parts[1]);
        }

        return table;
    }

    private static Dictionary<CommandParameter, List<string>> Collect(Command command, List<string> words)
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

    private static object ReadSwitch(CommandParameter parameter, List<string> texts) => texts[^1].ToLowerInvariant() switch
    {
        "true" or "$true" => new SwitchParameter(true),
        "false" or "$false" => new SwitchParameter(false),
        _ => throw new UsageException($"-{parameter.Name} takes true or false, not '{texts[^1]}'"),
    };
}
