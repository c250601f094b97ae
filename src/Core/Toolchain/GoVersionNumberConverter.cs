using System.ComponentModel;
using System.Globalization;

namespace GoEnv.Toolchain;

/// <summary>
/// Makes Go versions of numbers, which lose their last zero: PowerShell hands on 1.20 as 1.2. The numbers 1.1, 1.2 and 1.3
/// are Go 1.10, 1.20 and 1.30.
/// </summary>
internal sealed class GoVersionNumberConverter : TypeConverter
{
    /// <inheritdoc/>
    public override bool CanConvertFrom(ITypeDescriptorContext? context, Type sourceType) =>
        sourceType == typeof(double) || sourceType == typeof(float) || sourceType == typeof(Version);

    /// <inheritdoc/>
    public override object ConvertFrom(ITypeDescriptorContext? context, CultureInfo? culture, object value) => GoVersion.Parse(TextOf(value));

    /// <summary>A value as the text of a version.</summary>
    public static string TextOf(object value) => (value, Convert.ToString(value, CultureInfo.InvariantCulture) ?? string.Empty) switch
    {
        // Go 1.1 to 1.3 are of 2013 and 2014: who writes such a number means the other.
        (double or float, "1.1" or "1.2" or "1.3") number => number.Item2 + "0",
        var (_, text) => text,
    };
}
