namespace GoEnv.Changes;

/// <summary>What a target said of itself and of the paths that remedies asked for; the steps planned so far are taken into account.</summary>
public sealed record TargetState
{
    private readonly IReadOnlyDictionary<PathQuery, Fact<PathState>> paths = new Dictionary<PathQuery, Fact<PathState>>();

    /// <summary>The target.</summary>
    public required Target Target { get; init; }

    /// <summary>The name of the account that changes are made as.</summary>
    public required string User { get; init; }

    /// <summary>Its number.</summary>
    public required long Uid { get; init; }

    /// <summary>Its group.</summary>
    public required long Gid { get; init; }

    /// <summary>Its home folder.</summary>
    public required string Home { get; init; }

    /// <summary>The account's shell; null where it is not known.</summary>
    public string? LoginShell { get; init; }

    /// <summary>GOENV of the session; null where it is not set.</summary>
    public string? GoEnv { get; init; }

    /// <summary>The answers, each known, or unknown with the reason.</summary>
    public required IReadOnlyDictionary<PathQuery, Fact<PathState>> Paths
    {
        get => paths;
        init => paths = value;
    }

    /// <summary>What the scripts answered that remedies asked besides, by their names.</summary>
    internal IReadOnlyDictionary<string, Fact<ProbeOutput>> Answers { get; init; } = new Dictionary<string, Fact<ProbeOutput>>();

    /// <summary>The state of a path; <see cref="PlanException"/> when it could not be read or was not asked for.</summary>
    public PathState this[PathQuery query]
    {
        get
        {
            if (!paths.TryGetValue(query, out var fact))
            {
                throw new PlanException($"{query.Path} was not asked for.");
            }

            return fact.TryGet(out var state) ? state : throw new PlanException($"{query.Path} cannot be changed: {fact.Reason}.");
        }
    }

    /// <summary>The state of a path whose bytes are needed.</summary>
    public PathState this[string path] => this[new PathQuery(path)];

    /// <summary>What <paramref name="parse"/> makes of an answer; <see cref="PlanException"/> when there is none that does.</summary>
    internal T Answer<T>(string id, Func<ProbeOutput, T> parse)
    {
        try
        {
            var answer = Answers.GetValueOrDefault(id, Fact<ProbeOutput>.Unknown("it was not asked"));
            return answer.TryGet(out var output) ? parse(output) : throw new PlanException($"The target does not tell what is needed: {answer.Reason}.");
        }
        catch (FormatException e)
        {
            throw new PlanException($"The target does not tell what is needed: {e.Message.TrimEnd('.')}.", e);
        }
    }

    /// <summary>The state after a step.</summary>
    public TargetState After(ChangeStep step) => step is not FileStep file ? this : this with
    {
        Paths = paths.ToDictionary(entry => entry.Key, entry => entry.Value.TryGet(out var state) ? After(state, file) : entry.Value),
    };

    private static Fact<PathState> After(PathState state, FileStep step)
    {
        var missing = step.After.Kind == FileKind.Folder && state.MissingFolders.Contains(step.Path, StringComparer.Ordinal)
            ? state.MissingFolders.Where(folder => folder != step.Path).ToList()
            : state.MissingFolders;
        return state with { Image = state.End == step.Path ? step.After : state.Image, MissingFolders = missing };
    }
}

/// <summary>A remedy cannot be planned; the message is one sentence that says why.</summary>
public class PlanException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>The stable kind of error.</summary>
    public virtual string ErrorId => "PlanFailed";
}
