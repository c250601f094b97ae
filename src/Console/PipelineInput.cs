using System.Management.Automation;
using System.Reflection;
using System.Text.Json;
using GoEnv.Reports;

namespace GoEnv.Console;

/// <summary>Objects from standard input, one JSON value a line or one array, bound as a PowerShell pipeline would bind them.</summary>
internal sealed class PipelineInput
{
    private readonly CommandParameter parameter;
    private readonly IEnumerator<string> values;
    private readonly ReportCheck check = new();

    private PipelineInput(CommandParameter parameter, IEnumerator<string> values)
    {
        this.parameter = parameter;
        this.values = values;
    }

    /// <summary>The input of a command that takes objects, was given none as arguments, and has a pipe before it; else null.</summary>
    public static PipelineInput? For(
        Command command, IReadOnlySet<string> bound, Terminal terminal, CancellationToken stop)
    {
        var fromPipeline = command.Parameters.FirstOrDefault(p => p.Declaration.ValueFromPipeline);
        return fromPipeline is null || bound.Contains(fromPipeline.Name) || !terminal.InIsPiped
            ? null
            : new PipelineInput(fromPipeline, JsonInput.Read(terminal, stop).GetEnumerator());
    }

    /// <summary>Binds the next object; false at the end.</summary>
    public bool Next(PSCmdlet cmdlet)
    {
        object? value = null;
        while (value is null)
        {
            if (!values.MoveNext())
            {
                Checked<object?>(() =>
                {
                    check.End();
                    return null;
                });
                return false;
            }

            value = Checked(() => Bind(values.Current));
        }

        if (!parameter.IsList)
        {
            Binder.Set(cmdlet, parameter, value);
            return true;
        }

        var array = Array.CreateInstance(parameter.ElementType, 1);
        array.SetValue(value, 0);
        Binder.Set(cmdlet, parameter, array);
        return true;
    }

    private object? Bind(string text)
    {
        // A line that is no JSON is a plain word: a list of host names can be piped in.
        var value = text[0] switch
        {
            '{' => GoEnvJson.Read(text),
            '"' => ReadWord(text),
            _ => text,
        };
        check.Next(value);
        return value switch
        {
            ReportStart or ReportEnd => null, // a report in JSON lines was piped in; its findings count
            _ when parameter.ElementType.IsInstanceOfType(value) => value,
            string word => ArgumentConverter.Convert(word, parameter.ElementType),
            _ => FromProperty(value) ?? throw new FormatException($"an object of type {value.GetType().Name} has no {parameter.Name}"),
        };
    }

    private static T Checked<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (FormatException e)
        {
            throw new UsageException($"standard input: {e.Message}");
        }
    }

    private static string ReadWord(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<string>(text)!;
        }
        catch (JsonException e)
        {
            throw new FormatException($"{text} is not a JSON text: {e.Message}", e);
        }
    }

    // Its path would mean another file here.
    private object? FromProperty(object value) => value is Binaries.GoBuildInfo { Target: { } target } && parameter.ElementType == typeof(string)
        ? throw new FormatException($"the binary is one of {target.Name}; name its path, and the target with -Target")
        : parameter.Declaration.ValueFromPipelineByPropertyName
        ? parameter.Names
            .Select(name => value.GetType().GetProperty(name, BindingFlags.Public | BindingFlags.Instance | BindingFlags.IgnoreCase)?.GetValue(value))
            .FirstOrDefault(found => found is not null && parameter.ElementType.IsInstanceOfType(found))
        : null;
}
