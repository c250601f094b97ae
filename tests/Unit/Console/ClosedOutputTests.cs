using System.Diagnostics;
using GoEnv.Console;

namespace GoEnv.Tests.Console;

public sealed class ClosedOutputTests
{
    [Fact]
    public void A_process_stops_when_its_reader_has_enough()
    {
        Assert.SkipUnless(File.Exists("/bin/sh"), "there is no /bin/sh");
        var targets = string.Join(' ', Enumerable.Repeat("local", 400));
        var goenvctl = $"dotnet '{typeof(Program).Assembly.Location}'";
        var (output, error) = Shell($"{goenvctl} Test-GoConnection {targets} -ThrottleLimit 1 -o jsonl | head -n 1");
        Assert.Single(output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Empty(error); // neither an exception nor the summary of all targets
    }

    [Fact]
    public void Two_commands_write_into_one_file_one_after_the_other()
    {
        Assert.SkipUnless(File.Exists("/bin/sh"), "there is no /bin/sh");
        var file = Path.GetTempFileName();
        try
        {
            var goenvctl = $"dotnet '{typeof(Program).Assembly.Location}'";
            Shell($"{{ {goenvctl} --version; echo between; {goenvctl} --version; }} > '{file}'");
            Assert.Equal(3, File.ReadAllLines(file).Length);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void A_full_disk_is_no_pass()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "there is no /dev/full");
        var goenvctl = $"dotnet '{typeof(Program).Assembly.Location}'";
        var (output, error) = Shell($"{goenvctl} Test-GoConnection local -o json >/dev/full; echo $?");
        Assert.Equal("2\n", output);
        Assert.Contains("standard output cannot be written", error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_closed_standard_input_is_not_waited_for()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "closed standard input is told apart on Linux");
        var goenvctl = $"dotnet '{typeof(Program).Assembly.Location}'";
        var (output, _) = Shell($"timeout 30 {goenvctl} Test-GoConnection -Rule GE0001 -o jsonl <&-; echo $?");
        Assert.EndsWith("}\n0\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_pipe_holds_is_read()
    {
        Assert.SkipUnless(File.Exists("/bin/sh"), "there is no /bin/sh");
        var goenvctl = $"dotnet '{typeof(Program).Assembly.Location}'";
        var (output, _) = Shell($"printf 'local\\nlocal\\n' | {goenvctl} Test-GoConnection -Rule GE0001 -o jsonl");
        Assert.Equal(2, output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    private static (string Out, string Error) Shell(string command)
    {
        using var process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", command])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (output, error.GetAwaiter().GetResult());
    }
}
