using GoEnv.Changes;

namespace GoEnv.Toolchain;

/// <summary>Looks for a temporary folder in which go run and go test cannot start what they build.</summary>
public sealed class TemporaryFolderRule()
    : Rule<ToolchainFacts>("GE1018", Severity.Error, "Programs can be run in Go's temporary folder")
{
    /// <inheritdoc/>
    protected internal override IEnumerable<Problem> Judge(ToolchainFacts facts, RuleContext context)
    {
        // GOTMPDIR stands in for TMPDIR.
        var place = facts.Places.FirstOrDefault(place => place.Name == "GOTMPDIR") ?? facts.Places.FirstOrDefault(place => place.Name == "TMPDIR");
        if (facts.Winner is null)
        {
            foreach (var problem in facts.WithoutWinner())
            {
                yield return problem;
            }

            yield break;
        }

        if (facts.GoEnv.IsUnknown && place?.Name != "GOTMPDIR")
        {
            yield return facts.EnvUnknown("Go's temporary folder is not known");
            yield break;
        }

        if (place is null)
        {
            yield return Problem.Unknown("Go's temporary folder is not known: the target did not name it.");
        }
        else if (!place.Exists)
        {
            yield return Problem.Fail($"{place.Name} is {place.Path}, which does not exist: go build, run and test stop.") with
            {
                Subject = place.Name,
                Actual = place.Path,
                Fix = $"mkdir -p {place.Path}",
                Remedy = facts.UnsetRemedy(place.Name),
            };
        }
        else if (place.IsWritable.TryGet(out var writable) && !writable)
        {
            yield return Problem.Fail($"{place.Name} is {place.Path}, which this account may not write: go build, run and test stop.") with
            {
                Subject = place.Name,
                Actual = place.Path,
                Fix = place.Path == "/tmp" ? "chmod 1777 /tmp" : $"Name a folder that the account may write in {place.Name}.",
                Remedy = place.Path == "/tmp" ? new ModeRemedy("/tmp") { Add = 0x3ff } : facts.UnsetRemedy(place.Name),
            };
        }
        else if (place.FileSystem.IsUnknown)
        {
            yield return Problem.Unknown($"Whether programs can be run in {place.Path} could not be told: {place.FileSystem.Reason}.") with { Subject = place.Name };
        }
        else if (place.IsNoExec)
        {
            yield return Problem.Fail($"{place.Name} is {place.Path}, on {place.Mount}, which is mounted noexec: go run and go test cannot start what they build.") with
            {
                Subject = place.Name,
                Actual = place.FileSystem.ToString(),
                Fix = "Name a folder where programs may run: go env -w GOTMPDIR=FOLDER.",
            };
        }
    }
}
