namespace GoEnv.Modules.Files;

/// <summary>Holds what the module cache has of the modules in go.sum against their hashes; applied on request alone, since it reads all of it.</summary>
public sealed class CacheSumsRule() : Rule<ModuleSumsFacts>("GE3122", Severity.Error, "The module cache holds what go.sum says")
{
    /// <inheritdoc/>
    public override bool OnPath => true;

    /// <inheritdoc/>
    public override bool OnRequest => true;

    /// <inheritdoc/>
    protected internal override string? Seen(ModuleSumsFacts facts) => facts?.ToString();

    /// <inheritdoc/>
    protected internal override bool AppliesTo(ModuleSumsFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        return !facts.Cache.IsAbsent || facts.Trees.Any(tree => !tree.Folder.IsKnown || tree.Files.Any(file => file.IsUnknown));
    }

    /// <inheritdoc/>
    protected internal override IEnumerable<Problem> Judge(ModuleSumsFacts facts, RuleContext context)
    {
        ArgumentNullException.ThrowIfNull(facts);
        foreach (var tree in facts.Trees)
        {
            var reasons = tree.Files.Select(file => file.Reason)
                .Append(tree.Folder.IsAbsent ? "there is no such folder" : tree.Folder.Reason)
                .Append(facts.Cache.Reason)
                .Concat(facts.Unread);
            foreach (var reason in reasons.OfType<string>().Distinct(StringComparer.Ordinal))
            {
                yield return Problem.Unknown($"Whether the module cache holds what go.sum at {tree.Path} says is not known: {reason}.") with { Subject = tree.Path };
            }

            var entries = tree.Files.Where(file => file.IsKnown)
                .SelectMany(file => file.Value.Entries.Where(entry => entry.Hash.StartsWith("h1:", StringComparison.Ordinal)).Select(entry => (Sum: file.Value, Entry: entry)))
                .ToList();
            var unread = new List<(string Name, string Reason)>();
            foreach (var group in entries.GroupBy(one => $"{one.Entry.Path} {one.Entry.Version}"))
            {
                var said = new Said(tree, facts.Cache, group.First().Sum, group.First().Entry, group.Select(one => one.Entry.Hash).ToHashSet(StringComparer.Ordinal));
                if (facts.GoMods.TryGetValue(group.Key, out var hash) && !said.Hashes.Contains(hash))
                {
                    yield return GoMod(said, hash);
                }
                else if (facts.Modules.TryGetValue(group.Key, out var held))
                {
                    if (Content(said, held) is { } problem)
                    {
                        yield return problem;
                    }

                    unread.AddRange(new[] { ("the unpacked folder", held.Folder), ("the archive", held.Archive), ("the noted hash", held.Noted) }
                        .Where(part => part.Item2.IsUnknown).Select(part => ($"{part.Item1} of {group.Key}", part.Item2.Reason!)));
                }
            }

            foreach (var same in unread.GroupBy(one => one.Reason, StringComparer.Ordinal))
            {
                var others = same.Count() == 1 ? string.Empty : $" and {same.Count() - 1} more";
                yield return Problem.Unknown($"Whether {same.First().Name}{others} in the module cache {facts.Cache} is what go.sum at {tree.Path} says is not known: {same.Key}.") with
                {
                    Subject = tree.Path,
                    Evidence = same.Select(one => one.Name).ToList(),
                };
            }
        }
    }

    private static Problem GoMod(Said said, string hash) => said.Fail(
        $"The go.mod of {said.Module} in the module cache has {hash}, and {said.Place} says {said.Entry.Hash}: the go command stops with 'checksum mismatch'.", hash) with
    {
        Fix = $"rm '{said.Download}.mod' && go mod download {said.Entry.Path}",
        Remedy = said.Remedy with { GoMod = true },
    };

    private static Problem? Content(Said said, CachedSums held)
    {
        var (noted, archive, folder) = (said.Differs(held.Noted), said.Differs(held.Archive), said.Differs(held.Folder));
        if (!noted && !archive && !folder)
        {
            return null;
        }

        string?[] parts =
        [
            noted ? $"its download was {held.Noted}" : null,
            archive ? $"its archive is {(held.Archive.Value.Length == 0 ? "damaged" : held.Archive.Value)}" : null,
            folder ? $"its unpacked folder is {held.Folder}" : null,
        ];
        var effect = noted ? "the go command stops with 'checksum mismatch'" : folder ? "builds take the changed files without a word" : "what is unpacked from it is not the module";

        // A copy that agrees with itself was not damaged here: another content was downloaded, or go.sum is wrong.
        var whole = noted && held.Folder.Equals(held.Noted) && (held.Archive.Equals(held.Noted) || !held.Archive.IsKnown);
        var onlyFolder = folder && !noted && !archive && held.Noted.IsKnown && held.Archive.IsKnown;
        return said.Fail(
            $"{said.Module} in the module cache is not what {said.Place} says, {said.Entry.Hash}: {string.Join(", ", parts.OfType<string>())}; {effect}.",
            noted ? held.Noted.Value : archive && held.Archive.Value.Length > 0 ? held.Archive.Value : folder ? held.Folder.Value : "a damaged archive") with
        {
            Evidence = [.. parts.OfType<string>(), .. whole ? ["The copy agrees with itself: either another content was downloaded, or go.sum is wrong. Compare with another machine."] : Array.Empty<string>()],
            Fix = onlyFolder
                ? $"chmod -R u+w '{said.Folder}' && rm -r '{said.Folder}'"
                : $"chmod -Rf u+w '{said.Folder}'; rm -rf '{said.Folder}' '{said.Download}.zip' '{said.Download}.ziphash' && go mod download {said.Entry.Path}@{said.Entry.Version}",
            Remedy = said.Remedy with { Folder = true, Archive = !onlyFolder },
        };
    }

    private sealed record Said(ModuleSums Tree, Fact<string> Cache, GoSumFile Sum, GoSumEntry Entry, IReadOnlySet<string> Hashes)
    {
        public string Module => $"{Entry.Path} {Version}";

        public string Place => $"{Sum.File}:{Entry.Line}";

        public string Download => ModuleCachePath.Download(Cache.Value, Entry.Path, Version);

        public string Folder => ModuleCachePath.Folder(Cache.Value, Entry.Path, Version);

        public ModuleCacheRemedy Remedy => new(Cache.Value, Entry.Path, Version) { At = Tree.Folder.Value };

        private string Version => Entry.Version.EndsWith("/go.mod", StringComparison.Ordinal) ? Entry.Version[..^7] : Entry.Version;

        public bool Differs(Fact<string> held) => held.IsKnown && !Hashes.Contains(held.Value);

        public Problem Fail(string message, string actual) => Problem.Fail(message) with
        {
            Subject = $"{Entry.Path} {Entry.Version}",
            Location = Place,
            Expected = Entry.Hash,
            Actual = actual,
        };
    }
}
