// The few types of System.Management.Automation that the cmdlet sources use, for a host without PowerShell.
// The compiler refuses a cmdlet that uses more than stands here.
using System.Collections;
using System.Globalization;

namespace System.Management.Automation;

/// <summary>Marks a cmdlet.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class CmdletAttribute(string verbName, string nounName) : Attribute
{
    public string VerbName { get; } = verbName;

    public string NounName { get; } = nounName;

    public bool SupportsShouldProcess { get; set; }

    public ConfirmImpact ConfirmImpact { get; set; } = ConfirmImpact.Medium;

    public string? DefaultParameterSetName { get; set; }
}

public enum ConfirmImpact
{
    None,
    Low,
    Medium,
    High,
}

/// <summary>Marks a parameter.</summary>
[AttributeUsage(AttributeTargets.Property, AllowMultiple = true)]
public sealed class ParameterAttribute : Attribute
{
    public const string AllParameterSets = "__AllParameterSets";

    public int Position { get; set; } = int.MinValue;

    public bool Mandatory { get; set; }

    public bool ValueFromPipeline { get; set; }

    public bool ValueFromPipelineByPropertyName { get; set; }

    public string ParameterSetName { get; set; } = AllParameterSets;
}

[AttributeUsage(AttributeTargets.Property)]
public sealed class AliasAttribute(params string[] aliasNames) : Attribute
{
    public IList<string> AliasNames { get; } = aliasNames;
}

[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class OutputTypeAttribute(params Type[] type) : Attribute
{
    public Type[] Type { get; } = type;
}

[AttributeUsage(AttributeTargets.Property)]
public sealed class ArgumentCompleterAttribute(Type type) : Attribute
{
    public Type Type { get; } = type;
}

/// <summary>Checks a bound argument; the message of what it throws follows the parameter's name.</summary>
public abstract class ValidateArgumentsAttribute : Attribute
{
    public abstract void Validate(object? value);
}

[AttributeUsage(AttributeTargets.Property)]
public sealed class ValidateNotNullOrEmptyAttribute : ValidateArgumentsAttribute
{
    public override void Validate(object? value)
    {
        if (value is null or "" || (value is ICollection items && (items.Count == 0 || items.Cast<object?>().Any(i => i is null or ""))))
        {
            throw new FormatException("it must not be empty");
        }
    }
}

[AttributeUsage(AttributeTargets.Property)]
public sealed class ValidateRangeAttribute(object minRange, object maxRange) : ValidateArgumentsAttribute
{
    public object MinRange { get; } = minRange;

    public object MaxRange { get; } = maxRange;

    public override void Validate(object? value)
    {
        var number = Convert.ToDouble(value, CultureInfo.InvariantCulture);
        if (number < Convert.ToDouble(MinRange, CultureInfo.InvariantCulture) || number > Convert.ToDouble(MaxRange, CultureInfo.InvariantCulture))
        {
            throw new FormatException($"it must be from {MinRange} to {MaxRange}");
        }
    }
}
