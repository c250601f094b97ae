namespace GoEnv;

/// <summary>The facts of one target by their type, each known or unknown with the reason.</summary>
internal sealed class FactSet
{
    private readonly Dictionary<Type, object> known = [];
    private readonly Dictionary<Type, string> unknown = [];

    public void Add(object facts) => known[facts.GetType()] = facts;

    public void AddUnknown(Type factsType, string reason) => unknown[factsType] = reason;

    public T? Get<T>()
        where T : class => known.GetValueOrDefault(typeof(T)) as T;

    public object? Find(Type factsType) => known.GetValueOrDefault(factsType);

    public string Reason(Type factsType) => unknown.GetValueOrDefault(
        factsType,
        factsType == typeof(Binaries.BinaryFacts) ? "no binaries were named, which Test-GoBinary takes"
            : factsType == typeof(Coverage.CoverageFacts) ? "no cover profiles were named, which Measure-GoCoverage takes"
            : "it was not asked");
}
