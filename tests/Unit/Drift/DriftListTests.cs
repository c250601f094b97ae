using GoEnv.Drift;

namespace GoEnv.Tests.Drift;

/// <summary>The lists by which drift is told from noise.</summary>
public sealed class DriftListTests
{
    [Fact]
    public void Every_map_of_facts_is_known_as_one()
    {
        var maps = DriftFacts.Paths().Where(path => path.IsMap).Select(path => path.Pattern).Where(path => !path.StartsWith("connection", StringComparison.Ordinal) && path != "unknown");
        Assert.Equal(DriftLists.Maps.Order(StringComparer.Ordinal), maps.Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_path_that_is_left_out_exists_and_the_page_lists_it()
    {
        var paths = DriftFacts.Paths().Select(path => path.Pattern).ToHashSet();
        var page = Repository.Read("docs/drift.md");
        Assert.All(DriftNoise.Always.Concat(DriftNoise.BetweenTargets), noise =>
        {
            Assert.Contains(noise.Path, paths);
            Assert.Contains($"| `{noise.Path}` | {noise.Why} |", page, StringComparison.Ordinal);
        });
        Assert.All(DriftNoise.Consequences, pair =>
        {
            Assert.Contains(Pattern(pair.Path), paths);
            Assert.Contains(Pattern(pair.Cause), paths);
        });

        static string Pattern(string path)
        {
            var open = path.IndexOf('[', StringComparison.Ordinal);
            return open < 0 ? path : path[..(open + 1)] + path[path.IndexOf(']', StringComparison.Ordinal)..];
        }
    }
}
