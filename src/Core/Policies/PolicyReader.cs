using GoEnv.Yaml;

namespace GoEnv.Policies;

/// <summary>Makes a policy of its file, over those that it extends.</summary>
/// <param name="rules">The rules there are.</param>
/// <param name="origin">What stands as the origin of each value; null for the place in the file.</param>
internal sealed class PolicyReader(IReadOnlyList<Rule> rules, string? origin = null)
{
    private const int MaximumDepth = 16;

    public static readonly IReadOnlyList<string> FileKeys =
        ["categories", "coverage", "extends", "failOn", "go", "labels", "maxUnknown", "profile", "profiles", "rules", "version", "waivers"];

    private readonly List<string> open = [];
    private readonly HashSet<string> taken = new(StringComparer.Ordinal);

    /// <summary>Reads the file at <paramref name="path"/>.</summary>
    public Policy Read(string path, Policy under) => Read(YamlFile.Load(path), path, under);

    /// <summary>Reads a file that is there; <paramref name="path"/> is what the files that it extends are relative to.</summary>
    public Policy Read(YamlValue file, string path, Policy under)
    {
        if (file.IsNull)
        {
            throw file.Error("the policy is empty; write 'version: 1' and what differs from the default");
        }

        var fields = file.Fields("a policy", FileKeys);
        fields.Require("version", "version: 1").Int("'version'", 1, 1);
        open.Add(Path.GetFullPath(path));
        foreach (var extended in Extended(fields))
        {
            under = Extend(extended, path, under);
        }

        open.RemoveAt(open.Count - 1);
        return ReadParts(fields, under);
    }

    private Policy ReadParts(YamlFields fields, Policy under)
    {
        var sections = new SectionReader(rules, origin);
        var policy = sections.Read(fields, under).Concat(ReadGate(fields)).Concat(new CoverageReader(origin).Read(fields)).Aggregate(under, EffectivePolicy.With);
        policy = policy with
        {
            Profiles = [.. sections.Profiles(fields, policy), .. policy.Profiles],
            LabelSections = [.. policy.LabelSections, .. sections.Labels(fields, policy)],
            Waivers = [.. fields.List("waivers").Select(waiver => WaiverReader.Read(waiver, rules)), .. policy.Waivers],
        };
        if (fields.Find("profile") is not { } profile)
        {
            return policy;
        }

        var name = profile.Checked(() => policy.CheckedProfile(profile.Text("'profile'")));
        return policy.With(new PolicySetting("profile", name, origin ?? profile.Place) { Apply = p => p with { DefaultProfile = name } });
    }

    private IEnumerable<PolicySetting> ReadGate(YamlFields fields)
    {
        if (fields.Find("failOn") is { } failOn)
        {
            var least = failOn.Name<FailOn>("value of 'failOn'");
            yield return new PolicySetting("failOn", failOn.RawText, origin ?? failOn.Place)
            {
                Apply = p => p with { Gate = p.Gate with { FailOn = least } },
            };
        }

        if (fields.Find("maxUnknown") is { } maxUnknown)
        {
            var most = maxUnknown.Int("'maxUnknown'", 0, int.MaxValue);
            yield return new PolicySetting("maxUnknown", maxUnknown.RawText, origin ?? maxUnknown.Place)
            {
                Apply = p => p with { Gate = p.Gate with { MaxUnknown = most } },
            };
        }
    }

    private static IReadOnlyList<YamlValue> Extended(YamlFields fields) => fields.Find("extends") switch
    {
        null => [],
        { Kind: YamlKind.List } list => list.Items,
        var one => [one],
    };

    private Policy Extend(YamlValue extended, string path, Policy under)
    {
        var name = extended.Text("a policy in 'extends'");
        if (name == PolicySetting.Default)
        {
            return under; // every policy is over it
        }

        var file = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, name);
        var full = extended.Checked(() => FullPath(file));
        if (open.Contains(full))
        {
            throw extended.Error($"'{name}' extends this file in turn: {string.Join(" -> ", open.SkipWhile(p => p != full).Append(full).Select(Path.GetFileName))}; take one of them out");
        }

        if (open.Count >= MaximumDepth)
        {
            throw extended.Error($"policies extend one another more than {MaximumDepth} deep; put some of them together");
        }

        return taken.Add(full) ? Read(Load(extended, name, full), full, under) : under;
    }

    private static string FullPath(string path)
    {
        try
        {
            return Path.GetFullPath(path);
        }
        catch (ArgumentException e)
        {
            throw new FormatException("this is not a path", e);
        }
    }

    private static YamlValue Load(YamlValue extended, string name, string full)
    {
        try
        {
            return YamlFile.Load(full);
        }
        catch (YamlFileException e) when (e.Line == 0)
        {
            throw extended.Error($"'{name}' cannot be extended: {e.Message}; write 'default', or a path relative to this file", e);
        }
    }
}
