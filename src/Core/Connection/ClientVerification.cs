using GoEnv.Changes;
using GoEnv.Targets;

namespace GoEnv.Connection;

/// <summary>Asks the ssh client of this machine whether the stanzas that a change wrote count.</summary>
internal static class ClientVerification
{
    /// <summary>The rules on the client's options that the change was to mend; none for a change of another machine.</summary>
    public static IReadOnlyList<Rule> RulesOf(Change change) => change.Target.Kind == TargetKind.Local && Stanzas(change).Any()
        ? Catalog.Rules.Where(rule => rule.FactsType == typeof(ConnectionFacts) && change.Mends.Any(mended => mended.RuleId == rule.Id)).ToList()
        : [];

    /// <summary>What the rules say of each host now, of the options that its stanza sets.</summary>
    public static async Task<IReadOnlyList<Finding>> JudgeAsync(
        Change change, IReadOnlyList<Rule> rules, Func<Target, RuleContext> context, TimeSpan limit, CancellationToken cancellationToken)
    {
        var findings = new List<Finding>();
        foreach (var host in rules.Count > 0 ? Stanzas(change).GroupBy(stanza => (stanza.Host, stanza.File)) : [])
        {
            var target = Target.Parse("ssh:" + host.Key.Host);
            // The client finds its own file by itself, which may be another than that of the session's HOME.
            var client = new SshClient { ConfigFile = host.Key.File.StartsWith('~') ? null : host.Key.File };
            var facts = new FactSet();
            facts.Add(new ConnectionFacts { Links = [], ClientOptions = await SshClientOptions.ReadAsync(client, target, limit, cancellationToken).ConfigureAwait(false) });
            var set = host.SelectMany(stanza => stanza.Options).Select(option => option.Key).ToHashSet(StringComparer.OrdinalIgnoreCase);
            findings.AddRange(Judge.Apply(rules, facts, context(target)).Where(finding => finding.Subject is null || set.Contains(finding.Subject)));
        }

        return findings;
    }

    private static IEnumerable<SshStanzaRemedy> Stanzas(Change change) => change.Remedies.OfType<SshStanzaRemedy>().Where(stanza => stanza.Options.Count > 0);
}
