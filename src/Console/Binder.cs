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
        var values = CommandWords.Of(command, words.ToList());
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

    private static object ReadSwitch(CommandParameter parameter, List<string> texts) => texts[^1].ToLowerInvariant() switch
    {
        "true" or "$true" => new SwitchParameter(true),
        "false" or "$false" => new SwitchParameter(false),
        _ => throw new UsageException($"-{parameter.Name} takes true or false, not '{texts[^1]}'"),
    };
}
