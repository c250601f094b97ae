using System.Text;
using GoEnv.Reports;
using GoEnv.Text;

namespace GoEnv.Console.Output;

/// <summary>Prints rows under the headings of the type's view, as they come; types without a view as indented JSON.</summary>
internal sealed class TableWriter(Terminal terminal) : ObjectWriter(terminal)
{
    private TableView? current;

    public override void Write(object? value)
    {
        var view = value is null ? null : TableView.Of(value);
        if (view is null)
        {
            Print(value is bool or string or null ? TargetText.Clean($"{value}", keepLines: true) : GoEnvJson.Write(value, indented: true));
            return;
        }

        if (view != current)
        {
            current = view;
            Print(Row(view, column => column.Label));
            Print(Row(view, column => new string('-', column.Label.Length)));
        }

        Print(Row(view, column => column.Text(value!)));
    }

    private string Row(TableView view, Func<TableColumn, string> text)
    {
        var row = new StringBuilder();
        foreach (var column in view.Columns)
        {
            row.Append(TargetText.Clean(text(column)).PadRight(column.Width)).Append(' ');
        }

        return Terminal.Width > 0 ? Fold(row.ToString().TrimEnd(), view) : row.ToString().TrimEnd();
    }

    // The last column goes on under itself, so that a message is never cut.
    private string Fold(string row, TableView view)
    {
        var indent = view.Columns.Sum(column => column.Width == 0 ? 0 : column.Width + 1);
        var width = Terminal.Width - indent - 1;
        if (row.Length < Terminal.Width || width < 20)
        {
            return row;
        }

        var folded = new StringBuilder();
        while (row.Length >= Terminal.Width)
        {
            var cut = row.LastIndexOf(' ', Terminal.Width - 1);
            cut = cut <= indent ? Terminal.Width - 1 : cut;
            folded.Append(row.AsSpan(0, cut)).Append('\n');
            row = new string(' ', indent) + row[cut..].TrimStart();
        }

        return folded.Append(row).ToString();
    }
}
