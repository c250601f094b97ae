using GoEnv.Console;

namespace GoEnv.Tests.Console;

/// <summary>One run of goenvctl on a terminal in memory.</summary>
internal sealed record GoenvctlRun(int ExitCode, string Out, string Error)
{
    public static GoenvctlRun Of(params string[] args) => With(null, args);

    public static GoenvctlRun With(string? input, params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var exitCode = Program.Run(args, Terminal(output, error, input), CancellationToken.None);
        return new GoenvctlRun(exitCode, output.ToString(), error.ToString());
    }

    public static Terminal Terminal(TextWriter output, TextWriter error, string? input = null, int width = 0) => new()
    {
        In = new StringReader(input ?? string.Empty),
        Out = output,
        Error = error,
        InIsPiped = input is not null,
        Width = width,
    };
}
