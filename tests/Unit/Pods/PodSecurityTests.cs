using System.Text.Json;
using GoEnv.Pods;
using GoEnv.Tests.Connection;

namespace GoEnv.Tests.Pods;

/// <summary>
/// Holds the rules on Pod Security against the words of a real API server, 1.36.2, about pods in namespaces with the levels baseline and
/// restricted, pinned to the releases of each line of PodSecurity.jsonl. "changes" are what is changed of <see cref="GivenPod.Sane"/>.
/// </summary>
public sealed class PodSecurityTests
{
    private sealed record Recorded(int[] Minor, string[][] Changes, string Baseline, string Restricted);

    // Which rules may speak of what the server speaks of: each fault is told once, by the worst that it is.
    private static readonly Dictionary<string, string[]> Spoken = new(StringComparer.Ordinal)
    {
        ["host namespaces"] = ["GE7030"],
        ["privileged"] = ["GE7031"],
        ["hostProcess"] = ["GE7031"],
        ["non-default capabilities"] = ["GE7031"],
        ["procMount"] = ["GE7031"],
        ["hostPath volumes"] = ["GE7032"],
        ["hostPort"] = ["GE7032", "GE7030"], // in the network of the node each port is one of the node
        ["forbidden AppArmor profile"] = ["GE7033"],
        ["seLinuxOptions"] = ["GE7033"],
        ["forbidden sysctls"] = ["GE7033"],
        ["probe or lifecycle host"] = ["GE7034"],
        ["runAsNonRoot != true"] = ["GE7040", "GE7031"], // a host process of Windows
        ["runAsUser=0"] = ["GE7040"],
        ["allowPrivilegeEscalation != false"] = ["GE7041", "GE7031"], // a privileged container
        ["unrestricted capabilities"] = ["GE7042", "GE7031"], // one that reaches beyond the container
        ["seccompProfile"] = ["GE7043", "GE7033"],
        ["restricted volume types"] = ["GE7044", "GE7032"],
    };

    private static readonly List<Rule<PodFacts>> Rules =
        Catalog.Rules.OfType<Rule<PodFacts>>().Where(rule => string.CompareOrdinal(rule.Id, "GE7030") >= 0 && string.CompareOrdinal(rule.Id, "GE7044") <= 0).ToList();

    private static readonly Recorded[] Lines = Repository.Read("tests/Unit/Pods/PodSecurity.jsonl").Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Select(line => JsonSerializer.Deserialize<Recorded>(line, JsonSerializerOptions.Web)!).ToArray();

    public static TheoryData<int, int> Cases
    {
        get
        {
            var all = new TheoryData<int, int>();
            for (var i = 0; i < Lines.Length; i++)
            {
                foreach (var minor in Lines[i].Minor.Distinct())
                {
                    all.Add(i + 1, minor);
                }
            }

            return all;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_rules_say_what_the_server_says(int line, int minor)
    {
        var recorded = Lines[line - 1];
        var pod = GivenPod.With(recorded.Changes.Select(change => (change[0], change[1])).ToArray()) with { Minor = minor };
        var found = Rules.SelectMany(rule => Judged.By(rule, pod).Select(problem => (rule.Id, Severity: problem.Severity ?? rule.Severity))).ToList();
        var baseline = Reasons(recorded.Baseline);
        var all = baseline.Concat(Reasons(recorded.Restricted)).ToList();

        Assert.All(all, reason => Assert.Contains(found, one => Spoken[reason].Contains(one.Id)));
        Assert.All(found, one => Assert.Contains(all, reason => Spoken[reason].Contains(one.Id)));
        Assert.All(found.Where(one => string.CompareOrdinal(one.Id, "GE7040") < 0), one => Assert.Equal(one.Severity == Severity.Information, !baseline.Any(reason => Spoken[reason].Contains(one.Id))));
    }

    [Fact]
    public void Each_check_of_the_server_is_among_them() => Assert.Equal(Spoken.Keys.Order(), Lines.SelectMany(line => Reasons(line.Baseline).Concat(Reasons(line.Restricted))).Distinct().Order());

    private static List<string> Reasons(string words) => Spoken.Keys.Where(reason => words.Split("), ").Any(part => part.StartsWith(reason, StringComparison.Ordinal))).ToList();
}
