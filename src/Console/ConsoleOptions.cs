using GoEnv.Console.Output;

namespace GoEnv.Console;

/// <summary>The options of the console itself; the words that are left belong to the command.</summary>
internal sealed record ConsoleOptions
{
    public required IReadOnlyList<string> Words { get; init; }

    public OutputFormat Format { get; init; }

    /// <summary>The words of <c>-o</c>.</summary>
    public const string Formats = "-o table, -o json or -o jsonl, and for findings -o jsonl-report, sarif, junit, csv, markdown, html or prometheus";

    public bool ShowHelp { get; init; }

    public bool ShowVersion { get; init; }

    public bool Verbose { get; init; }

    public bool WhatIf { get; init; }

    /// <summary>Ask before each change (true), or never (false); null asks before changes that can hurt.</summary>
    public bool? Confirm { get; init; }

    public static ConsoleOptions Take(IReadOnlyList<string> args)
    {
        var options = new ConsoleOptions { Words = [] };
        var words = new List<string>();
        for (var i = 0; i < args.Count; i++)
        {
            switch (args[i])
            {
                case "-h" or "--help" or "-?":
                    options = options with { ShowHelp = true };
                    break;
                case "--version":
                    options = options with { ShowVersion = true };
                    break;
                case "-Verbose" or "-v" or "--verbose":
                    options = options with { Verbose = true };
                    break;
                case "-WhatIf" or "--what-if":
                    options = options with { WhatIf = true };
                    break;
                case "-Confirm" or "--confirm" or "-Confirm:$true" or "-Confirm:true":
                    options = options with { Confirm = true };
                    break;
                case "-y" or "--yes" or "-Confirm:$false" or "-Confirm:false":
                    options = options with { Confirm = false };
                    break;
                case "-o" or "--output":
                    options = options with { Format = ParseFormat(i + 1 < args.Count ? args[++i] : string.Empty) };
                    break;
                default:
                    words.Add(args[i]);
                    break;
            }
        }

        return options with { Words = words };
    }

    private static OutputFormat ParseFormat(string word) => word switch
    {
        "table" => OutputFormat.Table,
        "json" => OutputFormat.Json,
        "jsonl" => OutputFormat.JsonLines,
        "jsonl-report" => OutputFormat.JsonLinesReport,
        "sarif" => OutputFormat.Sarif,
        "junit" => OutputFormat.JUnit,
        "csv" => OutputFormat.Csv,
        "markdown" => OutputFormat.Markdown,
        "html" => OutputFormat.Html,
        "prometheus" => OutputFormat.Prometheus,
        _ => throw new UsageException($"the output format '{word}' is unknown; write {Formats}"),
    };
}
