using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace GoEnv.Tests.Drift;

/// <summary>The paths of all facts that there can be, by their types.</summary>
internal static class DriftFacts
{
    public static IReadOnlyList<(string Pattern, bool IsMap)> Paths() => Below(typeof(EnvironmentFacts), string.Empty, 0).ToList();

    private static IEnumerable<(string Pattern, bool IsMap)> Below(Type type, string path, int depth)
    {
        var members = type.Namespace!.StartsWith("GoEnv", StringComparison.Ordinal) && !type.IsEnum && depth < 8 && type != typeof(Target) && type != typeof(GoEnv.Toolchain.GoVersion)
            ? type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.GetIndexParameters().Length == 0 && p.GetCustomAttribute<JsonIgnoreAttribute>() is not { Condition: JsonIgnoreCondition.Always })
            : [];
        foreach (var member in members.Where(member => member.Name != "EqualityContract"))
        {
            var name = path.Length == 0 ? JsonNamingPolicy.CamelCase.ConvertName(member.Name) : $"{path}.{JsonNamingPolicy.CamelCase.ConvertName(member.Name)}";
            foreach (var found in Value(member.PropertyType, name, depth))
            {
                yield return found;
            }
        }
    }

    private static IEnumerable<(string Pattern, bool IsMap)> Value(Type type, string name, int depth)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        var generic = type.IsGenericType ? type.GetGenericTypeDefinition() : null;
        if (generic == typeof(Fact<>))
        {
            return Value(type.GetGenericArguments()[0], name, depth);
        }

        if (generic == typeof(IReadOnlyDictionary<,>))
        {
            return [(name, true), .. Value(type.GetGenericArguments()[1], name + "[]", depth)];
        }

        return generic == typeof(IReadOnlyList<>)
            ? [(name, false), .. Value(type.GetGenericArguments()[0], name + "[]", depth)]
            : [(name, false), .. Below(type, name, depth + 1)];
    }
}
