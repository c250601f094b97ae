using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using GoEnv.Text;

namespace GoEnv.Checklists;

/// <summary>What running a check gave.</summary>
/// <param name="ExitCode">The exit code.</param>
/// <param name="Output">Standard output as it came.</param>
/// <param name="Error">The end of standard error.</param>
internal sealed record CheckResult(int ExitCode, string Output, string Error)
{
    private const int ShownLength = 200;

    /// <summary>What does not hold, in one clause each, with what was expected and found; none when all holds.</summary>
    public IEnumerable<(string Problem, string Expected, string Actual)> Against(CheckExpectation expect)
    {
        if (!expect.ExitCodes.Contains(ExitCode))
        {
            var codes = string.Join(" or ", expect.ExitCodes);
            yield return ($"the exit code is {ExitCode} and not {codes}", $"exit code {codes}", $"exit code {ExitCode}");
            yield break; // the output of a command that failed is another one
        }

        var (value, problem) = Value(expect.Json);
        if (value is null)
        {
            yield return (problem!, expect.Json!.Text, Shown(Output));
            yield break;
        }

        var what = expect.Json is null ? "the output" : $"'{expect.Json.Text}'";
        var match = expect.Matches?.Match(value);
        if (match is { Success: false })
        {
            yield return ($"{what} does not match '{expect.Matches}'", $"matches {expect.Matches}", Shown(value));
        }

        if (expect.NotMatches is { } wrong && wrong.Match(value) is { Success: true } unwanted)
        {
            yield return ($"{what} matches '{wrong}'", $"does not match {wrong}", Shown(unwanted.Value));
        }

        if (match is not { Success: false })
        {
            var group = match is { Groups.Count: > 1 } ? match.Groups[1] : null;
            foreach (var fault in Compare(expect, group is null ? what : $"what '{expect.Matches}' found", (group?.Value ?? value).Trim()))
            {
                yield return fault;
            }
        }
    }

    /// <summary>Text that came from the target, short enough for one line of a message.</summary>
    internal static string Shown(string text)
    {
        var one = TargetText.Clean(text.Trim().Replace('\n', ' '));
        return one.Length <= ShownLength ? one : one[..ShownLength] + "…";
    }

    private static IEnumerable<(string, string, string)> Compare(CheckExpectation expect, string what, string value)
    {
        var shown = Shown(value);
        if (expect.EqualTo is { } text && value != text.Trim())
        {
            yield return ($"{what} is '{shown}' and not '{text}'", text, shown);
        }

        if (expect.AtLeast is null && expect.AtMost is null)
        {
            yield break;
        }

        if (!decimal.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
        {
            yield return ($"{what} is '{shown}' and no number", "a number", shown);
        }
        else if (number < expect.AtLeast)
        {
            yield return ($"{what} is {shown} and not at least {Text(expect.AtLeast)}", $"at least {Text(expect.AtLeast)}", shown);
        }
        else if (number > expect.AtMost)
        {
            yield return ($"{what} is {shown} and not at most {Text(expect.AtMost)}", $"at most {Text(expect.AtMost)}", shown);
        }
    }

    private (string? Value, string? Problem) Value(JsonMember? member)
    {
        if (member is null)
        {
            return (Output, null);
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
