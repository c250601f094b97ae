using GoEnv.Console.Output;

namespace GoEnv.Tests.Console;

public sealed class TableWriterTests
{
    [Fact]
    public void Rows_stand_under_the_columns_of_the_view() => Assert.Equal(
        """
        Status  Severity    Rule   Target               Message
        ------  --------    ----   ------               -------
        Fail    Warning     GE1003 local                One thing is wrong here.
        Fail    Warning     GE1003 local                Two.

        """.ReplaceLineEndings("\n"),
        Print(0, With("One thing is wrong here."), With("Two.")));

    [Fact]
    public void A_long_message_goes_on_under_itself_and_is_not_cut()
    {
        var message = string.Join(' ', Enumerable.Range(100, 30));
        var lines = Print(80, With(message)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.All(lines, line => Assert.True(line.Length < 80));
        Assert.Equal(message, string.Join(' ', lines[2..].Select(line => line[48..].Trim())));
        Assert.All(lines[3..], line => Assert.Equal(string.Empty, line[..48].Trim()));
    }

    [Fact]
    public void A_word_longer_than_the_line_is_broken_and_kept_whole()
    {
        var word = new string('x', 300);
        var lines = Print(80, With(word)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.All(lines, line => Assert.True(line.Length <= 80));
        Assert.Equal(word, string.Concat(lines[2..].SelectMany(line => line[48..].Trim())));
    }

    [Fact]
    public void Control_characters_are_shown_and_not_sent() =>
        Assert.Contains("red \\x1b[31m", Print(0, With("red \x1b[31m")), StringComparison.Ordinal);

    [Fact]
    public void Objects_of_other_types_get_headings_of_their_own()
    {
        var text = Print(0, With("x"), Target.Ssh("web01").With(labels: new Dictionary<string, string> { ["env"] = "prod", ["tier"] = "1" }), true);
        Assert.Contains("Address", text, StringComparison.Ordinal);
        Assert.Contains("env=prod, tier=1", text, StringComparison.Ordinal);
        Assert.EndsWith("True\n", text, StringComparison.Ordinal);
    }

    private static Finding With(string message) => new()
    {
        RuleId = "GE1003",
        Title = "A title",
        Category = Category.Toolchain,
        Target = Target.Local,
        Status = FindingStatus.Fail,
        Severity = Severity.Warning,
        Message = message,
        HelpPage = "docs/rules/GE1003.md",
    };

    private static string Print(int width, params object[] values)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        using var writer = ObjectWriter.Create(OutputFormat.Table, GoenvctlRun.Terminal(output, error, width: width));
        foreach (var value in values)
        {
            writer.Write(value);
        }

        return output.ToString();
    }
}
