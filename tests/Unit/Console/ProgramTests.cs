using GoEnv.Console;

namespace GoEnv.Tests.Console;

public sealed class ProgramTests
{
    [Fact]
    public void Help_lists_every_command_with_its_synopsis()
    {
        var run = GoenvctlRun.Of("--help");
        Assert.Equal(0, run.ExitCode);
        Assert.All(Command.All, command => Assert.Matches($@"(?m)^  {command.Name} +\S", run.Out));
    }

    [Fact]
    public void Without_a_command_the_help_goes_to_standard_error()
    {
        var run = GoenvctlRun.Of();
        Assert.Equal((64, string.Empty), (run.ExitCode, run.Out));
        Assert.Contains("Usage:", run.Error, StringComparison.Ordinal);
    }

    public static TheoryData<string> Commands => [.. Command.All.Select(command => command.Name)];

    [Theory]
    [MemberData(nameof(Commands))]
    public void Help_of_a_command_describes_every_parameter_in_plain_text(string name)
    {
        var run = GoenvctlRun.Of(name, "--help");
        Assert.Equal(0, run.ExitCode);
        Assert.All(Command.Find(name).Parameters, parameter => Assert.Matches($@"(?m)^  -{parameter.Name}\b.*\n      \S", run.Out));
        Assert.Contains("Example 2: ", run.Out, StringComparison.Ordinal);
        Assert.DoesNotContain('`', run.Out);
    }

    [Theory]
    [InlineData("there is no command 'Test-Goo'; 'goenvctl --help' lists them", "Test-Goo")]
    [InlineData("the output format 'xml' is unknown; write -o table, -o json or -o jsonl", "Get-GoRule", "-o", "xml")]
    [InlineData("Get-GoRule has no parameter '-Nope'; 'goenvctl Get-GoRule --help' lists them", "Get-GoRule", "-Nope")]
    public void A_wrong_word_is_named(string message, params string[] args)
    {
        var run = GoenvctlRun.Of(args);
        Assert.Equal((64, string.Empty), (run.ExitCode, run.Out));
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_command_is_found_in_any_case() => Assert.Equal(0, GoenvctlRun.Of("get-gorule").ExitCode);

    [Fact]
    public void Quiet_writes_one_Boolean_and_nothing_else()
    {
        var run = GoenvctlRun.Of("Test-GoConnection", "local", "-Rule", "GE0001", "-Quiet");
        Assert.Equal((0, "True\n"), (run.ExitCode, run.Out));
    }

    [Fact]
    public void Passing_findings_are_written_on_request()
    {
        string[] args = ["Test-GoEnvironment", "local", "-Rule", "GE0001", "-o", "json"];
        Assert.Equal("[]\n", GoenvctlRun.Of(args).Out);
        Assert.Contains("\"status\":\"Pass\"", GoenvctlRun.Of([.. args, "-IncludePassed"]).Out, StringComparison.Ordinal);
    }

    [Fact]
    public void What_if_says_what_would_be_done()
    {
        var run = GoenvctlRun.Of("Update-GoReleaseData", "-Source", "https://mirror.example/dl", "-WhatIf");
        Assert.Equal(0, run.ExitCode);
        Assert.StartsWith("What if: Refresh from https://mirror.example/dl", run.Error, StringComparison.Ordinal);
        Assert.Empty(run.Out); // it is no object
    }

    [Fact]
    public void A_run_without_rules_does_not_pass()
    {
        Assert.Equal(64, GoenvctlRun.Of("Test-GoToolchain", "local", "-Rule", "GE3006").ExitCode);
        Assert.Equal(64, GoenvctlRun.Of("Test-GoConnection", "local", "-ExcludeRule", "GE*").ExitCode);
    }

    [Fact]
    public void Wrong_arguments_give_an_empty_array()
    {
        var run = GoenvctlRun.Of("Test-GoEnvironment", "-NoSuch", "-o", "json");
        Assert.Equal((64, "[]\n"), (run.ExitCode, run.Out));
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("Get-GoRule", "--help")]
    [InlineData("Get-GoRule")]
    [InlineData("Get-GoRule", "-o", "json")]
    [InlineData("Get-GoRule", "-o", "jsonl")]
    public void A_reader_that_goes_away_ends_the_command_without_noise(params string[] args)
    {
        using var output = new ClosedPipe();
        using var error = new StringWriter();
        Assert.Equal(0, Program.Run(args, GoenvctlRun.Terminal(output, error), CancellationToken.None));
        Assert.Empty(error.ToString());
    }

    [Fact]
    public void A_stopped_command_ends_with_130()
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        Assert.Equal(130, Program.Run(["Get-GoFact", "local"], GoenvctlRun.Terminal(output, error), stop.Token));
    }

    [Fact]
    public void A_writer_that_says_nothing_does_not_hold_up_a_stop()
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        using var stop = new CancellationTokenSource();
        using var input = new MuteWriter(stop);
        var terminal = new Terminal { In = input, Out = output, Error = error, InIsPiped = true, Width = 0 };
        Assert.Equal(130, Program.Run(["Test-GoConnection", "-o", "json"], terminal, stop.Token));
        Assert.Equal("[]\n", output.ToString());
    }

    // Asks for the stop as soon as somebody waits for a line, and never gives one.
    private sealed class MuteWriter(CancellationTokenSource stop) : TextReader
    {
        private readonly ManualResetEventSlim over = new();

        public override string? ReadLine()
        {
            stop.Cancel();
            over.Wait(TimeSpan.FromSeconds(30));
            return null;
        }

        protected override void Dispose(bool disposing)
        {
            over.Set();
            base.Dispose(disposing);
        }
    }

    private sealed class ClosedPipe : StringWriter
    {
        public override void Write(string? value) => throw new IOException("Broken pipe", 32);

        public override void Write(char value) => throw new IOException("Broken pipe", 32);
    }
}
