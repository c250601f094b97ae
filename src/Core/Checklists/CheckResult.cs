using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace GoEnv.Checklists;

/// <summary>What running a check gave.</summary>
/// <param name="ExitCode">The exit code.</param>
/// <param name="Output">Standard output, cut after 64 KiB.</param>
/// <param name="Error">The end of standard error.</param>
internal sealed record CheckResult(int ExitCode, string Output, string Error)
{
    /// <summary>What does not hold, in one clause each, with what was expected and found; none when all holds.</summary>
    public IEnumerable<(string Problem, string Expected, string Actual)> Against(CheckExpectation expect)
    {
        if (!expect.ExitCodes.Contains(ExitCode))
        {
            var codes = string.Join(" or ", expect.ExitCodes);
            yield return ($"the exit code is {ExitCode} and not {codes}", $"exit code {codes}", $"exit code {ExitCode}");
            yield break; // the output of a command that failed is another one
        }

        if (expect.Matches is { } pattern && !pattern.IsMatch(Output))
        {
            yield return ($"the output does not match '{pattern}'", $"matches {pattern}", Output.Trim());
        }

        if (expect.NotMatches is { } wrong && wrong.Match(Output) is { Success: true } match)
        {
            yield return ($"the output matches '{wrong}'", $"does not match {wrong}", match.Value);
        }

        foreach (var problem in AgainstValue(expect))
        {
            yield return problem;
        }
    }

    private IEnumerable<(string, string, string)> AgainstValue(CheckExpectation expect)
    {
        var (value, problem) = Value(expect.Json);
        var what = expect.Json is null ? "the output" : $"'{expect.Json.Text}'";
        if (problem is not null)
        {
            yield return (problem, expect.Json!.Text, Output.Trim());
            yield break;
        }

        if (expect.EqualTo is { } text && value != text)
        {
            yield return ($"{what} is '{value}' and not '{text}'", text, value!);
        }

        if (expect.AtLeast is null && expect.AtMost is null)
        {
            yield break;
        }

        if (!decimal.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
        {
            yield return ($"{what} is '{value}' and no number", "a number", value!);
        }
        else if (number < expect.AtLeast)
        {
            yield return ($"{what} is {value} and not at least {Text(expect.AtLeast)}", $"at least {Text(expect.AtLeast)}", value!);
        }
        else if (number > expect.AtMost)
        {
            yield return ($"{what} is {value} and not at most {Text(expect.AtMost)}", $"at most {Text(expect.AtMost)}", value!);
        }
    }

    private (string? Value, string? Problem) Value(JsonMember? member)
    {
        if (member is null)
        {
            return (Output.Trim(), null);
        }

        try
        {
            return member.Find(Output) is { } found ? (found, null) : (null, $"the output has no '{member.Text}'");
        }
        catch (JsonException)
        {
            return (null, "the output is not JSON");
        }
    }

    private static string Text(decimal? number) => number!.Value.ToString(CultureInfo.InvariantCulture);
}
