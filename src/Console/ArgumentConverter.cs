using System.Globalization;
using System.Management.Automation;
using System.Reflection;

namespace GoEnv.Console;

/// <summary>Makes a value of a word, as PowerShell would: numbers, enumerations, and types with a static <c>Parse(string)</c>.</summary>
internal static class ArgumentConverter
{
    /// <summary>Converts; <see cref="FormatException"/> says what would be right.</summary>
    public static object Convert(string text, Type type)
    {
        if (type == typeof(string) || type == typeof(object))
        {
            return text;
        }

        if (type.IsEnum)
        {
            return Enum.TryParse(type, text, ignoreCase: true, out var value) && Enum.IsDefined(type, value)
                ? value
                : throw new FormatException($"'{text}' is none of {string.Join(", ", Enum.GetNames(type))}");
        }

        if (type == typeof(int))
        {
            return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
                ? number
                : throw new FormatException($"'{text}' is not a whole number");
        }

        if (type == typeof(bool) || type == typeof(SwitchParameter))
        {
            return bool.TryParse(text.TrimStart('$'), out var flag) ? flag : throw new FormatException($"'{text}' is neither true nor false");
        }

        if (type == typeof(Uri))
        {
            return Uri.TryCreate(text, UriKind.RelativeOrAbsolute, out var uri) ? uri : throw new FormatException($"'{text}' is not a URI");
        }

        var parse = type.GetMethod("Parse", BindingFlags.Public | BindingFlags.Static, [typeof(string)])
            ?? throw new FormatException($"'{text}' is not an object of type {type.Name}");
        try
        {
            return parse.Invoke(null, [text])!;
        }
        catch (TargetInvocationException e) when (e.InnerException is FormatException inner)
        {
            throw new FormatException(inner.Message, inner);
        }
    }
}
