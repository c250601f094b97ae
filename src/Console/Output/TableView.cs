using System.Reflection;
using System.Xml.Linq;

namespace GoEnv.Console.Output;

/// <summary>A table view of the module's format file.</summary>
internal sealed record TableView(string TypeName, IReadOnlyList<TableColumn> Columns)
{
    private static readonly IReadOnlyList<TableView> All = Load();

    /// <summary>The first table view of the object's type or of one that it derives from; null where there is none.</summary>
    public static TableView? Of(object value)
    {
        for (var type = value.GetType(); type is not null; type = type.BaseType)
        {
            if (All.FirstOrDefault(view => view.TypeName == type.FullName) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    private static List<TableView> Load()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("GoEnv.format.ps1xml")!;
        return XDocument.Load(stream).Descendants("View")
            .Where(view => view.Element("TableControl") is not null)
            .SelectMany(view => view.Descendants("TypeName").Select(type => new TableView(type.Value, ReadColumns(view))))
            .ToList();
    }

    private static List<TableColumn> ReadColumns(XElement view) => view.Descendants("TableColumnHeader")
        .Zip(view.Descendants("TableColumnItem"))
        .Select(pair =>
        {
            var property = pair.Second.Element("PropertyName")!.Value;
            return new TableColumn(
                pair.First.Element("Label")?.Value ?? property, property, (int?)pair.First.Element("Width") ?? 0);
        })
        .ToList();
}

/// <summary>One column: its heading, the property that it shows, and its width; 0 takes what is left.</summary>
internal sealed record TableColumn(string Label, string Property, int Width)
{
    public string Text(object value) => Show(value.GetType().GetProperty(Property)?.GetValue(value));

    private static string Show(object? value) => value switch
    {
        null => string.Empty,
        string text => text,
        IReadOnlyDictionary<string, string> labels => string.Join(", ", labels.Select(label => $"{label.Key}={label.Value}")),
        System.Collections.IEnumerable items => string.Join(", ", items.Cast<object?>()),
        _ => value.ToString() ?? string.Empty,
    };
}
