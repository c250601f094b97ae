using System.Management.Automation;
using System.Reflection;

namespace GoEnv.Console;

/// <summary>A cmdlet and its parameters, as its attributes declare them.</summary>
internal sealed record Command(string Name, Type Type, IReadOnlyList<CommandParameter> Parameters)
{
    /// <summary>Every command, by name.</summary>
    public static IReadOnlyList<Command> All { get; } = typeof(Command).Assembly.GetTypes()
        .Select(type => (Type: type, Cmdlet: type.GetCustomAttribute<CmdletAttribute>()))
        .Where(found => found.Cmdlet is not null)
        .Select(found => new Command(
            $"{found.Cmdlet!.VerbName}-{found.Cmdlet.NounName}", found.Type, CommandParameter.Of(found.Type)))
        .OrderBy(command => command.Name, StringComparer.Ordinal)
        .ToList();

    /// <summary>The command of that name, in any case; <see cref="UsageException"/> when there is none.</summary>
    public static Command Find(string name) =>
        All.FirstOrDefault(command => command.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? throw new UsageException($"there is no command '{name}'; 'goenvctl --help' lists them");

    /// <summary>The parameter of that name, alias or unique beginning; <see cref="UsageException"/> when there is none.</summary>
    public CommandParameter Parameter(string name)
    {
        var exact = Parameters.FirstOrDefault(parameter => parameter.Names.Contains(name, StringComparer.OrdinalIgnoreCase));
        if (exact is not null)
        {
            return exact;
        }

        var beginning = Parameters
            .Where(parameter => parameter.Names.Any(n => n.StartsWith(name, StringComparison.OrdinalIgnoreCase)))
            .ToList();
        return beginning.Count switch
        {
            1 => beginning[0],
            0 => throw new UsageException($"{Name} has no parameter '-{name}'; 'goenvctl {Name} --help' lists them"),
            _ => throw new UsageException(
                $"'-{name}' may be {string.Join(" or ", beginning.Select(parameter => "-" + parameter.Name))}; write more of it"),
        };
    }
}

/// <summary>One parameter of a command.</summary>
internal sealed record CommandParameter(PropertyInfo Property, ParameterAttribute Declaration, IReadOnlyList<string> Names)
{
    public string Name => Names[0];

    public bool IsSwitch => Property.PropertyType == typeof(SwitchParameter);

    public bool IsList => Property.PropertyType.IsArray;

    public bool IsTable => Property.PropertyType == typeof(System.Collections.Hashtable);

    public Type ElementType => IsList
        ? Property.PropertyType.GetElementType()!
        : Nullable.GetUnderlyingType(Property.PropertyType) ?? Property.PropertyType;

    public static IReadOnlyList<CommandParameter> Of(Type cmdlet) => cmdlet.GetProperties()
        .Select(property => (Property: property, Declaration: property.GetCustomAttributes<ParameterAttribute>(inherit: false).FirstOrDefault()))
        .Where(found => found.Declaration is not null)
        .Select(found => new CommandParameter(
            found.Property,
            found.Declaration!,
            [found.Property.Name, .. found.Property.GetCustomAttribute<AliasAttribute>()?.AliasNames ?? []]))
        .ToList();
}
