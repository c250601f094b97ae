using System.Text.RegularExpressions;
using GoEnv.Modules;

namespace GoEnv.Toolchain;

/// <summary>Looks for flags in GOFLAGS that break or silently change every build.</summary>
public sealed partial class GoFlagsRule()
    : SettingRule("GE1013", Severity.Warning, "GOFLAGS changes no build unawares", "GOFLAGS")
{
    private static readonly Dictionary<string, (Severity Severity, string Effect)> Hazards = new(StringComparer.Ordinal)
    {
        ["-mod=mod"] = (Severity.Warning, "go.mod is changed by every build"),
        ["-mod=vendor"] = (Severity.Warning, "every module without a vendor folder fails"),
        ["-modfile"] = (Severity.Warning, "every module is built with that go.mod"),
        ["-overlay"] = (Severity.Warning, "every build replaces source files"),
        ["-toolexec"] = (Severity.Warning, "every build runs that program"),
        ["-i"] = (Severity.Error, "go refuses the flag"),
        ["-buildvcs=false"] = (Severity.Information, "programs do not carry their revision"),
        ["-a"] = (Severity.Warning, "every build compiles everything anew"),
        ["-w"] = (Severity.Warning, "builds pass it over, and 'go env' stops"),
        ["-u"] = (Severity.Warning, "every 'go get' updates modules that it was not asked to, and 'go env NAME' stops"),
        ["-n"] = (Severity.Warning, "no build builds anything"),
        ["-race"] = (Severity.Warning, "every program has the race detector in it, which makes it several times slower and larger"),
        ["-msan"] = (Severity.Warning, "every program has a memory checker in it"),
        ["-asan"] = (Severity.Warning, "every program has a memory checker in it"),
        ["-cover"] = (Severity.Warning, "every program counts its own coverage"),
    };

    private protected override IEnumerable<Problem> Judge(string value, ToolchainFacts facts)
    {
        var refused = false;
        // A carriage return, as a Windows line end leaves it, is a blank to go; in the facts it stands as an escape.
        foreach (var match in Word().Matches(value.Replace(@"\x0d", " ", StringComparison.Ordinal)).Cast<Match>())
        {
            var word = match.Value.Trim('\'', '"');
            var flag = word.StartsWith("--", StringComparison.Ordinal) ? word[1..] : word;
            if (!flag.StartsWith('-') || flag is "-" or "--" || flag.StartsWith("-=", StringComparison.Ordinal))
            {
                refused = true;
                yield return Problem.Fail($"GOFLAGS in {facts.SetIn("GOFLAGS")} holds '{word}', which is no flag: every go command stops.") with
                {
                    Severity = Severity.Error,
                    Fix = "Write each flag of GOFLAGS as -name=value, and quote one that has a space in it.",
                    Remedy = Without(match.Value, facts),
                };
            }
            else if (flag.StartsWith("-mod=", StringComparison.Ordinal) && flag is not ("-mod=mod" or "-mod=vendor" or "-mod=readonly" or "-mod="))
            {
                yield return Problem.Fail($"GOFLAGS in {facts.SetIn("GOFLAGS")} holds {word}, and -mod takes mod, readonly or vendor: every build stops.") with { Severity = Severity.Error, Remedy = Without(match.Value, facts) };
            }
            else if (flag is "-w" or "-u" && facts.RefusedFlags.IsKnown)
            {
                continue;
            }
            else if (Hazards.TryGetValue(flag, out var hazard) || (!flag.EndsWith("=false", StringComparison.Ordinal) && Hazards.TryGetValue(flag.Split('=')[0], out hazard)))
            {
                yield return Problem.Fail($"GOFLAGS in {facts.SetIn("GOFLAGS")} holds {word}: {hazard.Effect}.") with { Severity = hazard.Severity, Remedy = Without(match.Value, facts) };
            }
        }

        if (!refused && facts.RefusedFlags.IsUnknown)
        {
            yield return Problem.Unknown($"Whether go takes GOFLAGS is not known: {facts.RefusedFlags.Reason}.");
        }

        if (!refused && facts.RefusedFlags.TryGet(out var reason))
        {
            yield return Problem.Fail($"go refuses GOFLAGS in {facts.SetIn("GOFLAGS")}: {reason}, so that every go command but 'go env' stops.") with
            {
                Severity = Severity.Error,
                Fix = "Write each flag of GOFLAGS as -name=value, and put quotes around the whole of one that has a space in it: '-ldflags=-s -w'.",
            };
        }
    }

    private static Changes.Remedy? Without(string word, ToolchainFacts facts) => facts.EditRemedy(GoEnvEdit.Replace("GOFLAGS", word, null));

    // A word that begins with a quote runs to the next one, blanks and all.
    [GeneratedRegex("""'[^']*'|"[^"]*"|\S+""", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Word();
}
